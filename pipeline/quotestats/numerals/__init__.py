"""Numerals to values: ``"29,000"``, ``"2bn"``, ``"half a million"``. Pure functions of text.

``Scanner(units.rows()).scan(text)`` finds every numeric expression of a text that counts or measures.
"""

from quotestats.numerals.found import Found
from quotestats.numerals.numbers import read
from quotestats.numerals.scan import Scanner
from quotestats.numerals.tokens import tokenise

__all__ = ["Found", "Scanner", "parse"]


def parse(text: str) -> float | None:
    """Return the value of a numeral: ``"29,000"`` -> 29000.0, ``"2bn"`` -> 2e9, ``"a dozen"`` -> 12.0.

    None where the text is not wholly a numeral, or a vague one ("dozens").
    """
    tokens = tokenise(text)
    number = read(tokens, 0) if tokens else None
    return number.value if number is not None and number.last == len(tokens) and number.form != "vague" else None
