"""Attributions by the shipped network: the windows that matter are read, decoded and written as records."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial

from spacy.tokens import Doc

from quotestats import layers
from quotestats.components.network_contents import contents
from quotestats.components.network_decoder import Content, Range, Weights
from quotestats.components.network_pieces import Encoder, Pieces, read
from quotestats.components.network_session import Reader, load_encoder, load_reader, settings
from quotestats.components.network_stance import Stances
from quotestats.components.network_windows import Extent, around, whole
from quotestats.lexicon import Row
from quotestats.quotes import find, quote_type
from quotestats.records import Attribution

DECIDED_BY = "network"


def network_pipe(*, scope: str, cues: Iterable[Row] = ()) -> Callable[[Doc], Doc]:
    """Return the pipe; scope ``statistics`` reads around the quantities only, ``all`` the whole text.

    ``cues`` are a person's own cues.
    """
    return NetworkAttributions(scope=scope, cues=cues)


class NetworkAttributions:
    """Attributions by the network. It needs the quantities before it, and tags for the stance of a cue; no parse."""

    def __init__(self, *, scope: str, cues: Iterable[Row] = ()) -> None:
        table = settings()
        self.scope = scope
        self._cues = tuple(cues)
        self.extent = Extent(**table["window"])
        self.weights = Weights(**table["decoder"])
        self.stances = Stances(self._cues)

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
        quantities = [(q.start, q.end) for q in layers.quantities(doc)]
        if not quantities and self.scope == "statistics":
            return []
        text = layers.text(doc)
        pieces = read(text, find(text), self.encoder)
        numbers = [(r.start, r.stop) for r in (pieces.within(*place) for place in quantities) if len(r)]
        extents = self._windows(numbers, len(pieces))
        found = contents(pieces, [self.reader(pieces, *window) for window in extents], numbers, self.weights)
        if self.scope == "statistics":
            found = [content for content in found if _holds(content, numbers)]
        return self._records(doc, pieces, found)

    def __call__(self, doc: Doc) -> Doc:
        """Write the layer."""
        layers.write(doc, layers.ATTRIBUTIONS, self.find(doc))
        return doc

    def _windows(self, numbers: Sequence[Range], length: int) -> list[Range]:
        return whole(length, self.extent) if self.scope == "all" else around(numbers, length, self.extent)

    def _records(self, doc: Doc, pieces: Pieces, found: Sequence[Content]) -> list[Attribution]:
        text = layers.text(doc)
        quotations = find(text)
        records = []
        for number, content in enumerate(found):
            spans = tuple(_characters(pieces, span) for span in content.spans)
            source = _characters(pieces, content.source) if content.source else None
            cue = _characters(pieces, content.cue) if content.cue else None
            records.append(
                Attribution(
                    id=f"a{number}",
                    content_spans=spans,
                    source=text[slice(*source)] if source else "",
                    source_start=source[0] if source else None,
                    source_end=source[1] if source else None,
                    cue=text[slice(*cue)] if cue else "",
                    cue_start=cue[0] if cue else None,
                    cue_end=cue[1] if cue else None,
                    quote_type=quote_type(spans, quotations, text),
                    stance=self.stances.of(layers.tokens(doc, *cue)) if cue else "asserted",
                    continued=source is not None and _line_between(text, source, spans),
                    probability=round(content.chance, 4),
                    decided_by=DECIDED_BY,
                )
            )
        return records


def _holds(content: Content, numbers: Sequence[Range]) -> bool:
    return any(a < stop and start < b for a, b in content.spans for start, stop in numbers)


def _characters(pieces: Pieces, span: Range) -> tuple[int, int]:
    return int(pieces.starts[span[0]]), int(pieces.ends[span[1] - 1])


def _line_between(text: str, source: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the source stands in an earlier line than the content."""
    between = text[source[1] : spans[0][0]] if source[1] <= spans[0][0] else ""
    return any(mark in between for mark in "\n\r\u2028\u2029")
