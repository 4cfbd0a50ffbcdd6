"""Quotation marks as pure text: every style, nesting, what is left open, what is no speech, and the time it takes."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats import quotes


def surfaces(text):
    return [text[q.start : q.end] for q in quotes.find(text)]


def kinds(text):
    return [q.kind for q in quotes.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Rents rose," she said.', ['"Rents rose,"']),
        ("“Rents rose,” she said.", ["“Rents rose,”"]),
        ("‘Rents rose,’ she said.", ["‘Rents rose,’"]),
        ("'Rents rose,' she said.", ["'Rents rose,'"]),
        ("``Rents rose,'' she said.", ["``Rents rose,''"]),
        ("«Rents rose», she said.", ["«Rents rose»"]),
        ("„Rents rose“, she said.", ["„Rents rose“"]),
        ('" Rents rose ," she said.', ['" Rents rose ,"']),
        ("”Rents rose,” she said.", ["”Rents rose,”"]),
        ("“Rents rose.“ Wages fell.", ["“Rents rose.“"]),
    ],
)
def test_every_style(text, found):
    assert surfaces(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She said: “He told me ‘we lost 30%’.”", ["“He told me ‘we lost 30%’.”", "‘we lost 30%’"]),
        ("“A “nested” one,” he said.", ["“A “nested” one,”", "“nested”"]),
        ("«Er sagte «nein» dazu», so Holm.", ["«Er sagte «nein» dazu»", "«nein»"]),
    ],
)
def test_nested(text, found):
    assert surfaces(text) == found
    assert [q.depth for q in quotes.find(text)] == [0, 1]


@pytest.mark.parametrize(
    "text",
    [
        "It's the workers' 12 days, isn't it?",
        "Rock 'n' roll of the '90s and ’80s.",
        "Mr O'Neil's pipe was 6\" wide and 5'10\" long.",
        "The tenants’ 40 flats and the firms’ 12 sites.",
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text):
    assert surfaces(text) == []


def test_plural_possessive_within_single_marks():
    assert surfaces("He said ‘the firms’ 12 sites went.’") == ["‘the firms’ 12 sites went.’"]


def test_straight_apostrophe_within_curly_marks():
    assert surfaces('He said ‘the firms\' 12 sites’ and "no more".') == ["‘the firms' 12 sites’", '"no more"']


def test_unbalanced_mark_ends_with_its_sentence():
    (quotation,) = quotes.find('Cole said "prices fell 3%. Wages rose.\nRents did not.')
    assert not quotation.closed
    assert not quotation.runs_on
    assert quotation.end == len('Cole said "prices fell 3%.')


def test_unclosed_paragraph_runs_on_when_the_next_one_opens_again():
    first, second, third = quotes.find('Reyes: "Rents rose.\n\n"Wages fell.\n\n"And 400 left." Then he went.')
    assert (first.runs_on, second.runs_on, third.runs_on) == (True, True, False)
    assert (first.continued, second.continued, third.continued) == (False, True, True)


def test_second_opening_mark_ends_the_quotation_before():
    assert surfaces("He said “we lost. She said “we won” too.") == ["“we lost.", "“we won”"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The “smart” motorway", "scare"),
        ("Her book “The Long Road to Oslo” sold well", "title"),
        ("a man known as “Red”", "name"),
        ("Joan “Jo” Hunt left", "name"),
        ("He said “no comment.”", "speech"),
        ("It was “gone for good and all”", "speech"),
        ("He called it “not our job”", "speech"),
    ],
)
def test_kinds(text, kind):
    (quotation,) = quotes.find(text)
    assert quotation.kind == kind
    assert quotation.reason


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“We lost 5,” said Holm.", "direct"),
        ("we lost “all hope” and more", "mixed"),
        ("we lost all hope", "indirect"),
    ],
)
def test_quote_type(text, wanted):
    end = text.index(" said") if " said" in text else len(text)
    assert quotes.quote_type([(0, end)], quotes.find(text), text) == wanted


def test_quote_type_counts_every_span():
    text = "“We lost 5,” said Holm, and more."
    assert quotes.quote_type([(0, 12), (24, 32)], quotes.find(text), text) == "mixed"


@given(st.text(alphabet="ab \n.,s“”‘’'\"«»`0", max_size=80))
def test_spans_lie_inside_the_text_and_its_paragraphs(text):
    found = quotes.find(text)
    for q in found:
        assert 0 <= q.start <= q.inner_start <= q.inner_end <= q.end <= len(text)
        assert "\n" not in text[q.start : q.end]
    outer = [q for q in found if q.depth == 0]
    assert all(a.end <= b.start for a, b in pairwise(outer))
    assert found == sorted(found, key=lambda q: (q.start, -q.end))


@pytest.mark.parametrize("unit", ['"a ', "'a ", "“", "a' ", "‘a ", '"\n', "`` ", "«", "“a. "])
def test_time_is_linear_in_the_text(unit):
    def seconds(times):
        start = time.process_time()
        quotes.find(unit * times)
        return time.process_time() - start

    short = min(seconds(5_000) for _ in range(3))
    assert min(seconds(20_000) for _ in range(2)) < 12 * max(short, 0.02)
