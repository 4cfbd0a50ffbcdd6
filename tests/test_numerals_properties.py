"""Properties of the number grammar: rendering and reading a value agree, spans lie inside, time grows linearly."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotestats import numerals, units
from steps import growth

SCANNER = numerals.Scanner(units.rows())
SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
SMALL += ["seventeen", "eighteen", "nineteen"]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def words(number, joint=" and "):
    """Render a whole number below 1e12 in words."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    for value, name in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if number >= value:
            rest = number % value
            low = joint if rest < 100 else " "
            return f"{words(number // value, joint)} {name}" + (low + words(rest, joint) if rest else "")
    raise AssertionError(number)


def grouped(number, mark):
    return f"{number:,}".replace(",", mark)


def indian(number):
    head, tail = divmod(number, 1000)
    groups = []
    while head:
        head, group = divmod(head, 100)
        groups.append(f"{group:02d}" if head else str(group))
    return ",".join([*reversed(groups), f"{tail:03d}"]) if groups else str(tail)


@given(st.integers(1, 10**12 - 1))
def test_a_number_in_words_is_read_back(number):
    assert numerals.parse(words(number)) == number
    assert numerals.parse(words(number, joint=" ")) == number


@given(st.integers(1, 10**12), st.sampled_from([",", "\u00a0", "\u2009", "\u202f"]))
def test_a_grouped_number_is_read_back(number, mark):
    assert numerals.parse(grouped(number, mark)) == number


@given(st.integers(1, 10**12))
def test_indian_grouping_is_read_back(number):
    assert numerals.parse(indian(number)) == number


@given(st.decimals(0, 999, places=2), st.sampled_from(["k", "m", "bn", " million", " billion", " trillion", " crore"]))
def test_a_scaled_number_is_read_back(mantissa, scale):
    powers = {"k": 1e3, "m": 1e6, "bn": 1e9, " million": 1e6, " billion": 1e9, " trillion": 1e12, " crore": 1e7}

    assert numerals.parse(f"{mantissa}{scale}") == pytest.approx(float(mantissa) * powers[scale])


@given(st.integers(1, 10**9), st.sampled_from(["£", "$", "€", "¥", "US$", "A$"]), st.sampled_from(["", "-", "−"]))
def test_an_amount_is_read_back(number, sign, minus):
    units_of = {"£": "GBP", "$": "USD", "€": "EUR", "¥": "JPY", "US$": "USD", "A$": "AUD"}

    (found,) = SCANNER.scan(f"It made {minus}{sign}{number:,}.")

    assert (found.value, found.unit) == (-number if minus else number, units_of[sign])


_PIECES = st.sampled_from(
    [
        "one",
        "two",
        "a",
        "half",
        "hundred",
        "million",
        "of",
        "and",
        "to",
        "-",
        "–",
        "%",
        "£",
        "$",
        "(",
        ")",
        ",",
        ".",
        "'",
        '"',
        "\n",
        "5",
        "1,000",
        "2.5",
        "99",
        "7%",
        "per",
        "year",
        "a",
        "couple",
        "m",
        "bn",
        "km",
        "more",
        "than",
        "about",
        "or",
        "so",
        "times",
        "third",
        "quarter",
        "between",
        "from",
        "up",
        "24/7",
        "x",
        "½",
        "€",
        "²",
        "12-year-old",
        "aged",
        "ago",
        "last",
    ]
)


@settings(max_examples=300)
@given(st.lists(st.tuples(_PIECES, st.sampled_from(["", " ", " "]))).map(lambda ps: "".join(p + s for p, s in ps)))
def test_spans_lie_inside_the_text_and_do_not_overlap(text):
    end = 0
    for found in SCANNER.scan(text):
        assert end <= found.start <= found.core_start < found.core_end <= found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end] != ""
        assert found.value is not None or found.low is not None
        end = found.end


@given(st.text(max_size=200))
def test_any_text_can_be_scanned(text):
    assert all(0 <= found.start < found.end <= len(text) for found in SCANNER.scan(text))


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "1,111",
        "1,",
        "(",
        '"',
        "1 ",
        "one ",
        "million ",
        "1-",
        "$",
        "a million ",
        "hundreds of ",
        "between 1 and ",
        "5% to ",
        "<a",
        "a@",
        "page 1, 2, ",
        "twenty-one ",
        "half of ",
        "more than ",
        "1 hour 1 minute ",
        "1.",
        "1/",
        "1\u200b",
        "voted 5-4, ",
        "an hour and 10 ",
        "an hour and a ",
        "1'111",
        "8 pounds 3 ",
        "11 stone ",
        "half a ",
        "one in a ",
    ],
)
def test_steps_grow_linearly(piece):
    assert growth(SCANNER.scan, piece) < 6  # for four times the length; a quadratic rule would take 16 times
