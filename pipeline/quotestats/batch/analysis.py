"""The analysis of one article in a worker: by the base model or from what is kept of it, then by our own pipes."""

import gc
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from quotestats import join, layers, model
from quotestats.batch import work
from quotestats.batch.spent import Spent
from quotestats.engines import EngineError
from quotestats.errors import LexiconError, MissingExtraError, ModelError
from quotestats.store import answers, findings, parses

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from quotestats.model import Method, Pipeline, Scope

_ATTRIBUTING = "quotestats_attributions"


class Analyser:
    """Analyses articles by a recipe. The base model is loaded for the first article that is not kept."""

    def __init__(self, recipe: work.Recipe) -> None:
        self._recipe = recipe
        self._whole: Pipeline | None = None
        self._ours: Pipeline | None = None
        self._settled: Pipeline | None = None
        self._zone = model.Zone()

    def __call__(self, job: work.Job) -> bytes:
        """Return the packed outcome of an article.

        Raises EngineError where no article would fare better: a model or table that is missing.
        """
        try:
            return self._analysed(job)
        except parses.UnfitError:
            return self._analysed(work.Job(job.article))
        except (LexiconError, MissingExtraError, ModelError) as error:
            raise EngineError(str(error)) from error
        except ImportError as error:
            raise EngineError(f"{error}: reinstall quotestats, or give it more memory") from error

    def _analysed(self, job: work.Job) -> bytes:
        # Neither where it was read nor what was odd about that can change a row: the rows are kept by the rest.
        article = replace(job.article, path="", warning="")
        spent = Spent()
        pipeline = self._pipeline(parsed=job.parse is not None)
        spent.note("loading")
        self._zone.enter(pipeline.nlp, len(article.text))
        if job.parse is None:
            doc = model.parse(pipeline, article)
        else:
            text = model.analysed_text(article)
            doc = layers.attach(parses.load(job.parse, pipeline.nlp.vocab, text), article, text)
        parse = b"" if job.parse else parses.dump(doc)
        spent.note("parse")
        found = self._finished(pipeline, doc, job, spent)
        self._settle(pipeline)
        spent.note("rows")
        answered = _new(answers.packed(doc), job.answers)
        return work.joined(found._replace(parse=parse, answers=answered, spent=spent.packed()))

    @staticmethod
    def _finished(pipeline: "Pipeline", doc: "Doc", job: work.Job, spent: Spent) -> work.Outcome:
        """Return the rows of a parsed Doc and, where that is new, what was found before its actors."""
        answers.put(doc, job.answers)
        known = findings.put(doc, job.findings, job.cues) if job.parse else frozenset[str]()
        kept = layers.ATTRIBUTIONS in known
        if job.rows and job.findings and known and not kept:
            doc, known = pipeline.nlp.get_pipe(_ATTRIBUTING)(doc), known | {layers.ATTRIBUTIONS}
            if findings.same(doc, job.findings, job.rows_cues):
                return work.Outcome(job.rows, findings=findings.packed(doc, job.cues))
        tables = join.tables(model.finish(pipeline, doc, found=known, note=spent.note))
        return work.Outcome(work.rows(tables), findings=b"" if kept else findings.packed(doc, job.cues))

    def _settle(self, pipeline: "Pipeline") -> None:
        """Take what stays, when a first article has loaded it all, out of what Python searches for garbage.

        Its collector would look through every table and model again and again, a sixth of the time by rules.
        """
        if pipeline is not self._settled:
            gc.collect()
            gc.freeze()
            self._settled = pipeline

    def _pipeline(self, *, parsed: bool) -> "Pipeline":
        """Return the pipeline with the base model, or our pipes alone where those are enough and it is not loaded."""
        recipe = self._recipe
        method, scope = cast("Method", recipe.attribution), cast("Scope", recipe.scope)
        if self._whole is None and not parsed:
            self._whole = model.load(model=recipe.model, attribution=method, scope=scope, overlay=recipe.overlay)
        if self._whole is None and self._ours is None:
            self._ours = model.recaller(attribution=method, scope=scope, overlay=recipe.overlay)
        return self._whole or cast("Pipeline", self._ours)


def _new(found: bytes, kept: bytes | None) -> bytes:
    """Return what was found where it is not what is kept, else nothing."""
    return b"" if found == kept else found
