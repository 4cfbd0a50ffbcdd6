"""Digits that identify and do not count: web and e-mail addresses, hashes, telephone and account numbers."""

import re

from quotestats.numerals.measures import singular
from quotestats.numerals.tokens import Token, at, grouped
from quotestats.numerals.words import context

_CHUNK = re.compile(r"\S+")
_TAG = re.compile(r"<[A-Za-z/][^<>\n]{0,300}>")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,10}(?:[/:?#]|$)")
_HASH = re.compile(r"[0-9A-Fa-f{}'X-]{16,}$")
_CALLED = context("called")
_SUBJECTS = context("numbering_subjects")
_BETWEEN_GROUPS = frozenset("-().+/")
_NEAR = 12  # tokens that one telephone number may have


def spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of addresses and codes in a line of text: URLs, e-mail and IP addresses, hashes, markup tags."""
    found = [match.span() for match in _TAG.finditer(text, start, end)] if text.find("<", start, end) >= 0 else []
    for match in _CHUNK.finditer(text, start, end):
        chunk = match.group()
        if len(chunk) > 3 and not chunk.isalpha() and _is_address(chunk):
            found.append(match.span())
    return sorted(found)


def _is_address(chunk: str) -> bool:
    if "@" in chunk and not chunk.endswith("@"):
        return True
    if "://" in chunk or "::" in chunk or chunk.startswith(("www.", "urn:")):
        return True
    if len(chunk) >= 16 and _HASH.match(chunk) and sum(c.isdigit() for c in chunk[:64]) >= 6:
        return True
    if "." not in chunk or len(chunk) > 300 or not any(c.isalpha() for c in chunk):
        return False
    return _DOMAIN.match(chunk.rstrip(".,;)")) is not None


def identifies(tokens: list[Token], index: int) -> bool:
    """Tell whether the digits at ``index`` are (part of) a telephone, account, serial or version number."""
    token = tokens[index]
    text = token.text
    if text.count(".") > 1 or (len(text) > 1 and text[0] == "0" and text[1].isdigit()):
        return True
    plus = at(tokens, index - 1)
    if plus.text == "+" and token.glued and text.isdigit() and len(text) > 1 and not _percent(tokens, index + 1):
        return True
    if grouped(token) and "," in text:
        return False
    figures, groups = _neighbours(tokens, index)
    if groups and figures + len(text) >= 7 and "." not in text:
        return True
    compact = text.replace(" ", "")
    near = range(index - 5, index)
    called = any(at(tokens, place).low in _CALLED and not is_verb(tokens, place) for place in near)
    return compact.isdigit() and (len(compact) >= 8 or (called and len(compact) >= 3))


def is_verb(tokens: list[Token], index: int) -> bool:
    """Tell whether "number" is the verb: ``they number 300``, ``rangers number 300``; not ``bus number 300``."""
    before = at(tokens, index - 1)
    plural = before.kind == "word" and singular(before.low) != before.low
    return at(tokens, index).low == "number" and (plural or before.low in _SUBJECTS)


def _percent(tokens: list[Token], index: int) -> bool:
    return at(tokens, index).kind == "word" or at(tokens, index).text == "%"


def _neighbours(tokens: list[Token], index: int) -> tuple[int, int]:
    """Return how many figures, in how many groups, stand around a group of digits with nothing but signs between."""
    figures = groups = 0
    for step in (1, -1):
        place = index + step
        while abs(place - index) < _NEAR:
            token = at(tokens, place)
            if token.kind == "number":
                figures, groups = figures + len(token.text), groups + 1
            elif token.text not in _BETWEEN_GROUPS or not token.text:
                break
            place += step
    return figures, groups
