"""Annotations of other tools into corrections, and rows of the tables into annotations of other tools."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path

from quotestats.annotations import corrections, keeping, standoff
from quotestats.annotations.corrections import Correction, anchor, attach
from quotestats.annotations.standoff import Link, Mark, Marked, brat
from quotestats.batch import cells, intake
from quotestats.errors import SourceError
from quotestats.formats import tables
from quotestats.formats.readers import Options
from quotestats.lexicon import overlay
from quotestats.records import Article

# What people call such spans; the names of the tables themselves hold too.
LABELS = {
    **dict.fromkeys(("statistic", "quoted_statistic", "quoted statistic"), "quoted_statistics"),
    **dict.fromkeys(("quantity", "number", "cardinal", "money", "percent"), "quantities"),
    **dict.fromkeys(("attribution", "content", "quotation", "quote"), "attributions"),
    **dict.fromkeys(("mention", "actor", "source", "person", "org", "speaker"), "mentions"),
    **dict.fromkeys(("time", "date", "timex3"), "times"),
}
_SURFACE = {"quoted_statistics": "quantity", "quantities": "quantity", "mentions": "text", "times": "text"}
_TOLD = ("value", "unit", "kind", "bound", "actor_id", "type", "stance", "quote_type")


@dataclass(slots=True)
class Imported:
    """What came of an import: lines written, those that stood there before, and what could not be attached, and why."""

    written: int = 0
    known: int = 0
    lost: list[str] = field(default_factory=list)


def articles(sources: Sequence[str]) -> dict[str, Article]:
    """Return the articles of the sources by id."""
    skip = intake.tables_of_metadata("", sources)
    read = intake.read(sources, name="auto", options=Options(), skip=skip)
    return {item.id: item for item in read if isinstance(item, Article)}


def bring(
    file: Path, tool: str, known: Mapping[str, Article], labels: Mapping[str, str], folder: Path, author: str = ""
) -> Imported:
    """Write the annotations of another tool's file as corrections into a folder, each anchored anew in its article.

    ``labels`` say which table a label belongs to, beside ``LABELS``. Raises SourceError when the file cannot be read.
    """
    found = Imported()
    before = {one.id for each in corrections.read(folder).values() for one in each}
    rows = []
    for marked in _read(file, tool):
        for row in _corrections(marked, known, {**LABELS, **labels}, found):
            named = {**row, "correction_id": f"{tool}-{_short(row)}", "author": author or tool}
            if named["correction_id"] in before:
                found.known += 1
            else:
                before.add(named["correction_id"])
                rows.append(named)
    if rows:
        keeping.append(folder, "corrections", rows)
    found.written = len(rows)
    return found


def merge(file: Path, folder: Path) -> tuple[int, int]:
    """Add the lines of a file of corrections to those of a folder; return how many were new, and known before.

    Raises LexiconError, with file and line, for the first that no table can hold; nothing is then added.
    """
    before = {one.id for each in corrections.read(folder).values() for one in each}
    cells.check(one for each in corrections.parsed(file).values() for one in each)
    rows = [row for _, row in overlay.cells(file, corrections.COLUMNS)]
    new = [row for row in rows if row["correction_id"] not in before]
    if new:
        keeping.append(folder, "corrections", new)
    return len(new), len(rows) - len(new)


def _read(file: Path, tool: str) -> list[Marked]:
    try:
        content = file.read_text(encoding="utf-8-sig")
        if tool == "brat":
            content += brat.BREAK + file.with_suffix(".txt").read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{file}: cannot be read as UTF-8 text: {error}; export it anew") from error
    try:
        found = standoff.tool(tool).read(content)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise SourceError(
            f"{file}: not as {tool} writes it ({type(error).__name__}: {error}); export it anew, or name its tool"
        ) from error
    return [replace(one, id=file.stem) if tool == "brat" else one for one in found]


def _corrections(
    marked: Marked, known: Mapping[str, Article], labels: Mapping[str, str], found: Imported
) -> Iterator[dict[str, str]]:
    """Yield the corrections that the marks of a text stand for: a row each, and what its attributes say of it."""
    article = _article(marked, known)
    for mark in marked.marks:
        name = f'"{mark.words[:40]}" ({mark.label})'
        table = next((t for part in mark.label.split("|") if (t := _table(part, labels))), "")
        if not table:
            found.lost.append(f'{name}: the label "{mark.label}" is of no table; say which with --label')
            continue
        if article is None:
            found.lost.append(f"{name}: its article is not among the sources")
            continue
        span = _span(mark, marked.text, article.text)
        if isinstance(span, str):
            found.lost.append(f"{name} in {article.id}: {span}")
            continue
        line = {"article_id": article.id, "table": table, **anchor(article.text, *span)}
        yield {**line, "action": "reject" if marked.answer == "reject" else "add"}
        for column, value in mark.attributes if marked.answer != "reject" else ():
            if column in cells.SETTABLE[table]:
                yield {**line, "action": "add", "column": column, "value": value}


def _table(label: str, labels: Mapping[str, str]) -> str:
    name = label.strip().lower()
    return labels.get(label, labels.get(name, name if name in cells.SETTABLE else ""))


def _article(marked: Marked, known: Mapping[str, Article]) -> Article | None:
    """Return the article of a text: by id, by address, or the only one that holds the text."""
    if marked.id in known:
        return known[marked.id]
    if marked.id and (named := [one for one in known.values() if one.url == marked.id]):
        return named[0] if len(named) == 1 else None
    held = [one for one in known.values() if marked.text.strip() and marked.text.strip() in one.text]
    return held[0] if len(held) == 1 else None


def _span(mark: Mark, text: str, article: str) -> tuple[int, int] | str:
    """Return where a mark stands in the article, or why that cannot be told."""
    prefix, suffix = standoff.around(text, mark.start, mark.end) if text else (mark.prefix, mark.suffix)
    exact = text[mark.start : mark.end] if text else mark.words
    if not exact.strip():
        return "it marks no words"
    if " ".join(exact.split()) != " ".join(mark.words.split()) and len(mark.spans) == 1:
        return f'at its offsets stands "{exact[:40]}"'
    one = Correction("", "", "", "add", "", "", "", exact, prefix, suffix, "")
    attached = attach(one, article)
    if attached.span is None:
        return "the words are gone" if attached.state == "orphan" else "the words stand more than once"
    return attached.span


def _short(row: Mapping[str, str]) -> str:
    named = ("article_id", "table", "action", "column", "value", "exact", "prefix", "suffix")
    return hashlib.sha256("\x1f".join(row.get(name, "") for name in named).encode()).hexdigest()[:12]


def give(out: Path, tool: str, known: Mapping[str, Article], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the rows of tables as annotations for another tool: the article's id and the text of its file.

    All articles come in one file with the id ``""`` where the tool keeps many together; brat keeps one a file.
    """
    documents = [_marked(article, rows) for article, rows in _rows(out, known, names)]
    if tool == "brat":
        yield from ((one.id, standoff.tool(tool).write([one])) for one in documents)
    else:
        yield "", standoff.tool(tool).write(documents)


