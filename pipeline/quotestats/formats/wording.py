"""A row of the tables in words for people: what a figure means, when it is for, who says it."""

from collections.abc import Mapping

_ARROWS = {"up": "↑", "down": "↓"}


def number(cell: str) -> str:
    """Return the text of a number with its thousands grouped, to 12 digits.

    >>> [number(cell) for cell in ("46000", "0.333333333333333", "1e21", "")]
    ['46,000', '0.333333333333', '1e21', '']
    """
    try:
        value = float(cell)
    except ValueError:
        return cell
    return f"{value:,.12g}" if abs(value) < 1e12 else cell


def meaning(row: Mapping[str, str]) -> str:
    """Return what the cells of a figure mean: ``↑ more than 2,000,000,000 GBP per year``."""
    low, high = number(row["value_low"]), number(row["value_high"])
    ends = f"{low} to {high}" if low and high else ""
    bound = "" if row["bound"] in ("exact", "between") else row["bound"].replace("_", " ")
    unit = row["unit"].replace("_", " ") + (f" per {row['per']}" if row["per"] else "")
    parts = (_ARROWS.get(row["direction"], ""), bound, number(row["value"]) or ends or low or high, unit)
    return " ".join(part for part in parts if part)


def when(row: Mapping[str, str]) -> str:
    """Return the time of a figure: its year, the days of its period, or its own words."""
    days = [day for day in (row["period_start"], row["period_end"]) if day]
    return row["year"] or "/".join(days) or row["time"]


def who(row: Mapping[str, str]) -> str:
    """Return who says a figure: the actor, or else the words of the source."""
    return row["actor"] or row["source"] or "unnamed"
