"""Numerals as they are set: fullwidth and other digits, and characters that nobody sees inside a number."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from quotestats.numerals.found import Found

_OTHER = re.compile(r"[^\W\D0-9]|[\uff01-\uff5e\uffe0-\uffe6\u066a-\u066c]")
_SIGNS = {"\u066a": "%", "\u066b": ".", "\u066c": ","}  # the Arabic signs of percent, decimals and thousands
# Soft hyphen, zero-width signs, marks of direction.
_MARKS = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
_UNSEEN = re.compile(_MARKS)
_UNSEEN_INSIDE = re.compile(rf"(?<=[0-9.,]){_MARKS}(?=[0-9.,])")
_SCALE_LETTERS = re.compile(r"(?<![\w$£€¥₹.,'’])([0-9]{1,3}(?:[.,][0-9]{1,3}){0,3})(?:bn|tn|trn|mn|[mkbMKB])(?![\w'’])")


def western(text: str) -> str:
    """Return the text with all digits and fullwidth signs in ASCII, one for one: ``"１２"`` -> ``"12"``."""
    return text if text.isascii() else _OTHER.sub(_western, text)


def _western(match: re.Match[str]) -> str:
    sign = match[0]
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    plain = _SIGNS.get(sign) or unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign


def figures(text: str) -> str:
    """Return the text, length unchanged, such that each count is one word to a tokenizer: for a parse, not a value.

    Unseen characters within a number and the scale letter of ``1.5m people`` become zeros: spaCy would make words of
    them. Amounts of money are left alone, which it reads well.
    """
    if not text.isascii():
        text = _UNSEEN_INSIDE.sub(lambda m: "0" * len(m[0]), text)
    return _SCALE_LETTERS.sub(lambda m: m[1].ljust(len(m[0]), "0"), text)


def seen(text: str) -> tuple[str, list[int]]:
    """Return the text without its unseen characters, and the place in ``text`` of each character and of the end.

    The places are empty where nothing is left out.
    """
    if text.isascii() or not _UNSEEN.search(text):
        return text, []
    places: list[int] = []
    start = 0
    for match in _UNSEEN.finditer(text):
        places.extend(range(start, match.start()))
        start = match.end()
    places.extend(range(start, len(text) + 1))
    return _UNSEEN.sub("", text), places


def back(found: Found, places: Sequence[int]) -> Found:
    """Return what was found in a text as ``seen`` with its offsets in the text itself."""
    return replace(
        found, start=places[found.start], end=places[found.end - 1] + 1, core_start=places[found.core_start],
        core_end=places[found.core_end - 1] + 1, ends=tuple(back(end, places) for end in found.ends),
    )  # fmt: skip
