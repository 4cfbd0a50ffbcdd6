"""Attributions by the shipped network: the windows that matter are read, decoded and written as records."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial

from spacy.tokens import Doc

from quotestats import layers
from quotestats.components.network_contents import contents
from quotestats.components.network_decoder import Content, Range, Weights
from quotestats.components.network_nested import Nesting
from quotestats.components.network_pieces import Encoder, Pieces, read
from quotestats.components.network_session import Reader, load_encoder, load_reader, settings
from quotestats.components.network_settled import Figure, Figures
from quotestats.components.network_sources import short
from quotestats.components.network_stance import Stances
from quotestats.components.network_windows import Extent, around, whole
from quotestats.confidence import NESTED, NETWORK, SETTLED, Calibration
from quotestats.lexicon import Row
from quotestats.quotes import find, quote_type
from quotestats.records import Attribution, Quantity

_SETTLED_CHANCE = 0.9  # 61 of 67 in PolNeAR's training articles


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
        pieces = read(text, quotations, self.encoder)
        numbers = [(r.start, r.stop) for r in (pieces.within(q.start, q.end) for q in quantities) if len(r)]
        found = self._contents(doc, pieces, numbers)
        if self.scope == "statistics":
            found = [content for content in found if _holds(content, numbers)]
        records = [self._record(doc, pieces, content, number) for number, content in enumerate(found)]
        reporters = [q for q in quantities if not any(a.covers(q.start, q.end) for a in records)]
        records += [self._settled(doc, figure, k) for k, figure in enumerate(self.figures.find(doc, reporters))]
        nested = [one for record in records for one in self._nested(doc, record, quantities)]
        return _numbered([replace(a, quote_type=quote_type(a.content_spans, quotations, text)) for a in nested])

    def __call__(self, doc: Doc) -> Doc:
        """Write the layer."""
        layers.write(doc, layers.ATTRIBUTIONS, self.find(doc))
        return doc

    def _contents(self, doc: Doc, pieces: Pieces, numbers: list[Range]) -> list[Content]:
        """Return what the network says of these numbers, or has said before."""
        known, asked = layers.remembered(doc), [list(number) for number in numbers]
        if known.get("numbers") != asked:
            extents = self._windows(numbers, len(pieces))
            found = contents(pieces, [self.reader(pieces, *window) for window in extents], numbers, self.weights)
            known |= {"numbers": asked, "contents": [content.plain() for content in found]}
        return [Content.of(plain) for plain in known["contents"]]

    def _windows(self, numbers: Sequence[Range], length: int) -> list[Range]:
        return whole(length, self.extent) if self.scope == "all" else around(numbers, length, self.extent)

    def _record(self, doc: Doc, pieces: Pieces, content: Content, number: int) -> Attribution:
        text = layers.text(doc)
        spans = tuple(_characters(pieces, span) for span in content.spans)
        source = short(text, *_characters(pieces, content.source)) if content.source else None
        cue = _trimmed(text, _characters(pieces, content.cue)) if content.cue else None
        return Attribution(
            id=f"a{number}",
            content_spans=spans,
            source=text[slice(*source)] if source else "",
            source_start=source[0] if source else None,
            source_end=source[1] if source else None,
            cue=text[slice(*cue)] if cue else "",
            cue_start=cue[0] if cue else None,
            cue_end=cue[1] if cue else None,
            stance=self.stances.of(layers.tokens(doc, *cue)) if cue else "asserted",
            continued=source is not None and _line_between(text, source, spans),
            probability=round(self.calibration(content.chance), 4),
            decided_by=NETWORK,
        )

    def _settled(self, doc: Doc, figure: Figure, number: int) -> Attribution:
        text = layers.text(doc)
        source = short(text, *figure.source)
        start, end = figure.content
        return Attribution(
            id=f"f{number}",
            content_spans=((figure.content[0], start + len(text[start:end].rstrip(" .,;:"))),),
            source=text[slice(*source)],
            source_start=source[0],
            source_end=source[1],
            cue=text[slice(*figure.cue)],
            cue_start=figure.cue[0],
            cue_end=figure.cue[1],
            stance=self.stances.of(layers.tokens(doc, *figure.cue)),
            probability=_SETTLED_CHANCE,
            decided_by=SETTLED,
        )

    def _nested(self, doc: Doc, record: Attribution, quantities: list[Quantity]) -> list[Attribution]:
        """Return the attribution, followed by the one inside it, if any."""
        inner = self.nesting.inside(doc, record, quantities)
        if inner is None:
            return [record]
        text = layers.text(doc)
        return [
            replace(record, content_spans=inner.around),
            replace(
                record,
                id=f"{record.id}.1",
                content_spans=inner.content,
                source=text[slice(*inner.source)],
                source_start=inner.source[0],
                source_end=inner.source[1],
                cue=text[slice(*inner.cue)],
                cue_start=inner.cue[0],
                cue_end=inner.cue[1],
                stance=self.stances.of(layers.tokens(doc, *inner.cue)),
                outer=record.id,
                continued=False,
                decided_by=NESTED,
            ),
        ]


def _numbered(records: Sequence[Attribution]) -> list[Attribution]:
    """Return the records in order of their content, of equal ones the inner first, their ids counted anew."""
    ordered = sorted(records, key=lambda a: (a.content_spans[0][0], -a.length, not a.outer))
    names = {record.id: f"a{number}" for number, record in enumerate(ordered)}
    return [replace(a, id=names[a.id], outer=names.get(a.outer, "")) for a in ordered]


def _holds(content: Content, numbers: Sequence[Range]) -> bool:
    return any(a < stop and start < b for a, b in content.spans for start, stop in numbers)


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
