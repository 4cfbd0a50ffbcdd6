"""The source as the tables give it: the noun phrase without what hangs on it (CONTRACT 1, convention 10).

The corpus takes relative clauses and appositions into the source ("Mara Reyes, who runs the office,"). Here they go; a
description before a name stays ("the team's coach, Mara Reyes"), and so does a list ("Halden, Orsk and Vell").
"""

import re

_CLAUSE = re.compile(r"[,;]?\s+(?:who|whom|whose|which|that|where)\b|\s*[;(—–]|\s+-+\s")
_COMMA = re.compile(r",(?!\d)")  # none within a number
_LIST = re.compile(r",\s[^,]+(?:,\s[^,]+)*,?\s(?:and|or)\s\S")
_CAPITAL = re.compile(r"(?:^|\s)(?:[A-Z]|[A-Z]\w*[-.’'])[\w.’'-]*$")
_POSSESSIVE = re.compile(r"[’']s?$")
_EDGES = " \t\n\u00a0,;:.“”\"‘’'"


def short(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the source without relative clauses, appositions after a name, marks and a possessive."""
    whole = start, end
    while start < end and text[start] in _EDGES:
        start += 1
    clause = _CLAUSE.search(text, start + 1, end)
    if clause:
        end = clause.start()
    commas = [mark.start() for mark in _COMMA.finditer(text, start + 1, end)]
    if commas and not _LIST.match(text[commas[0] : end]):
        if _CAPITAL.search(text[start : commas[0]]) or not text[commas[0] + 1 : end].lstrip()[:1].isupper():
            end = commas[0]
        elif len(commas) > 1:
            end = commas[1]
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive and (possessive[0] != "'" or text[possessive.start() - 1 : possessive.start()] == "s"):
        end = possessive.start()
    while end > start + 1 and text[end - 1] in _EDGES and not _abbreviated(text, start, end):
        end -= 1
    return (start, end) if start < end else whole


def _abbreviated(text: str, start: int, end: int) -> bool:
    """Tell whether the full stop at the end belongs to the word ("U.S.", "Acme Inc.")."""
    return text[end - 1] == "." and bool(
        re.search(r"(?:\b\w|\.\w|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros))\.$", text[start:end])
    )
