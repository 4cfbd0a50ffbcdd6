"""Attributions by the shipped network: the windows that matter are read, decoded and written as records."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np
from spacy.tokens import Doc

from quotestats import layers
from quotestats.components.attribution_cues import Cues
from quotestats.components.attribution_labels import Labelled, scripts
from quotestats.components.network_contents import contents, of_numbers
from quotestats.components.network_decoder import Content, Range, Weights
from quotestats.components.network_nested import Nesting
from quotestats.components.network_pieces import Encoder, Pieces, read
from quotestats.components.network_session import Reader, load_encoder, load_reader, settings
from quotestats.components.network_settled import Figure, Figures
from quotestats.components.network_sources import short
from quotestats.components.network_stance import Stances
from quotestats.components.network_windows import Extent, around, without_context
from quotestats.confidence import NESTED, NETWORK, SCRIPT, Calibration
from quotestats.lexicon import Row
from quotestats.quotes import find, quote_type
from quotestats.records import Attribution, Quantity

_SETTLED_CHANCE = 0.9  # as in PolNeAR's training articles
_TURN_CHANCE = 0.95
_LOOSE = " .,;:\u00a0\n"


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in characters: source and cue, where there are any, content, its chance, who decided it."""

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    chance: float
    by: str


class Covered:
    """Which places of a line of places, characters or pieces, some ranges cover."""

    def __init__(self, length: int, ranges: Iterable[Range]) -> None:
        self._marks = np.zeros(length, np.bool_)
        for start, end in ranges:
            self._marks[start:end] = True

    def meets(self, start: int, end: int) -> bool:
        """Tell whether a range shares a place with one of them."""
        return bool(self._marks[start:end].any())


def network_pipe(*, scope: str, cues: Iterable[Row] = ()) -> Callable[[Doc], Doc]:
    """Return the pipe; scope ``statistics`` reads around the quantities only, ``all`` the whole text.

    ``cues`` are a person's own cues.
    """
    return NetworkAttributions(scope=scope, cues=cues)


