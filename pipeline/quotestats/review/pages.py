"""Write the pages of review into a folder: ``index.html`` and ``articles/``, one page each."""

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from quotestats import pages
from quotestats.annotations.corrections import HEADER
from quotestats.errors import UsageError
from quotestats.formats import tables
from quotestats.formats.columns import TABLES
from quotestats.formats.tables import Found
from quotestats.review import rows

BAR = 0.7  # rows below this confidence are counted as doubtful
_COMMON = 150  # actors offered beside those of the article: those met most often
_COLUMNS = {column.name: column for column in TABLES["quoted_statistics"].columns}


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing: where the list is, articles and rows shown, and ids of articles without their text."""

    index: Path
    articles: int
    rows: int
    lost: list[str]


@dataclass(slots=True)
class _Entry:
    """A line of the list of articles."""

    id: str
    title: str
    published: str
    outlet: str
    rows: list[str] = field(default_factory=list)
    reviewed: list[str] = field(default_factory=list)
    doubtful: int = 0
    doubt: float = 0.0

    @property
    def page(self) -> str:
        return pages.article_page(self.id)


def write(
    out: Path,
    texts: Callable[[Collection[str]], Mapping[str, str]],
    known: Collection[str],
    *,
    only: Collection[str] = (),
    limit: int = 0,
) -> Written:
    """Write the pages for the tables in OUT into ``OUT/review``, in the place of those that stood there.

    ``texts`` gives the texts of articles by id; one that is not what the tables were made from counts as missing.
    ``known`` are ids of actors that a correction may name. ``only`` names the articles to show, ``limit`` takes those
    with the most doubt. Raises UsageError when there is no text for any of them.
    """
    entries = _entries(out, only)
    if missing := sorted(set(only) - {entry.id for entry in entries}):
        raise UsageError(f'no quoted statistic in an article "{missing[0]}": ids are those of articles.csv')
    chosen = list(islice(entries, limit)) if limit else entries
    aside = out / "review.new"
    shutil.rmtree(aside, ignore_errors=True)
    (aside / "articles").mkdir(parents=True)
    lost = _articles(out, aside / "articles", chosen, texts({entry.id for entry in chosen}), _common(out, known))
    shown = [entry for entry in chosen if entry.id not in lost]
    if chosen and not shown:
        shutil.rmtree(aside)
        raise UsageError(
            f"the texts of the articles are not in {out}: run again with --keep-text, or name with --articles the "
            "sources that they were read from"
        )
    (aside / "index.html").write_text(_index(shown), encoding="utf-8", newline="\n")
    folder = out / "review"
    shutil.rmtree(folder, ignore_errors=True)
    aside.replace(folder)
    return Written(folder / "index.html", len(shown), sum(len(entry.rows) for entry in shown), sorted(lost))


def _articles(
    out: Path, folder: Path, chosen: list[_Entry], texts: Mapping[str, str], common: list[tuple[str, str]]
) -> set[str]:
    """Write the page of each article into a folder; return the ids of those whose text is not there."""
    around = {one.id: _around(chosen, number) for number, one in enumerate(chosen)}
    lost = set()
    for found in tables.by_article(out, rows.TABLES):
        name = found.about["article_id"]
        if name not in around:
            continue
        text = texts.get(name)
        if text is None or hashlib.sha256(text.encode()).hexdigest() != found.about["sha256"]:
            lost.add(name)
            continue
        page = _article(found, text, common, around[name])
        (folder / pages.article_page(name)).write_text(page, encoding="utf-8", newline="\n")
    return lost


def _entries(out: Path, only: Collection[str]) -> list[_Entry]:
    """Return the articles that have quoted statistics, the one with the most doubt first."""
    found: dict[str, _Entry] = {}
    for row in tables.rows(out, "quoted_statistics"):
        name = row["article_id"]
        if only and name not in only:
            continue
        entry = found.setdefault(name, _Entry(name, row["title"] or name, row["published"], row["outlet"]))
        entry.rows.append(row["statistic_id"])
        if row["reviewed"]:
            entry.reviewed.append(row["statistic_id"])
            continue
        entry.doubt += 1 - rows.doubt_of(row)
        entry.doubtful += rows.doubt_of(row) < BAR
    return sorted(found.values(), key=lambda entry: (-entry.doubt, entry.id))


def _common(out: Path, known: Collection[str]) -> list[tuple[str, str]]:
    """Return id and name of the actors that speak most often in the tables, of those that a correction may name."""
    met: Counter[tuple[str, str]] = Counter()
    for row in tables.rows(out, "attributions"):
        if row["actor_id"] in known and row["actor"]:
            met[row["actor_id"], row["actor"]] += 1
    ordered = sorted(met, key=lambda actor: (-met[actor], actor))
    return sorted(dict(ordered[:_COMMON]).items(), key=lambda actor: actor[1])


def _around(entries: list[_Entry], number: int) -> tuple[str, str]:
    """Return the pages before and behind an article in the list, ``""`` where there is none."""
    before = entries[number - 1].page if number else ""
    behind = entries[number + 1].page if number + 1 < len(entries) else ""
    return before, behind


def _article(found: Found, text: str, common: Iterable[tuple[str, str]], around: tuple[str, str]) -> str:
    shown = rows.lines(found, text)
    actors = rows.actors(found, common)
    labels = {actor.id: actor.label for actor in actors}
    previous, following = around
    address = found.about["url"]
    page = {
        "article_id": found.about["article_id"],
        "header": HEADER,
        "rows": [line.told(labels) for line in shown],
        "unsaid": rows.unsaid(found, text),
        "actors": [actor._asdict() for actor in actors],
        "settable": rows.SETTABLE,
        "previous": previous,
        "next": following,
    }
    return pages.render(
        "review",
        "article.html",
        styles=("review.css",),
        scripts=("store.js", "article.js"),
        page=page,
        article=found.about,
        title=found.about["title"] or found.about["article_id"],
        address=address if address.lower().startswith(("http://", "https://")) else "",
        rows=shown,
        pieces=rows.shown(found, text),
        actors=actors,
        speakers=sorted({line.who for line in shown}),
        kinds_here=rows.kinds(found),
        settable=[_COLUMNS[name] for name in rows.SETTABLE],
        previous=previous,
        next=following,
    )


def _index(entries: list[_Entry]) -> str:
    page = {
        "header": HEADER,
        "total": sum(len(entry.rows) for entry in entries),
        "articles": [{"id": entry.id, "rows": entry.rows, "reviewed": entry.reviewed} for entry in entries],
    }
    return pages.render(
        "review",
        "index.html",
        styles=("review.css",),
        scripts=("store.js", "index.js"),
        page=page,
        articles=entries,
        bar=BAR,
    )