def _rows(
    out: Path, known: Mapping[str, Article], names: Iterable[str]
) -> Iterator[tuple[Article, list[tuple[str, dict[str, str]]]]]:
    found: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for table in names:
        for row in tables.rows(out, table):
            found.setdefault(row["article_id"], []).append((table, row))
    for article_id, rows in sorted(found.items(), key=itemgetter(0)):
        if article_id in known:
            yield known[article_id], rows


def _marked(article: Article, rows: list[tuple[str, dict[str, str]]]) -> Marked:
    marks: list[Mark] = []
    links: list[Link] = []
    for table, row in rows:
        key = next(iter(row.values()))
        if table == "attributions":
            spans = tuple((int(s), int(e)) for s, e in (part.split("-") for part in row["content_spans"].split("|")))
            words = " ".join(article.text[start:end] for start, end in spans)
        else:
            spans = ((int(row["start"]), int(row["end"])),)
            words = row[_SURFACE[table]]
        told = tuple((name, row[name]) for name in _TOLD if row.get(name))
        marks.append(Mark(key, table, spans, words, told))
        if row.get("source_start") and table in ("attributions", "quoted_statistics"):
            start, end = int(row["source_start"]), int(row["source_end"])
            marks.append(Mark(f"{key}-source", "source", ((start, end),), article.text[start:end]))
            links.append(Link("said_by", (("from", key), ("to", f"{key}-source")), f"R{len(links) + 1}"))
    return Marked(article.id, article.text, tuple(marks), tuple(links))
