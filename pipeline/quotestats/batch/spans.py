"""Check offsets: whether the text at each span of the tables is the surface that the row says."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator

from quotestats.records import Article, Problem

_SURFACE = {"quoted_statistics": "quantity", "quantities": "quantity", "mentions": "text", "times": "text"}
_PAIRS = (("source", "source_start", "source_end"), ("cue", "cue_start", "cue_end"))


class Spans:
    """The spans of all tables, kept on disk by article until the articles come."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        self._database.execute("CREATE TABLE spans (id TEXT, place TEXT, start INTEGER, stop INTEGER, surface TEXT)")
        self._database.execute("CREATE TABLE articles (id TEXT, place TEXT, sha256 TEXT)")

    def close(self) -> None:
        """Forget them."""
        self._database.close()

    def add(self, table: str, place: str, row: dict[str, str]) -> None:
        """Keep the spans of a row; those whose offsets are no numbers are passed over."""
        if table == "articles":
            if row["status"] != "failed":
                text = (row["article_id"], place, row["sha256"])
                self._database.execute("INSERT INTO articles VALUES (?, ?, ?)", text)
            return
        wanted = [(row[_SURFACE[table]], row["start"], row["end"])] if table in _SURFACE else []
        wanted += [(row[name], row[start], row[end]) for name, start, end in _PAIRS if start in row]
        for surface, start, end in wanted:
            if start.isdecimal() and end.isdecimal():
                cells = (row["article_id"], place, int(start), int(end), surface)
                self._database.execute("INSERT INTO spans VALUES (?, ?, ?, ?, ?)", cells)

    def problems(self, articles: Iterable[Article | Problem]) -> Iterator[str]:
        """Yield where an article's text is not the one that was read, or a span of it is not the row's surface."""
        self._database.execute("CREATE INDEX spans_by_id ON spans (id)")
        self._database.execute("CREATE INDEX articles_by_id ON articles (id)")
        seen = set()
        for article in articles:
            if isinstance(article, Problem) or article.id in seen:
                continue
            seen.add(article.id)
            yield from self._of(article)
        for name, place in self._database.execute("SELECT id, place FROM articles ORDER BY id").fetchall():
            if name not in seen:
                yield f"{place}: the article {name} is not among the texts"

    def _of(self, article: Article) -> Iterator[str]:
        found = self._database.execute("SELECT place, sha256 FROM articles WHERE id = ?", (article.id,)).fetchone()
        if found is None:
            yield f"{article.path}: the article {article.id} is not in articles.csv"
        elif found[1] != hashlib.sha256(article.text.encode()).hexdigest():
            yield f"{found[0]}: the text of {article.id} is not the one that was read (its hash differs)"
            return
        query = "SELECT place, start, stop, surface FROM spans WHERE id = ? ORDER BY place, start"
        for place, start, stop, surface in self._database.execute(query, (article.id,)):
            words = article.text[start:stop]
            if words != surface and " ".join(words.split()) != surface:
                yield f'{place}: at {start} to {stop} stands "{words[:60]}", not "{surface[:60]}"'
