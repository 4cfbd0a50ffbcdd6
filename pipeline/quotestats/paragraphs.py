"""Where paragraphs begin and end, which line breaks are only wrapping, and what is no prose. Pure functions of text."""

import re
from itertools import pairwise

_LINE_END = re.compile(r"(?<=\S)[ \t]*\r?\n(?=[ \t]*\S)")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_PARAGRAPH = re.compile(r"\s*\S[^\r\n\u2028\u2029]*\s*")
_LONG_RUN = re.compile(r"\S{500,}")
_CUT = re.compile(
    r"""
    (?: [!?]
      | (?<![\s.][^\W\d_a-z]) (?<!\b[A-Z][a-z]) (?<!\b[A-Z][a-z]{2})          # J. Roe, Dr. Roe, Gen. Roe
        (?<!\b(?:Capt|Corp|Prof|Sept)) (?<!\.[a-zA-Z]) (?<!\bv) (?<!\bvs) \.  # Sept. 3, a.m. Monday, Roe v. Wade
    )
    ["'”’)]{0,2} \ + (?=["'“‘(]{0,2}[^\W\d_a-z])
    """,
    re.VERBOSE,
)
_WRAP_WIDTH = range(40, 101)
_LONGEST = 50_000


def unwrap(text: str) -> str:
    """Return the text with each line break that only wraps a paragraph replaced by a blank, length unchanged.

    A text is wrapped when its single line breaks mostly follow lines of 40 to 100 characters that end no sentence,
    as in mail, agency wires and old databases; headings and lists alone do not make it so.
    """
    ends = [m.start() for m in _LINE_END.finditer(text)]
    if len(ends) < 3:
        return text
    lines = [text[text.rfind("\n", 0, end) + 1 : end] for end in ends]
    soft = sum(len(line) in _WRAP_WIDTH and not _SENTENCE_END.search(line[-8:]) for line in lines)
    if soft <= 0.6 * len(ends):
        return text
    return _LINE_END.sub(lambda m: " " * len(m[0]), text)


def masked(text: str) -> str:
    """Return the text with each run of 500 or more characters without a blank replaced by as many letters ``x``.

    Such a run (a key, a dump, markup) is no prose: nothing is read in it, and what reads it character by character, as
    spaCy's tokenizer does punctuation, would take time in the square of its length.
    """
    return _LONG_RUN.sub(lambda m: "x" * len(m[0]), text)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the chunks that make up the whole text: each paragraph with the blanks and line breaks that follow it.

    A text of nothing but blanks gives no chunk. A paragraph longer than 50,000 characters is cut at a blank, so that no
    chunk is too long for a parser.
    """
    chunks = [m.span() for m in _PARAGRAPH.finditer(text)]
    return [piece for start, end in chunks for piece in _pieces(text, start, end)]


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of a stretch of text, each with the blanks behind it, cut only where one surely ends.

    In doubt (behind a short capitalised word, an initial, before a small letter) two stay together: of 1,181 cuts in 85
    articles 12 were none to spaCy, all of them behind "[...]" or a single letter.
    """
    cuts = [match.end() for match in _CUT.finditer(text, start, end)]
    return list(pairwise([start, *(cut for cut in cuts if cut < end), end]))


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST) + 1 or start + _LONGEST
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]
