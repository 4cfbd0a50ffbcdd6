"""Find quotations by their marks: straight, curly, single, guillemets, ```` `` '' ````, nested, unbalanced, running on.

Marks are read from left to right, paragraph by paragraph, with a stack of the quotations open; every decision looks at
the neighbouring characters and at counts made beforehand, so the time is linear in the text. A quotation never leaves
its paragraph: one that runs on opens again in the next (Chicago Manual of Style 13.32), and one that is never closed
ends with its sentence or paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from quotestats.quotes.kinds import Kind, classify

Style = Literal["double", "single", "straight", "guillemet"]

_MARK = re.compile(
    r"""
    [“”„‟"″]      # double marks, curly, low and straight
    | ``? | ''    # typewriter marks
    | [‘’‚‛']     # single marks, and apostrophes
    | [«»‹›]      # guillemets
    """,
    re.VERBOSE,
)
_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")
_SENTENCE_END = re.compile(r"[.!?…](?=\s+[A-Z“‘\"'(]|\s*$)")
_STYLE: dict[str, Style] = {
    **dict.fromkeys(["“", "”", "„", "‟", '"', "″", "``", "''"], "double"),
    **dict.fromkeys("‘’‚‛", "single"),
    **dict.fromkeys("'`", "straight"),  # single marks do not mix: the other kind is an apostrophe
    **dict.fromkeys("«»‹›", "guillemet"),
}
_OPENING, _CLOSING = {"“", "„", "‟", "``", "‘", "‚", "‛", "`", "«", "‹"}, {"”", "''", "’", "»", "›"}
_BEFORE_OPENING = set(" \t\u00a0\u2009\u202f([{—–-/:“‘\"'«‹„`…")
_SINGLE = {"single", "straight"}
_ELISION = re.compile(r"(?:\d0s|\d\ds?\b|tis\b|twas\b|em\b|n\b|til\b|cause\b|cos\b|bout\b|round\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch of text in quotation marks, or the part of it in one paragraph.

    ``start:end`` takes the marks in, ``inner_start:inner_end`` leaves them out. ``depth`` counts the quotations around
    it. ``closed``: its closing mark was found. ``runs_on``: it goes on in the next paragraph, which opens it again, and
    that part is ``continued``. ``kind`` tells speech from scare quotes, titles and names, and ``reason`` says by what.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    style: Style
    depth: int = 0
    closed: bool = True
    runs_on: bool = False
    continued: bool = False
    kind: Kind = "speech"
    reason: str = ""

    @property
    def is_speech(self) -> bool:
        """Tell whether these may be somebody's words, rather than a scare quote, a title or a name."""
        return self.kind == "speech"


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    style: Style
    opens: bool
    closes: bool
    doubtful: bool = False  # may be the apostrophe of a plural possessive


def find(text: str) -> list[Quotation]:
    """Return all quotations of a text, nested ones after the one around them, sorted by start.

    A text whose marks do not balance gives a quotation up to the end of the sentence or paragraph, never further.
    """
    return list(_all(text))


@lru_cache(maxsize=2)  # attributions and actors ask for those of the same text
def _all(text: str) -> tuple[Quotation, ...]:
    found: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        marks = list(_marks(text, start, end))
        found += sorted(_pair(text, marks, start, end), key=lambda q: (q.start, -q.end))
    return tuple(replace(q, kind=kind, reason=why) for q in _joined(text, found) for kind, why in [_kind(text, q)])


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, start, end):
        mark = match[0]
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        style = _STYLE[mark]
        can_open = before in _BEFORE_OPENING and not after.isspace()
        can_close = not before.isspace() and not after.isalnum()
        if style in _SINGLE:
            can_open = (
                can_open and (after.isalnum() or after in '“"£$€(…[') and not _ELISION.match(text, match.end(), end)
            )
            can_open = can_open and mark != "’"
            can_close = can_close and mark not in {"‘", "‚", "‛", "`"}
            doubtful = before in "sS" and after == " "
            if can_open or can_close:
                yield _Mark(*match.span(), style, can_open, can_close, doubtful)
        elif mark == '"':
            if before.isdigit() and after in " ,.x×" and not can_open:
                yield _Mark(*match.span(), style, False, True, doubtful=True)  # may be inches
            else:
                yield _Mark(*match.span(), style, can_open or not can_close, can_close or not can_open)
        else:
            opens, closes = mark in _OPENING, mark in _CLOSING
            misdirected = (opens and not can_open and can_close) or (closes and not can_close and can_open)
            yield _Mark(*match.span(), style, opens != misdirected, closes != misdirected)


def _pair(text: str, marks: list[_Mark], start: int, end: int) -> list[Quotation]:
    """Pair the marks of one paragraph with a stack of open ones."""
    found: list[Quotation] = []
    open_: list[_Mark] = []
    ahead = _ahead(marks)
    for mark, (sure_closing, balance) in zip(marks, ahead, strict=True):
        at = next((k for k in range(len(open_) - 1, -1, -1) if open_[k].style == mark.style), None)
        if mark.closes and at is not None and not (mark.doubtful and sure_closing):
            found += _unclosed(text, open_[at + 1 :], mark.start, at + 1)
            found.append(_quotation(open_[at], mark, depth=at))
            del open_[at:]
        elif mark.opens and (mark.style not in _SINGLE or sure_closing):
            nests = mark.style == "guillemet" or (not mark.closes and balance > 0)
            if at is not None and not nests:
                found += _unclosed(text, open_[at:], mark.start, at)
                del open_[at:]
            open_.append(mark)
    return found + _unclosed(text, open_, end, 0)


def _ahead(marks: list[_Mark]) -> list[tuple[bool, int]]:
    """For each mark: does a sure closing mark of its style come before the next opening one; closing minus opening on.

    A single mark that opens is content with a doubtful closing one (a plural possessive): without any it is taken for
    an apostrophe.
    """
    ahead: list[tuple[bool, int]] = []
    sure: dict[Style, bool] = {}
    some: dict[Style, bool] = {}
    balance: dict[Style, int] = {}
    for mark in reversed(marks):
        style = mark.style
        closing = (some if style in _SINGLE and mark.opens else sure).get(style, False)
        balance[style] = balance.get(style, 0) + mark.closes - mark.opens
        ahead.append((closing, balance[style]))
        only_opens = mark.opens and not mark.closes
        sure[style] = (mark.closes and not mark.doubtful) or (sure.get(style, False) and not only_opens)
        some[style] = mark.closes or (some.get(style, False) and not only_opens)
    return ahead[::-1]


def _quotation(opening: _Mark, closing: _Mark, *, depth: int) -> Quotation:
    return Quotation(opening.start, closing.end, opening.end, closing.start, opening.style, depth)


def _unclosed(text: str, open_: list[_Mark], limit: int, depth: int) -> list[Quotation]:
    """Return quotations without closing mark; an inner one, or a single mark, is dropped as an apostrophe."""
    if not open_ or open_[0].style in _SINGLE or depth:
        return []
    mark = open_[0]
    end = limit
    while end > mark.end and text[end - 1].isspace():
        end -= 1
    if end <= mark.end:
        return []
    return [Quotation(mark.start, end, mark.end, end, mark.style, depth, closed=False)]


def _joined(text: str, found: list[Quotation]) -> list[Quotation]:
    """Mark quotations that run on over paragraphs; cut other unclosed ones at the end of their sentence."""
    joined: list[Quotation] = []
    for quotation, following in zip_longest(found, found[1:]):
        continued = bool(joined) and joined[-1].runs_on
        runs_on = not quotation.closed and bool(following) and _opens_next_paragraph(text, quotation, following)
        end, inner_end = quotation.end, quotation.inner_end
        if not (quotation.closed or runs_on or continued or _starts_paragraph(text, quotation.start)):
            stop = _SENTENCE_END.search(text, quotation.inner_start, quotation.end)
            end = inner_end = stop.end() if stop else quotation.end
        joined.append(replace(quotation, end=end, inner_end=inner_end, runs_on=runs_on, continued=continued))
    return joined


def _opens_next_paragraph(text: str, quotation: Quotation, following: Quotation) -> bool:
    lead = text[max(quotation.end, following.start - 9) : following.start]
    return lead.isspace() and any(c in lead for c in "\r\n\u2028\u2029")


def _starts_paragraph(text: str, start: int) -> bool:
    lead = text[max(0, start - 3) : start].rstrip(" \t")
    return not lead or lead[-1] in "\r\n\u2028\u2029:"


def _kind(text: str, quotation: Quotation) -> tuple[Kind, str]:
    if quotation.runs_on or quotation.continued:
        return "speech", "runs on over paragraphs"
    return classify(text, quotation.inner_start, quotation.inner_end, quotation.start, quotation.end)
