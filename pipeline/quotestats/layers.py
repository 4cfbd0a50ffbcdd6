"""What a Doc carries, and the only module that touches spaCy's global state.

A layer is a named span group: ``quantities``, ``times``, ``mentions``, ``attributions``. Our offsets are exact to the
character, tokens are not ("10-year-old"): each span covers the tokens that its record touches, and the record itself,
with its own offsets, is kept as a plain dict in ``span._.LAYER_data`` under the span's id, so that two records within
one token keep apart and all of it survives ``DocBin(store_user_data=True)``, ``Doc.from_docs`` and ``n_process=2``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import partial
from typing import Any, TypeVar

from spacy.tokens import Doc, Span, SpanGroup

from quotestats.numerals import glyphs
from quotestats.paragraphs import masked, unwrap
from quotestats.records import Article, Attribution, Mention, Quantity, TimeRef

QUANTITIES, TIMES, MENTIONS, ATTRIBUTIONS = "quantities", "times", "mentions", "attributions"
_RECORD = {QUANTITIES: Quantity, TIMES: TimeRef, MENTIONS: Mention, ATTRIBUTIONS: Attribution}
_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in (Article, *_RECORD.values())}
_NAME = {QUANTITIES: "quantity", TIMES: "time", MENTIONS: "mention", ATTRIBUTIONS: "attribution"}

# One to one, so that offsets hold: the base model was trained on straight apostrophes ("don’t" splits as "do n't").
_ANALYSED = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " "})

# A letter or an apostrophe that was lost when somebody decoded a text wrongly leaves U+FFFD within its word.
_LOST = re.compile(r"(?<=[^\W\d_])\ufffd{1,3}(?=(?P<ending>(?:s|t|d|m|re|ve|ll)\b)|[^\W\d_])")

_TEXTS = frozenset({"reading", "seen"})  # what goes with an article's fields

R = TypeVar("R", Quantity, TimeRef, Mention, Attribution)


def _reading(text: str) -> str:
    return masked(unwrap(text))


def analysed(text: str) -> str:
    """Return the text as the base model should see it: straight apostrophes, plain spaces, same length.

    U+FFFD within a word is a letter, before an ending ("Roe\ufffds") an apostrophe, so that the word stays whole.
    """
    plain = glyphs.western(_reading(text)).translate(_ANALYSED)
    return _LOST.sub(_found, plain) if "\ufffd" in plain else plain


def _found(lost: re.Match[str]) -> str:
    around = lost.string[lost.start() - 1] + lost.string[lost.end()]
    return ("'" if lost["ending"] else "E" if around.isupper() else "e") * len(lost[0])


def attach(doc: Doc, article: Article, seen: str = "") -> Doc:
    """Attach an article to the Doc made from ``analysed(article.text)``, and return the Doc.

    ``seen``: the Doc's own text where it is at hand, which spaCy puts together anew each time that it is asked.
    """
    doc._.article_data = {**_plain(article), "reading": _reading(article.text), "seen": seen or doc.text}
    return doc


def article(doc: Doc) -> Article:
    """Return the article a Doc was made from; a bare Doc gives an article with its text alone."""
    data: dict[str, Any] | None = doc._.article_data  # Any: spaCy's underscore is untyped
    if not data:
        return Article(id="", text=doc.text)
    return Article(**{name: value for name, value in data.items() if name not in _TEXTS})


def text(doc: Doc) -> str:
    """Return the text to read, into which all our offsets point: the original, wrapping line breaks as blanks.

    Runs without a blank that are too long for prose are masked by letters.
    """
    data: dict[str, Any] | None = doc._.article_data  # Any: spaCy's underscore is untyped
    return str(data["reading"]) if data else doc.text


def seen(doc: Doc) -> str:
    """Return the text as the base model saw it, of the length of ``text``."""
    data: dict[str, Any] | None = doc._.article_data  # Any: spaCy's underscore is untyped
    return str(data["seen"]) if data else doc.text


def published(doc: Doc) -> str:
    """Return the ISO date of publication, or ``""``."""
    data: dict[str, Any] | None = doc._.article_data  # Any: spaCy's underscore is untyped
    return str(data["published"]) if data else ""


def remembered(doc: Doc) -> dict[str, Any]:
    """Return what costly steps have found in a Doc, as JSON holds it; what is put here is kept between runs."""
    if doc._.remembered is None:
        doc._.remembered = {}
    found: dict[str, Any] = doc._.remembered  # Any: the nested values of JSON
    return found


def tokens(doc: Doc, start: int, end: int) -> Span:
    """Return the span of all tokens that share a character with ``start:end``.

    Raises ValueError when the offsets lie outside the text or are empty.
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no tokens at {start}:{end} of a text of {len(doc.text)} characters")
    return span


