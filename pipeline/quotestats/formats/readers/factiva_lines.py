"""The lines of Factiva's rich text: articles that end with ``Document`` and a number, with codes (``HD``) or without.

Without codes an article is headline, author, number of words, day, hour, source, its code, page, language, copyright,
and then the text; most of these may be missing.
"""

import re
from collections.abc import Iterator, Sequence

from quotestats.formats import spelled
from quotestats.formats.documents import Document, author

CODES = re.compile(
    "AN|ART|BY|CLM|CO|CR|CT|CY|DE|DLN|ED|ET|GC|HD|IN|IPC|IPD|LA|LP|NGC|NS|PD|PG|PUB|RE|RF|SC|SE|SN|TD|VOL|WC"
)
WORDS = re.compile(
    r"[\d,.\s]+\s?(?:words|mots|wörter|palabras|parole|woorden|palavras|słów|слов|ord|字|語|ワード|단어)", re.IGNORECASE
)
DOCUMENT = re.compile(r"(?:\S{2,12}\s+)?([A-Za-z0-9]{4,12}(?:19|20)\d{6}\w{6,12})\s*")  # in the site's language
_CODED = re.compile(rf"(?P<code>{CODES.pattern})(?:\s*[|\t]\s*|\s{{2,}}|$)(?P<rest>.*)")
_HOUR = re.compile(r"\d\d?:\d\d.*")
_COPYRIGHT = re.compile(r"copyright\b|\(c\)|©|\d{4}, ", re.IGNORECASE)
_NOTES = 8  # lines below the day among which the copyright notice stands


def documents(lines: Sequence[str]) -> Iterator[Document]:
    """Yield the documents of a file; what follows the last ``Document`` line is Factiva's summary of the search."""
    held: list[str] = []
    for line in lines:
        bare = line.strip("| \t")
        found = DOCUMENT.fullmatch(re.sub(r"^AN\s*[|\t ]\s*", "", bare))
        if not found:
            held.append(bare)
            continue
        coded = [match for one in held if (match := _CODED.match(one))]
        cells = _coded(held) if len(coded) > 2 else _plain(held)
        why = "" if cells["text"] else f'no text in it: "{cells["title"]}"'
        yield Document({**cells, "id": found[1]}, why=why)
        held = []


def _coded(lines: Sequence[str]) -> dict[str, str]:
    """Return the fields of an article with codes; a line without one goes on with the code before."""
    said: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        found = _CODED.match(line)
        code = found["code"] if found else code
        rest = (found["rest"] if found else line).strip("| \t")
        said.setdefault(code, []).extend([rest] if rest else [])
    first = {name: " ".join(said.get(name, [])) for name in ("HD", "PD", "SN", "BY")}
    return {
        "title": first["HD"],
        "published": first["PD"],
        "outlet": first["SN"],
        "author": author(first["BY"]),
        "text": "\n\n".join([*said.get("LP", []), *said.get("TD", [])]),
    }


def _plain(lines: Sequence[str]) -> dict[str, str]:
    """Return the fields of an article without codes, by the order of its lines."""
    counted = next((n for n, line in enumerate(lines) if WORDS.fullmatch(line)), None)
    start = counted if counted is not None else 0
    dated = next((n for n in range(start, min(len(lines), start + 12)) if _is_day(lines[n])), None)
    if dated is None:
        return {"title": lines[0] if lines else "", "published": "", "text": "\n\n".join(lines[1:])}
    top = [" ".join(line.split()) for line in lines[: counted if counted is not None else dated]]
    signed = len(top) > 1 and (author(top[-1]) != top[-1] or len(top[-1].split()) < len(top[-2].split()))
    below = [line for line in lines[dated + 1 :] if not _HOUR.fullmatch(line)]
    noted = next((n for n, line in enumerate(below[:_NOTES]) if n and _COPYRIGHT.match(line)), None)
    return {
        "title": " ".join(top[-2:-1] if signed else top[-1:]),
        "author": author(top[-1]) if signed else "",
        "published": lines[dated],
        "outlet": below[0] if below else "",
        "text": "\n\n".join(below[noted + 1 :] if noted is not None else below[3:]),
    }


def _is_day(line: str) -> bool:
    return len(line) < 40 and spelled.day(line) != ""
