"""From the paragraphs of a page or an export to the text of an article: tidy, and without boilerplate.

What is taken for boilerplate is a whole paragraph that says nothing but ``Read more: ...`` or ``Share on Facebook``:
``lexicon/en/boilerplate.tsv`` has the patterns. A paragraph that has anything else to say stays.
"""

import re
from collections.abc import Iterable
from functools import cache

from quotestats import lexicon

_LONGEST = 300  # characters of a paragraph that may be boilerplate
_EDGES = " \u00a0\u00ad\u200b\u2060\ufeff"  # what nobody sees at the end of a line
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")


def line(words: str | None) -> str:
    r"""Return words as one line: blanks and line ends become one space, what stands at the ends goes.

    Non-breaking and thin spaces stay what they are: ``10 000`` is one number by them.

    >>> line("10\u202f000 people\n  left\u00a0 ")
    '10\u202f000 people left'
    """
    return _BLANKS.sub(" ", words or "").strip().strip(_EDGES)


def text(paragraphs: Iterable[str]) -> str:
    """Return the paragraphs that are not boilerplate, each one line, with an empty line between them.

    >>> text(["Ann Roe said 5 had left.", "  ", "Share this article", "Read more: Six more leave"])
    'Ann Roe said 5 had left.'
    """
    lines = (line(paragraph) for paragraph in paragraphs)
    return "\n\n".join(one for one in lines if one and not boilerplate(one))


def boilerplate(paragraph: str) -> str:
    """Return the kind of boilerplate that a paragraph is (``share``, ``credit``, ``link`` ...), or ``""``."""
    if len(paragraph) > _LONGEST:
        return ""
    found = _patterns().fullmatch(paragraph)
    return _kinds()[found.lastgroup or ""] if found else ""


@cache
def _kinds() -> dict[str, str]:
    return {f"p{number}": row["kind"] for number, row in enumerate(lexicon.table("boilerplate"))}


@cache
def _patterns() -> re.Pattern[str]:
    parts = (f"(?P<p{number}>{row['pattern']})" for number, row in enumerate(lexicon.table("boilerplate")))
    return re.compile("|".join(parts), re.IGNORECASE)
