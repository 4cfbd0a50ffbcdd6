"""Nexis Uni, Lexis Advance and Nexis since 2019: documents that end with ``End of Document``.

A document is headline, outlet, date, a copyright notice, labels (``Byline:``, a no-break space), ``Body``, the text,
``Classification`` and what Nexis knows of it. The cover page says how many there are: ``Documents (10)``.
"""

import re
from collections.abc import Iterator, Sequence

from quotestats.formats import spelled
from quotestats.formats.documents import Document, author
from quotestats.formats.readers.labels import labels

END = re.compile(r"(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento|Einde van document)")
_BODY = re.compile(r"(?:Body|Text|Full Text|Corps|Texte|Cuerpo|Texto|Fließtext|Inhalt)")
_ANNOUNCED = re.compile(r"(?:Documents?|Dokumente?|Documentos?|Documenten|Documenti) \((\d+)\)")
_AFTER = re.compile(
    r"(?:Classification|Klassifizierung|Clasificación|Classificatie|Graphic|Graphique|Grafik|Gráfico|Notes?|Correction"
    r"|Correction-Date)|(?:Load-Date|Ladedatum|Date de chargement|Fecha de carga|Language|Publication-Type):.*"
)
_LABEL = re.compile(r"(?P<label>[^\W\d_][^\d:.]{2,28}):[\s\xa0]\s*(?P<rest>.*)|(?P<alone>[^\W\d_][^\d:.]{2,28}):")
_LOAD_DATE = re.compile(r"(?:Load-Date|Ladedatum|Date de chargement|Fecha de carga):[\s\xa0]*(.+)")
_CORRECTED = "Correction Appended"
_ADDRESS = re.compile(r"(?:URL:[\s\xa0]*)?(?P<url>https?://[^\s/]+(?P<page>/\S+)?/?)")
_COPYRIGHT = re.compile(r"copyright\b|©|all rights reserved", re.IGNORECASE)
_LISTED = re.compile(r"1\. (\S.*)")
_HEAD = 4  # lines that headline, subheadings and outlet have at most


def announced(paragraphs: Sequence[str]) -> int | None:
    """Return how many documents the cover page announces, None where there is none."""
    found = next((found for line in paragraphs[:200] if (found := _ANNOUNCED.fullmatch(line))), None)
    return int(found[1]) if found else None


def documents(paragraphs: Sequence[str]) -> Iterator[Document]:
    """Yield the documents of a file."""
    held: list[str] = []
    number = 0
    for line in paragraphs:
        if not END.fullmatch(line):
            held.append(line)
            continue
        number += 1
        yield document(held, number)
        held = []
    if _at(held, _BODY) is not None:
        yield document(held, number + 1)


def document(paragraphs: Sequence[str], number: int) -> Document:
    """Return the document that these paragraphs are, without the cover page; ``why`` is filled where it has no text."""
    body = _at(paragraphs, _BODY)
    top = list(paragraphs[: body if body is not None else len(paragraphs)])
    dated = _dated(top)
    noted = next((n for n, line in enumerate(top) if _COPYRIGHT.match(line) or _labelled(line)[0]), len(top))
    title, outlet = _named([line for line in top[: dated if dated is not None else noted] if line != _CORRECTED])
    loaded = "" if dated is not None else _loaded(paragraphs)
    cells = {"title": title, "outlet": outlet, "published": top[dated] if dated is not None else loaded}
    length = ""
    for line in top[dated + 1 if dated is not None else 0 :]:
        field, rest = _labelled(line)
        if field == "author":
            cells["author"] = author(rest)
        length = rest if field == "length" else length
    kept = _body(paragraphs[body + 1 :]) if body is not None else []
    if kept and (address := _ADDRESS.fullmatch(kept[-1])):
        cells["url"] = address["url"] if address["page"] else ""
        kept.pop()
    why = "" if kept else f"document {number} has no text" + (f': "{title}"' if title else "")
    warning = "it names no day: that of its loading is taken" if loaded else ""
    return Document({**cells, "text": "\n\n".join(kept)}, why=why, warning=warning, number=number, length=length)


def _loaded(paragraphs: Sequence[str]) -> str:
    """Return the day on which Nexis loaded a document, that of its publication or the one after."""
    return next((found[1] for line in paragraphs if (found := _LOAD_DATE.match(line))), "")


def _named(lines: Sequence[str]) -> tuple[str, str]:
    """Return headline and outlet: the first and the last line above the date, once the cover page is past.

    The cover page lists the documents; the headline stands there after ``1. ``, perhaps longer.
    """
    listed = next((found[1] for line in lines if (found := _LISTED.match(line))), "")
    starts = [n for n, line in enumerate(lines) if line and listed and listed.startswith(line[:40])]
    own = list(lines[starts[-1] :]) if starts else list(lines[-2:]) if listed or len(lines) > _HEAD else list(lines)
    if len(own) < 2:
        return "", own[0] if own else ""
    if len(own) > 2 and own[-1].startswith("("):  # a blog below the name of its paper
        own[-2:] = [f"{own[-2]} {own[-1]}"]
    return " ".join(own[:-1]), own[-1]


def _body(paragraphs: Sequence[str]) -> list[str]:
    end = _at(paragraphs, _AFTER)
    kept = [line for line in paragraphs[: end if end is not None else len(paragraphs)] if line.strip()]
    while kept and _COPYRIGHT.match(kept[-1]) and len(kept[-1]) < 300:
        kept.pop()
    return kept


def _at(paragraphs: Sequence[str], form: re.Pattern[str]) -> int | None:
    return next((n for n, line in enumerate(paragraphs) if form.fullmatch(line)), None)


def _dated(top: Sequence[str]) -> int | None:
    """Return where the date stands: the last line that begins with one and is neither a label nor a notice."""
    for n in range(len(top) - 1, -1, -1):
        line = top[n]
        found = spelled.find(line) if len(line) < 120 and not _COPYRIGHT.search(line) else None
        if found and found[1] < 16 and not _labelled(line)[0]:
            return n
    return None


def _labelled(line: str) -> tuple[str, str]:
    found = _LABEL.match(line)
    label = (found["label"] or found["alone"]).lower().strip() if found else ""
    return labels("nexis").get(label, ""), (found["rest"] or "").strip() if found else line
