"""Units, currencies and rates: surfaces to canonical names. Pure functions of text and tables."""

from collections.abc import Iterable

from quotestats import lexicon
from quotestats.errors import LexiconError
from quotestats.lexicon import Row

_KINDS = frozenset({"percent", "percentage_point", "points", "measure", "duration", "money", "count"})


def rows(overlay: Iterable[Row] = (), *, language: str = "en") -> list[Row]:
    """Return every unit and currency as a row of ``surface, unit, kind, factor, per, place, match``.

    The rows of ``overlay`` (a person's ``units.csv``: ``surface, unit, kind, factor``) come first and so win.
    Raises LexiconError for an overlay row with an unknown kind or a factor that is no number.
    """
    currencies = [{"kind": "money", "per": "", **row} for row in lexicon.table("currencies", language)]
    measures = [{"place": "after", **row} for row in lexicon.table("units", language)]
    return [*(_own(row) for row in overlay), *currencies, *measures]


def _own(row: Row) -> Row:
    surface, kind, factor = row.get("surface", ""), row.get("kind") or "measure", row.get("factor") or "1"
    if kind not in _KINDS:
        raise LexiconError(f'unit "{surface}": kind is "{kind}"; it must be one of {", ".join(sorted(_KINDS))}')
    try:
        float(factor)
    except ValueError as error:
        raise LexiconError(f'unit "{surface}": factor is "{factor}"; it must be a number') from error
    sign = not surface[:1].isalnum() or (kind == "money" and surface.isupper())
    place = "either" if kind == "money" and sign else "after"
    match = "symbol" if sign or any(letter.isupper() for letter in surface) else "word"
    unit = row.get("unit") or surface
    return {"surface": surface, "unit": unit, "kind": kind, "factor": factor, "per": "", "place": place, "match": match}


def dollar(outlet: str, url: str, *, language: str = "en") -> str:
    """Return the currency that a bare "$" means in an article, by its outlet and address: ``AUD``; else ``USD``."""
    table = lexicon.table("dollars", language)
    host = url.partition("://")[2].partition("/")[0].lower()
    name = outlet.strip().lower()
    for row in table:
        if row["match"] == "domain" and host.endswith(row["surface"]):
            return row["unit"]
        if row["match"] == "outlet" and name == row["surface"]:
            return row["unit"]
    return "USD"
