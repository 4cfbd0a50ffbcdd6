"""Text to tokens: numerals in digits, words, signs and line ends, each with its offsets. One linear pass."""

import re
from typing import Literal, NamedTuple

TokenKind = Literal["number", "word", "sign", "line"]

# Every repetition is bounded or consumes its characters once, so that a hostile string costs linear time.
_TOKEN = re.compile(
    r"""
    (?P<number>
        [0-9]{1,3}(?:,[0-9]{3}){1,8}(?:\.[0-9]+)?(?![0-9]|,[0-9])             # 29,000 or 1,250.5
      | [0-9]{1,2}(?:,[0-9]{2}){1,8},[0-9]{3}(?:\.[0-9]+)?(?![0-9]|,[0-9])    # 12,34,567 (Indian grouping)
      | [0-9]{1,3}(?:['’][0-9]{3}){1,8}(?:\.[0-9]+)?(?![0-9]|['’][0-9])       # 1'250.50 (Swiss grouping)
      | [0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3}){1,6}(?![0-9]|[ ][0-9]|[-.,][0-9])  # 10 000
      | [0-9]+(?:\.[0-9]+)*                                                   # 7, 2.5, 192.168.1.1
      | (?<![\w.])\.[0-9]+                                                    # .5
    )
  | (?P<word>[^\W\d_]+)
  | (?P<line>\n)
  | (?P<sign>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_GROUPING = str.maketrans("", "", ",'’ \u00a0\u2009\u202f")
_LONGEST = 24  # more digits than this are an identifier, not a number


class Token(NamedTuple):
    """One token. ``low`` is its text in lower case; ``glued``: nothing stands between it and the token before."""

    kind: TokenKind
    text: str
    low: str
    start: int
    end: int
    glued: bool


DASHES = frozenset("-‐‑–")
END = Token("line", "", "", 0, 0, False)  # what lies before the first and after the last token


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of a stretch of text in order; what is no token (blanks, foreign digits) is skipped."""
    tokens: list[Token] = []
    last = -1
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        start, end = match.span()
        surface = match.group()
        kind: TokenKind = match.lastgroup  # type: ignore[assignment]  # the group names are the kinds
        tokens.append(Token(kind, surface, surface.lower(), start, end, start == last))
        last = end
    return tokens


def digits(token: Token) -> float | None:
    """Return the value of a numeral in digits: ``29,000`` -> 29000.0; None for ``1.2.3`` and for overlong ones."""
    if token.kind != "number" or len(token.text) > _LONGEST or token.text.count(".") > 1:
        return None
    return float(token.text.translate(_GROUPING))


def grouped(token: Token) -> bool:
    """Tell whether a numeral in digits is set in groups (``29,000``), as years and identifiers never are."""
    return token.kind == "number" and len(token.text.translate(_GROUPING)) < len(token.text)


def at(tokens: list[Token], index: int) -> Token:
    """Return the token at an index, or an empty line end where there is none."""
    return tokens[index] if 0 <= index < len(tokens) else END
