"""Assemble the spaCy pipeline, and read articles with it paragraph by paragraph.

Each paragraph is parsed on its own and the parts are joined into one Doc: no sentence crosses a line break, an
article's analysis depends on nothing but the article, and a long article needs no more memory than a long paragraph.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from quotestats import base, gate, join, layers
from quotestats.actors.truecase import truecase
from quotestats.gate import Piece
from quotestats.lexicon.overlay import TABLES, Overlay
from quotestats.numerals import glyphs
from quotestats.paragraphs import paragraphs
from quotestats.quotes import find as quotations
from quotestats.records import Article, Tables

BASE = base.NAME
Method = Literal["model", "rules"]
Scope = Literal["statistics", "all"]

_NONE = Overlay()
_OURS = "quotestats_"
_WRITES = {  # what each pipe finds; the last one finds the actors
    f"{_OURS}times": layers.TIMES,
    f"{_OURS}quantities": layers.QUANTITIES,
    f"{_OURS}periods": layers.QUANTITIES,
    f"{_OURS}attributions": layers.ATTRIBUTIONS,
}
_KEPT: list[int | str] = ["SPACY", "NORM", "LEMMA", "TAG", "POS", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]
_ZONE = 1_000_000  # characters


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A base model, as steps, and behind it our pipes; ``nlp`` is the two as one, for use on its own."""

    nlp: Language
    steps: tuple[base.Step, ...]
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
    nlp = base.load(model)
    return _with_ours(nlp, attribution, scope, overlay)


def recaller(*, attribution: Method = "model", scope: Scope = "statistics", overlay: Overlay = _NONE) -> Pipeline:
    """Return our pipes alone, for texts whose analysis by the base model is kept; loads no model."""
    return _with_ours(spacy.blank("en"), attribution, scope, overlay)


def _with_ours(nlp: Language, attribution: Method, scope: Scope, overlay: Overlay) -> Pipeline:
    steps, before = base.steps(nlp), len(nlp.pipe_names)
    own = {name: list(overlay.table(name)) for name in TABLES}
    settings = {"method": attribution, "scope": scope, "cues": own["cues"]}
    nlp.add_pipe("quotestats_times")
    nlp.add_pipe("quotestats_quantities", config={"units": own["units"]})
    nlp.add_pipe("quotestats_periods")
    nlp.add_pipe("quotestats_attributions", config=settings)
    nlp.add_pipe("quotestats_mentions", config={name: own[name] for name in ("actors", "aliases", "offices")})
    return Pipeline(nlp=nlp, steps=steps, ours=tuple(nlp.pipe_names[before:]), scope=scope)


def read(pipeline: Pipeline, articles: Iterable[Article]) -> Iterator[Doc]:
    """Yield the analysed Doc of each article, with all our layers."""
    for article in articles:
        yield finish(pipeline, parse(pipeline, article))


def finish(
    pipeline: Pipeline, doc: Doc, *, found: Collection[str] = (), note: Callable[[str], None] = lambda name: None
) -> Doc:
    """Run our pipes on a Doc that the base model has analysed, but for those of the layers that it has ``found``.

    ``note`` is told of each that has run.
    """
    for name in pipeline.ours:
        if _WRITES.get(name) not in found:
            doc = pipeline.nlp.get_pipe(name)(doc)
            note(name.removeprefix(_OURS))
    return doc


def extract(pipeline: Pipeline, articles: Iterable[Article]) -> Iterator[Tables]:
    """Yield the rows of each article."""
    for article in articles:
        with pipeline.nlp.memory_zone():
            yield from (join.tables(doc) for doc in read(pipeline, [article]))


class Zone:
    """Memory for words not seen before, freed after every so many characters of text.

    Never freed, it would grow by 3.6 MB with 1,000 articles. But in spaCy's memory zones the tokenizer remembers
    nothing, and takes four times as long; so the first stretch of text is read outside of them, and what it teaches of
    common words stays. No Doc made in a zone may be used after the next call.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._nlp: Language | None = None
        self._left = 0

    def enter(self, nlp: Language, size: int) -> None:
        """Make room for a text of ``size`` characters."""
        if nlp is not self._nlp or self._left < 0:
            self._open.close()
            if nlp is self._nlp:
                self._open.enter_context(nlp.memory_zone())
            self._nlp, self._left = nlp, _ZONE
        self._left -= size


def analysed_text(article: Article) -> str:
    """Return the text as the base model sees it, of the same length."""
    return glyphs.figures(truecase(layers.analysed(article.text)))


def parse(pipeline: Pipeline, article: Article) -> Doc:
    """Return the base model's analysis of an article as one Doc, the article attached to it."""
    plain = truecase(layers.analysed(article.text))
    analysed = glyphs.figures(plain)
    chunks = paragraphs(plain)
    pieces = _pieces(pipeline, plain, chunks)
    docs = [_split(pipeline, analysed, piece) for piece in pieces]
    parsed = list(_parts(docs, pieces, chunks))
    with base.one_thread():
        for step in pipeline.steps if parsed else ():
            step(parsed)
    return layers.attach(_joined(docs) if docs else pipeline.nlp.make_doc(analysed), article, analysed)


def _parts(docs: Sequence[Doc], pieces: Sequence[Piece], chunks: Sequence[tuple[int, int]]) -> Iterator[base.Part]:
    """Yield the Docs to be parsed, each between the words beside it in its paragraph, which a tagger looks at too."""
    starts = [start for start, _ in chunks]
    for number, (doc, piece) in enumerate(zip(docs, pieces, strict=True)):
        if piece.close:
            start, end = chunks[bisect_right(starts, piece.start) - 1]
            before = after = doc[:0]
            if piece.start > start:
                other, offset = docs[number - 1], pieces[number - 1].start
                before = other[_first(other, start - offset) :][-base.REACH :]
            if piece.end < end:
                other, offset = docs[number + 1], pieces[number + 1].start
                after = other[: _first(other, end - offset)][: base.REACH]
            yield before, doc, after


def _first(doc: Doc, place: int) -> int:
    """Return the first token at or behind a place of the text."""
    return bisect_left(doc, place, key=lambda token: token.idx)


def _pieces(pipeline: Pipeline, text: str, chunks: Sequence[tuple[int, int]]) -> list[Piece]:
    """Return what is analysed together: the paragraphs, or in scope ``statistics`` what its figures need of them."""
    if pipeline.scope == "all":
        return [Piece(start, end, True, ()) for start, end in chunks]
    return gate.pieces(text, chunks, [(q.start, q.end) for q in quotations(text)])


def _joined(docs: Sequence[Doc]) -> Doc:
    """Return one Doc of all, as ``Doc.from_docs`` makes it, but for what nobody reads; that one asks word by word."""
    words = [orth for doc in docs for orth in doc.to_array("ORTH").tolist()]
    table: Any = np.concatenate([doc.to_array(_KEPT).reshape(len(doc), -1) for doc in docs])  # Any: as its stub has it
    whole = Doc(docs[0].vocab, words=words, spaces=(table[:, 0] == 1).tolist())
    return whole.from_array(_KEPT, table)


def _split(pipeline: Pipeline, analysed: str, piece: Piece) -> Doc:
    """Return a piece split into words and, where nothing will parse it, into sentences."""
    doc = pipeline.nlp.make_doc(analysed[piece.start : piece.end])
    if not piece.close:
        for first in (_first(doc, start - piece.start) for start in piece.sentences):
            if first < len(doc):  # none where the rest of a run without blanks is the last sentence
                doc[first].dep_ = "dep"  # what ``from_array`` takes for the start of a sentence
    return doc
