"""Tell speech from scare quotes, titles and names in marks, and direct from mixed and indirect contents."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from quotestats.records import QuoteType

if TYPE_CHECKING:
    from quotestats.quotes.marks import Quotation

Kind = Literal["speech", "scare", "title", "name"]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_NAMED = re.compile(
    r"\b(?:known|nicknamed|dubbed|aka|called|named|codenamed|entitled|titled)(?:\s+(?:as|simply))?\s*(?:the\s*)?,?\s*$",
    re.I,
)
_SMALL_WORDS = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)
_PRONOUN_OR_VERB = re.compile(
    r"\b(?:i|we|you|he|she|it|they|i['’]m|we['’]re|is|are|was|were|be|been|am|has|have|had|do|does|did|don['’]t|will"
    r"|would|can|could|should|must|may|might|not|no|yes|never|let['’]s|please|thank|sorry)\b",
    re.I,
)
_WITHIN_NAME = (re.compile(r"\b[A-Z]\w+\s$"), re.compile(r"\s[A-Z]\w+"))
_LONG = 9  # words; a scare quote, title or name is shorter


def classify(text: str, inner_start: int, inner_end: int, start: int, end: int) -> tuple[Kind, str]:
    """Return what a quotation is and the reason, from its words and the characters around it."""
    inner = text[inner_start:inner_end]
    words = [m[0] for m in _WORD.finditer(inner)]
    before, after = text[max(0, start - 40) : start], text[end : end + 20]
    if name := _name(words, before, after):
        return "name", name
    if len(words) > _LONG:
        return "speech", "long"
    if _punctuated(inner, before, after):
        return "speech", "set off by punctuation"
    full_words = [w for w in words if w.lower() not in _SMALL_WORDS]
    if len(words) >= 2 and full_words and all(w[0].isupper() or w[0].isdigit() for w in full_words):
        return "title", "every word has a capital"
    if _PRONOUN_OR_VERB.search(inner):
        return "speech", "has a pronoun or verb"
    return ("scare", "a few words without a verb") if len(words) <= 3 else ("speech", "a phrase")


def _name(words: list[str], before: str, after: str) -> str:
    """Return why these words are a name (or nickname), or ``""``."""
    if len(words) <= 6 and _NAMED.search(before):
        return "follows a word of naming"
    if (
        0 < len(words) <= 3
        and words[0][0].isupper()
        and _WITHIN_NAME[0].search(before)
        and _WITHIN_NAME[1].match(after)
    ):
        return "stands within a name"
    return ""


def quote_type(content_spans: Iterable[tuple[int, int]], quotations: Sequence[Quotation], text: str) -> QuoteType:
    """Return the type of a content: ``direct`` in marks, ``mixed`` partly, ``indirect`` not at all.

    Words count, not marks or punctuation. ``quotations`` as ``find`` gives them for ``text``.
    """
    outer = [(q.start, q.end) for q in quotations if q.depth == 0]
    starts = [start for start, _ in outer]
    total = quoted = 0
    for start, end in content_spans:
        for word in _WORD.finditer(text, start, end):
            at = bisect_right(starts, word.start()) - 1
            total += 1
            quoted += at >= 0 and word.start() < outer[at][1]
    if not quoted:
        return "indirect"
    return "direct" if quoted == total else "mixed"


def _punctuated(inner: str, before: str, after: str) -> bool:
    return bool(
        inner.rstrip()[-1:] in set(",.!?…")
        or re.search(r"[:,]\s*$", before)
        or (after[:1] == "," and len(inner.split()) > 3)
    )