def write(doc: Doc, layer: str, records: Iterable[Quantity | TimeRef | Mention | Attribution]) -> None:
    """Replace a layer by these records."""
    group = SpanGroup(doc, name=layer)
    slots: dict[tuple[int, int], tuple[Span, dict[str, Any]]] = {}  # Any: the record's fields
    for number, record in enumerate(records):
        start, end = _place(record)
        whole = tokens(doc, start, end)
        key = record.id if isinstance(record, Attribution) else f"{layer[0]}{number}"
        span = Span(doc, whole.start, whole.end, label=layer, span_id=key)
        slots.setdefault((whole.start, whole.end), (whole, {}))[1][key] = _plain(record)
        group.append(span)
    for whole, slot in slots.values():
        setattr(whole._, f"{_NAME[layer]}_data", slot)
    doc.spans[layer] = group


def quantities(doc: Doc) -> list[Quantity]:
    """Return the quantities found, in order; ``[]`` where the pipe has not run."""
    return _read(doc, QUANTITIES, Quantity)


def times(doc: Doc) -> list[TimeRef]:
    """Return the time expressions found, in order."""
    return _read(doc, TIMES, TimeRef)


def mentions(doc: Doc) -> list[Mention]:
    """Return the actor mentions found, in order."""
    return _read(doc, MENTIONS, Mention)


def attributions(doc: Doc) -> list[Attribution]:
    """Return the attributions found, in order."""
    return _read(doc, ATTRIBUTIONS, Attribution)


def _plain(record: Article | Quantity | TimeRef | Mention | Attribution) -> dict[str, Any]:
    """Return the fields of a record, as they are: nothing in them can change."""
    return {name: getattr(record, name) for name in _FIELDS[type(record)]}


def _place(record: Quantity | TimeRef | Mention | Attribution) -> tuple[int, int]:
    if isinstance(record, Attribution):
        return record.content_spans[0][0], record.content_spans[-1][1]
    return record.start, record.end


def _read(doc: Doc, layer: str, kind: type[R]) -> list[R]:
    if layer not in doc.spans:
        return []
    spans: Sequence[Span] = doc.spans[layer]
    return [record for span in spans if isinstance(record := _record(span, layer), kind)]


def _record(span: Span, layer: str) -> Quantity | TimeRef | Mention | Attribution | None:
    slot = getattr(span._, f"{_NAME[layer]}_data")
    data = slot.get(span.id_) if slot else None
    if data is None:
        return None
    if layer == ATTRIBUTIONS:
        data = {**data, "content_spans": tuple((int(s), int(e)) for s, e in data["content_spans"])}
    record: Quantity | TimeRef | Mention | Attribution = _RECORD[layer](**data)
    return record


def _register() -> None:
    if not Doc.has_extension("article_data"):
        Doc.set_extension("article_data", default=None)
        Doc.set_extension("remembered", default=None)
    for layer, name in _NAME.items():
        if not Span.has_extension(f"{name}_data"):
            Span.set_extension(f"{name}_data", default=None)
            Span.set_extension(name, getter=partial(_record, layer=layer))


_register()
