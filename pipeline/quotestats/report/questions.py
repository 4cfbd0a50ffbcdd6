"""What a report asks of the rows that were selected (``said``), each answer as plain values for a chart or table."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from quotestats.formats import wording
from quotestats.formats.columns import TABLES
from quotestats.formats.writers.csv import plain

Answer = list[dict[str, Any]]  # Any: text or number, whatever the question is about

POINTS = 4_000  # claims in the chart, the surest ones; more make the page heavy and the chart a cloud
THINGS = "count of things"  # of which the text does not say what they are
OTHERS, UNRESOLVED = REST = "other actors", "unresolved sources"
_COLOURS = 10
_SENTENCE = 280  # characters shown of a sentence
_NAMES = TABLES["quoted_statistics"].names
_WHO = "coalesce(actor, source, 'unnamed')"


def totals(database: sqlite3.Connection) -> dict[str, Any]:
    """Return how much there is: rows, articles with and without them, speakers, first and last day."""
    query = f"""
        SELECT count(*) AS statistics, count(DISTINCT article_id) AS articles, count(DISTINCT {_WHO}) AS speakers,
               coalesce(sum(quote_type = 'direct'), 0) AS direct, coalesce(sum(quote_type = 'mixed'), 0) AS mixed,
               coalesce(sum(actor_id IS NULL), 0) AS unresolved,
               coalesce(sum(reviewed IS NOT NULL), 0) AS reviewed, min(published) AS first, max(published) AS last,
               (SELECT count(*) FROM articles) AS all_articles, (SELECT count(*) FROM unread) AS unread
        FROM said"""
    return dict(database.execute(query).fetchone())


def rows(database: sqlite3.Connection) -> Iterator[dict[str, str]]:
    """Yield every selected row, cells as text."""
    for row in database.execute(f"SELECT {', '.join(_NAMES)} FROM said ORDER BY article_id, start"):
        yield {name: plain(row[name]) for name in _NAMES}


def claims(database: sqlite3.Connection, page_of: Callable[[str, str], str]) -> Answer:
    """Return the points of the chart over time: claims with a value and a day, the surest ``POINTS`` of them.

    ``page_of`` gives the address of a row from the ids of article and row, ``""`` where there is none. The speakers
    met most often have a colour of their own, the others share one.
    """
    dated = "published IS NOT NULL AND coalesce(value, value_low, value_high) IS NOT NULL"
    common = list(dict.fromkeys(row["who"] for row in speakers(database)))[:_COLOURS]
    found = database.execute(
        f"SELECT * FROM said WHERE {dated} ORDER BY confidence DESC, article_id, start LIMIT {POINTS}"
    )
    points = []
    for row in found:
        cells = {name: plain(row[name]) for name in _NAMES}
        who = wording.who(cells)
        points.append(
            {
                "published": row["published"],
                "day": row["published"],  # as text: Vega makes a moment of the other
                "value": next(row[name] for name in ("value", "value_low", "value_high") if row[name] is not None),
                "kind": row["kind"],
                "measure": measure(cells),
                "who": who,
                "shown": UNRESOLVED if not row["actor_id"] else who if who in common else OTHERS,
                "type": row["quote_type"] or "indirect",
                "quantity": row["quantity"],
                "meaning": wording.meaning(cells),
                "counted": row["counted"] or "",
                "when": wording.when(cells),
                "sentence": shortened(row["sentence"] or ""),
                "page": page_of(row["article_id"], row["statistic_id"]) or None,
            }
        )
    return sorted(points, key=lambda point: (point["published"], point["who"], point["quantity"]))


def measure(row: dict[str, str]) -> str:
    """Return what makes values comparable, in words: ``percent``, ``GBP per year``, ``count of person``."""
    unit = row["unit"].replace("_", " ") or "things"
    per = f" per {row['per']}" if row["per"] else ""
    return (f"count of {unit}" if row["kind"] == "count" else unit) + per


def shortened(sentence: str) -> str:
    """Return a sentence cut to what a tooltip can hold."""
    return sentence if len(sentence) <= _SENTENCE else sentence[: _SENTENCE - 1].rstrip() + "…"


def speakers(database: sqlite3.Connection, most: int = 25) -> Answer:
    """Return the actors met most often, and how their words are quoted: a row for each of the two together."""
    query = f"""
        WITH named AS (SELECT actor AS who, * FROM said WHERE actor_id IS NOT NULL),
             top AS (SELECT who, row_number() OVER (ORDER BY count(*) DESC, who) AS rank
                     FROM named GROUP BY who ORDER BY rank LIMIT {most})
        SELECT who, rank, coalesce(quote_type, 'indirect') AS type, count(*) AS statistics,
               count(DISTINCT article_id) AS articles
        FROM named JOIN top USING (who) GROUP BY who, rank, type ORDER BY rank, type"""
    return _all(database, query)


def manners(database: sqlite3.Connection) -> Answer:
    """Return how figures are quoted: of actors, of sources tied to none, of nobody named."""
    query = """
        SELECT iif(actor_id IS NOT NULL, 'actors', iif(source IS NULL, 'nobody named', 'sources tied to no actor')) who,
               sum(quote_type = 'direct') AS direct, sum(quote_type = 'mixed') AS mixed,
               sum(quote_type = 'indirect') AS indirect, count(*) AS statistics
        FROM said GROUP BY 1 ORDER BY 1"""
    return _all(database, query)


def months(database: sqlite3.Connection) -> Answer:
    """Return articles read and selected statistics by month of publication."""
    query = """
        SELECT coalesce(substr(published, 1, 7), 'undated') AS month, 'articles' AS what, count(*) AS number
        FROM articles GROUP BY 1
        UNION ALL
        SELECT coalesce(substr(published, 1, 7), 'undated'), 'quoted statistics', count(*) FROM said GROUP BY 1
        ORDER BY month, what"""
    return _all(database, query)


def outlets(database: sqlite3.Connection) -> Answer:
    """Return articles by outlet, the twenty with the most."""
    query = "SELECT coalesce(outlet, 'unknown') AS outlet, count(*) AS articles FROM articles GROUP BY 1"
    return _all(database, f"{query} ORDER BY articles DESC, outlet LIMIT 20")


def dates(database: sqlite3.Connection) -> Answer:
    """Return articles by where their date came from."""
    query = "SELECT coalesce(published_source, 'unknown') AS source, count(*) AS articles FROM articles GROUP BY 1"
    return _all(database, f"{query} ORDER BY articles DESC, source")


def unresolved(database: sqlite3.Connection, most: int = 40) -> Answer:
    """Return the sources that were tied to no actor, the most frequent first, each with one of its rows."""
    query = f"""
        SELECT coalesce(source, '(nobody named)') AS source, count(*) AS statistics,
               count(DISTINCT article_id) AS articles, min(article_id) AS article_id, statistic_id, sentence, quantity
        FROM said WHERE actor_id IS NULL GROUP BY lower(coalesce(source, ''))
        ORDER BY statistics DESC, source LIMIT {most}"""
    return _all(database, query)


def _all(database: sqlite3.Connection, query: str) -> Answer:
    return [dict(row) for row in database.execute(query)]