class NetworkAttributions:
    """Attributions by the network, which needs no parse.

    The quantities must be there before it. Tags and a parse, where there are any, tell stances and nested statements.
    """

    def __init__(self, *, scope: str, cues: Iterable[Row] = ()) -> None:
        table = settings()
        self.scope = scope
        self._cues = tuple(cues)
        self.cues = Cues.of(self._cues)
        self.extent = Extent(**table["window"])
        self.weights = Weights(**table["decoder"])
        self.calibration = Calibration(**table["calibration"])
        self.stances = Stances(self._cues)
        self.nesting = Nesting()
        self.figures = Figures()

    @cached_property
    def encoder(self) -> Encoder:
        """The vocabulary, loaded when first needed."""
        return load_encoder()

    @cached_property
    def reader(self) -> Reader:
        """The network, loaded when first needed, in the process that needs it."""
        return load_reader()

    def __reduce__(self) -> tuple[Callable[[], Callable[[Doc], Doc]], tuple[()]]:
        """Travel to another process as settings; the network is loaded anew there."""
        return partial(network_pipe, scope=self.scope, cues=self._cues), ()

    def find(self, doc: Doc) -> list[Attribution]:
        """Return the attributions, sorted by the start of their content; in scope ``statistics`` those of numbers."""
        quantities = layers.quantities(doc)
        if not quantities and self.scope == "statistics":
            return []
        text = layers.text(doc)
        quotations = find(text)
        turns = scripts(text, self.cues.labels)
        found = [self._turn(text, turn) for turn in turns]
        spoken = Covered(len(text), [span for one in found for span in one.content])
        asked = [q for q in quantities if not spoken.meets(q.start, q.end)]
        pieces = read(text, quotations, self.encoder)
        numbers = [(r.start, r.stop) for r in (pieces.within(q.start, q.end) for q in asked) if len(r)]
        read_out = [self._of_network(text, pieces, content) for content in self._contents(doc, pieces, numbers)]
        found += [one for one in read_out if not any(spoken.meets(*span) for span in one.content)]
        said = Covered(len(text), [span for one in found for span in one.content])
        reporters = [q for q in quantities if not said.meets(q.start, q.end)]
        found += [self._settled(text, figure) for figure in self.figures.find(doc, reporters)]
        if self.scope == "statistics":
            held = Covered(len(text), [(q.start, q.end) for q in quantities])
            found = [one for one in found if any(held.meets(*span) for span in one.content)]
        records = [self._record(doc, one, f"n{number}") for number, one in enumerate(found)]
        nested = [one for record in records for one in self._nested(doc, record, quantities)]
        return _numbered([replace(a, quote_type=quote_type(a.content_spans, quotations, text)) for a in nested])

    def __call__(self, doc: Doc) -> Doc:
        """Write the layer."""
        layers.write(doc, layers.ATTRIBUTIONS, self.find(doc))
        return doc

    def _contents(self, doc: Doc, pieces: Pieces, numbers: list[Range]) -> list[Content]:
        """Return what the network says of these numbers, or has said before, and in scope ``all`` of the rest."""
        known, asked = layers.remembered(doc), [self.scope, *(list(number) for number in numbers)]
        if known.get("asked") != asked:
            found = self._read(pieces, numbers)
            known |= {"asked": asked, "contents": [content.plain() for content in found]}
        return [Content.of(plain) for plain in known["contents"]]

    def _read(self, pieces: Pieces, numbers: list[Range]) -> list[Content]:
        """Return the contents of numbers, read alike in both scopes, and in scope ``all`` those without a number."""
        extents = around(numbers, len(pieces), self.extent, pieces.breaks)
        windows = [self.reader(pieces, *window) for window in extents]
        found = of_numbers(pieces, windows, numbers, self.weights)
        if self.scope == "statistics":
            return found
        unread = without_context(extents, len(pieces), self.extent)
        rest = around(unread, len(pieces), self.extent, pieces.breaks)
        windows += [self.reader(pieces, *window) for window in rest]
        taken = Covered(len(pieces), [*numbers, *(span for content in found for span in content.spans)])
        others = contents(pieces, windows, numbers, self.weights)
        return found + [c for c in others if not any(taken.meets(*span) for span in c.spans)]

    def _of_network(self, text: str, pieces: Pieces, content: Content) -> Found:
        spans = tuple(_characters(pieces, span) for span in content.spans)
        source = short(text, *_characters(pieces, content.source)) if content.source else None
        cue = _trimmed(text, _characters(pieces, content.cue)) if content.cue else None
        return Found(source, cue, spans, self.calibration(content.chance), NETWORK)

    def _turn(self, text: str, turn: Labelled) -> Found:
        """Return what a speaker of a transcript says in one turn."""
        start, end = turn.content
        colon = text.find(":", turn.name[1], start)
        cue = (colon, colon + 1) if colon >= 0 else None
        return Found(turn.name, cue, ((start, start + len(text[start:end].rstrip())),), _TURN_CHANCE, SCRIPT)

    def _settled(self, text: str, figure: Figure) -> Found:
        start, end = figure.content
        inner = text[start:end].strip(_LOOSE)
        start = text.index(inner, start)
        content = (start, start + len(inner))
        return Found(short(text, *figure.source), figure.cue, (content,), _SETTLED_CHANCE, figure.rule)

    def _record(self, doc: Doc, found: Found, key: str) -> Attribution:
        text, source, cue = layers.text(doc), found.source, found.cue
        return Attribution(
            id=key,
            content_spans=found.content,
            source=text[slice(*source)] if source else "",
            source_start=source[0] if source else None,
            source_end=source[1] if source else None,
            cue=text[slice(*cue)] if cue else "",
            cue_start=cue[0] if cue else None,
            cue_end=cue[1] if cue else None,
            stance=self.stances.of(layers.tokens(doc, *cue)) if cue else "asserted",
            continued=source is not None and _line_between(text, source, found.content),
            probability=round(found.chance, 4),
            decided_by=found.by,
        )

    def _nested(self, doc: Doc, record: Attribution, quantities: list[Quantity]) -> list[Attribution]:
        """Return the attribution, followed by the one inside it, if any."""
        inner = self.nesting.inside(doc, record, quantities)
        if inner is None:
            return [record]
        found = Found(inner.source, inner.cue, inner.content, record.probability, NESTED)
        nested = replace(self._record(doc, found, f"{record.id}.1"), outer=record.id, continued=False)
        return [replace(record, content_spans=inner.around), nested]


def _numbered(records: Sequence[Attribution]) -> list[Attribution]:
    """Return the records in order of their content, of equal ones the inner first, their ids counted anew."""
    ordered = sorted(records, key=lambda a: (a.content_spans[0][0], -a.length, not a.outer))
    names = {record.id: f"a{number}" for number, record in enumerate(ordered)}
    return [replace(a, id=names[a.id], outer=names.get(a.outer, "")) for a in ordered]


def _characters(pieces: Pieces, span: Range) -> tuple[int, int]:
    return int(pieces.starts[span[0]]), int(pieces.ends[span[1] - 1])


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span without the punctuation at its edges ("said:"); a bare ":" stays."""
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return (start, end) if start < end else span


def _line_between(text: str, source: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the source stands in an earlier line than the content."""
    between = text[source[1] : spans[0][0]] if source[1] <= spans[0][0] else ""
    return any(mark in between for mark in "\n\r\u2028\u2029")
