"""What numbers mean, as people wrote it down in ``numerals.txt``, and that it holds wherever a sentence stands."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from quotestats import numerals, units
from quotestats.numerals import glyphs

TABLE = Path(__file__).with_name("numerals.txt")
LINES = [
    line.replace(r"\n", "\n") for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:2] not in ("", "# ")
]
SCANNER = numerals.Scanner(units.rows())
SIGNS = {"exact": "", "about": "~", "more_than": ">", "at_least": ">=", "less_than": "<", "at_most": "<="}
_MARK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")


def value(found):
    """Return the value as ``numerals.txt`` writes it."""
    if found.led_by_from:
        return f"from {found.low:.9g} to {found.high:.9g}"
    if found.unit == "vote" and found.ends:
        return ":".join(f"{end.value:g}" for end in found.ends)
    if found.bound == "between":
        return f"{found.low:.9g}{' to ' if found.ends else '..'}{found.high:.9g}"
    if found.bound == "vague":
        return f"{found.low:.9g}?"
    return f"{SIGNS[found.bound]}{found.value:.9g}"


def meaning(found):
    per = f"/{found.per}" if found.per else ""
    unit = found.unit or ("points" if found.kind == "points" else "")
    return " ".join(part for part in (value(found), unit + per, found.direction) if part)


def marked(text, found):
    """Return a text with what was found marked as in ``numerals.txt``."""
    for one in reversed(found):
        text = f"{text[: one.start]}[{text[one.start : one.end]}]({meaning(one)}){text[one.end :]}"
    return text


@pytest.mark.parametrize("line", LINES)
def test_a_number_means(line):
    text = _MARK.sub(lambda mark: mark[1], line)

    assert marked(text, SCANNER.scan(text)) == line


def moved(found, by):
    ends = tuple(moved(end, by) for end in found.ends)
    at = {name: getattr(found, name) + by for name in ("start", "end", "core_start", "core_end")}
    return replace(found, **at, ends=ends)


@pytest.mark.parametrize("before", ["\n", "\n" * 2, "\n" * 3, "\n" * 4, "\n" * 41, "\u200b", "\u200e\n"])
def test_numbers_mean_the_same_wherever_a_sentence_stands(before):
    for line in LINES:
        text = _MARK.sub(lambda mark: mark[1], line)

        assert SCANNER.scan(f"{before}{text}\n") == [moved(found, len(before)) for found in SCANNER.scan(text)], line


def test_a_rate_alone_is_told_with_its_length():
    assert SCANNER.rate("per 100,000 people a year") == ("100000 person", len("per 100,000 people"))
    assert SCANNER.rate("people per year") is None
    assert SCANNER.rate("") is None


def test_a_sign_that_is_two_in_ascii_stays_one():
    assert glyphs.western("\uffe3５") == "\uffe35"
