"""What makes a number no quantity: names and identifiers, labels, phones, scores, clock times, dates, list markers."""

import re

from quotestats import lexicon
from quotestats.numerals.amounts import Amount
from quotestats.numerals.phrases import Phrases, compile_phrases
from quotestats.numerals.tokens import END, Token, at, grouped

_DASHES = frozenset("-‐‑–—")
_CHUNK = re.compile(r"\S+")
_TAG = re.compile(r"<[A-Za-z/][^<>\n]{0,300}>")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,10}(?:[/:?#]|$)")
_CODE = re.compile(r"[0-9A-Fa-f{}'X-]{16,}$")
_CALLED = frozenset(
    "phone tel telephone mobile fax number numbers call called dial dialled dialed ring text helpline".split()
)
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_CLOCK_BEFORE = frozenset({"at", "from", "until", "till", "by", "before", "after", "around", "since", "about"})


def identifiers(text: str) -> list[tuple[int, int]]:
    """Return the spans of addresses and codes: URLs, e-mail and IP addresses, hashes, markup tags."""
    spans = [match.span() for match in _TAG.finditer(text)] if "<" in text else []
    for match in _CHUNK.finditer(text):
        chunk = match.group()
        if len(chunk) < 4 or chunk.isalpha():
            continue
        at_sign = "@" in chunk and not chunk.endswith("@")
        if at_sign or "://" in chunk or chunk.startswith(("www.", "urn:")) or "::" in chunk or _is_code(chunk):
            spans.append(match.span())
        elif (
            "." in chunk
            and len(chunk) < 300
            and any(c.isalpha() for c in chunk)
            and _DOMAIN.match(chunk.rstrip(".,;)"))
        ):
            spans.append(match.span())
    return sorted(spans)


def _is_code(chunk: str) -> bool:
    if len(chunk) < 16 or not _CODE.match(chunk):
        return False
    return sum(c.isdigit() for c in chunk) >= 6


class Names:
    """The table of what is no quantity, compiled."""

    def __init__(self, *, language: str = "en") -> None:
        rows = lexicon.table("not_quantities", language)
        words: dict[str, set[str]] = {}
        for row in rows:
            words.setdefault(row["class"], set()).add(row["surface"])
        self._labels, self._months = words["label"], words["month"]
        self._clock, self._scores = words["clock"], words["score"]
        self._names = compile_phrases(((name, True) for name in sorted(words["name"])), backwards=True)
        self._phrases: Phrases[bool] = compile_phrases((phrase, True) for phrase in sorted(words["phrase"]))
        self._anchors_before = words["anchor_before"]
        self._anchors_behind = compile_phrases((phrase, True) for phrase in sorted(words["anchor_after"]))

    def phrase(self, tokens: list[Token], index: int) -> int | None:
        """Return the index after the set phrase around ``index`` that holds a number as a name (``Catch-22``)."""
        for start in range(max(0, index - 3), index + 1):
            found = self._phrases.match(tokens, start)
            if found is not None and start + found[1] > index:
                return start + found[1]
        return None

    def reject(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether an amount is part of a name, an identifier, a date, a clock time or a list marker."""
        first, last = amount.first, amount.last
        if amount.number.form == "digits" and (self._attached(tokens, amount) or self._clock_time(tokens, amount)):
            return True
        if amount.unit is not None:
            return amount.kind == "duration" and self.anchored(tokens, first, last)
        if amount.number.scale != 1.0:
            return False
        if amount.number.form == "digits" and (self._date(tokens, amount) or self._identifier(tokens, amount)):
            return True
        return self._labelled(tokens, amount) or self._list_marker(tokens, amount)

    def anchored(self, tokens: list[Token], first: int, last: int) -> bool:
        """Tell whether a duration is a time: ``the last two years``, ``two years ago``, ``within 48 hours``."""
        before = at(tokens, first - 1)
        if before.low in self._anchors_before:
            return True
        place = last + (at(tokens, last).text in "'’" and at(tokens, last).text != "")
        found = self._anchors_behind.match(tokens, place)
        return found is not None and found[1] > 0

    @staticmethod
    def _attached(tokens: list[Token], amount: Amount) -> bool:
        """Tell whether digits are glued to letters or signs that no grammar here has read: ``M25``, ``5G``, ``737-800``."""
        token, before, behind = at(tokens, amount.first), at(tokens, amount.first - 1), at(tokens, amount.last)
        if token.glued:
            if before.kind == "word" and not amount.prefixed:
                return True
            if before.text in "/#@_\\&.:%*=^" and before.text and not amount.prefixed:
                return True
            hyphened = (
                before.text in _DASHES and before.glued and at(tokens, amount.first - 2).kind in ("word", "number")
            )
            if hyphened and before.text in "-‐‑" and not amount.prefixed:
                return at(tokens, amount.first - 2).low not in ("under", "over", "sub", "mid", "pre", "post", "minus")
        if behind.glued and behind.kind in ("word", "number"):
            return True
        follows = at(tokens, amount.last + 1)
        if behind.glued and behind.text in "-‐‑_\\=^*" and behind.text and follows.glued:
            return (
                follows.kind == "number"
                or len(follows.text) == 1
                or (follows.text[:1].isupper() and amount.unit is None)
            )
        return behind.glued and behind.text == "/" and follows.glued and follows.kind == "number"

    def _clock_time(self, tokens: list[Token], amount: Amount) -> bool:
        behind, follows = at(tokens, amount.last), at(tokens, amount.last + 1)
        number_end = at(tokens, amount.number.last)
        if amount.prefixed:
            return False
        if (
            number_end.low in self._clock
            or behind.low in self._clock
            or f"{behind.low}.{at(tokens, amount.last + 2).low}" in self._clock
        ):
            return True
        if behind.text == "'" and follows.low == "clock":
            return True
        if behind.text == ":" and behind.glued and follows.glued and follows.kind == "number":
            return True
        before = at(tokens, amount.first - 1)
        return before.text == ":" and before.glued and at(tokens, amount.first - 2).kind == "number"

    def _date(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether a bare number is a day beside its month, or a year."""
        token, before, behind = at(tokens, amount.first), at(tokens, amount.first - 1), at(tokens, amount.last)
        if amount.last - amount.first != 1 or grouped(token) or not token.text.isdigit():
            return False
        small = len(token.text) <= 2 and 1 <= amount.value <= 31
        month_before = (
            before.low in self._months or before.text == "." and at(tokens, amount.first - 2).low in self._months
        )
        if small and (month_before and before.text[:1].isupper() or month_before and before.text == "."):
            return True
        if (
            small
            and behind.low in self._months
            and behind.text[:1].isupper()
            and not (behind.low == "may" and behind.text.islower())
        ):
            return True
        return len(token.text) == 4 and 1000 <= amount.value < 2100 and self._is_year(tokens, amount)

    def _is_year(self, tokens: list[Token], amount: Amount) -> bool:
        before, behind = at(tokens, amount.first - 1), at(tokens, amount.last)
        if behind.text in "/–-" and behind.glued and at(tokens, amount.last + 1).kind == "number":
            return True
        if amount.value < 1500 or before.text in "~+":
            return False
        counted = (
            behind.kind == "word"
            and behind.low.endswith(("s", "ple", "men", "ren"))
            and behind.low not in ("is", "was", "has", "as")
        )
        if before.low in (
            "in",
            "since",
            "of",
            "by",
            "until",
            "from",
            "during",
            "to",
            "and",
            "between",
            "the",
            "s",
            "for",
            "before",
            "after",
        ):
            return (
                not counted
                or before.low in ("in", "since", "s", "during", "until")
                or (before.low == "the" and amount.value > 1900)
            )
        return not counted

    @staticmethod
    def _identifier(tokens: list[Token], amount: Amount) -> bool:
        """Tell whether bare digits are a telephone, account or serial number."""
        token = at(tokens, amount.first)
        text = token.text
        if len(text) > 1 and text[0] == "0" and text.isdigit():
            return True
        if token.kind == "number" and text.count(".") > 1:
            return True
        before, i = at(tokens, amount.first - 1), amount.first - 1
        if before.text == "+" and token.glued and len(text) >= 2 and text.isdigit() and amount.value > 20:
            return True
        total, neighbours = len(text.replace(" ", "")), 0
        for step, start in ((1, amount.last), (-1, i)):
            place = start
            while (
                abs(place - start) < 12
                and (other := at(tokens, place)).kind == "number"
                or other.text in ("-", "(", ")", ".", "+")
            ):
                if other.kind == "number":
                    total, neighbours = total + len(other.text), neighbours + 1
                place += step
        if neighbours and total >= 7 and not grouped(token) and "." not in text:
            return True
        called = any(at(tokens, amount.first - k).low in _CALLED for k in range(1, 6))
        plain = text.replace(" ", "").isdigit()
        return plain and (len(text) >= 8 or (called and len(text) >= 3 and not ("," in text)))

    def _labelled(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether the word before a bare number makes it a label: ``page 28``, ``Boeing 737``, ``No 10``."""
        before = at(tokens, amount.first - 1)
        if before is END:
            return False
        if before.text in _DASHES and before.glued:
            before = at(tokens, amount.first - 2)
            if before.low not in self._labels and self._names.match(tokens, amount.first - 2) is None:
                return False
            return True
        if before.low in self._labels and before.kind == "word":
            return True
        if (
            before.text == "."
            and before.glued
            and at(tokens, amount.first - 2).low in ("no", "nos", "p", "pp", "fig", "art", "sec")
        ):
            return True
        if self._names.match(tokens, amount.first - 1) is not None:
            return True
        label = at(tokens, amount.first - 2).low
        coordinated = before.low in ("and", "to", "or") or before.text in ",&–-"
        if coordinated and before.text and at(tokens, amount.first - 2).kind == "number":
            return at(tokens, amount.first - 3).low in self._labels
        return before.text in ("#", "№") or (label in self._labels and before.text == ":")

    @staticmethod
    def _list_marker(tokens: list[Token], amount: Amount) -> bool:
        before, behind = at(tokens, amount.first - 1), at(tokens, amount.last)
        at_line_start = before.kind == "line" or before.text in "(•*-" and at(tokens, amount.first - 2).kind == "line"
        small = amount.number.form == "digits" and amount.value < 100 and not behind.kind == "word"
        closes = behind.text in (".", ")") and behind.glued
        return at_line_start and small and closes and at(tokens, amount.last + 1).kind in ("word", "sign")

    def score(self, tokens: list[Token], first: int, last: int) -> bool:
        """Tell whether ``3-1`` or ``3 to 1`` is the result of a game: a word of winning or losing stands near it."""
        near = [at(tokens, index).low for index in (*range(first - 4, first), *range(last, last + 2))]
        return any(word in self._scores for word in near)


def ordinal(tokens: list[Token], index: int) -> bool:
    """Tell whether digits carry the ending of an ordinal or of a decade: ``5th``, ``1990s``."""
    behind = at(tokens, index + 1)
    apostrophe = behind.text in ("'", "’") and behind.glued and at(tokens, index + 2).low == "s"
    return behind.glued and (behind.low in _ORDINAL or behind.low == "s") or apostrophe
