"""What third-party sets of quantities write in another form than docs/codebook.md, as rules.

Nothing here knows a text: each rule speaks of a form (a network name, a score, a vague magnitude, "from X to Y"), holds
for every text of every set, and is explained in docs/asked.md.
"""

import re
from typing import Any

Row = dict[str, Any]  # Any: JSON of many shapes

# One quantity in two units of the same kind is the same: half an hour is 30 minutes.
SCALES = {
    "second": ("s", 1), "minute": ("s", 60), "hour": ("s", 3600), "day": ("s", 86400), "month": ("s", 2592000),
    "milligram": ("g", 0.001), "gram": ("g", 1), "kilogram": ("g", 1000), "dime": ("$", 0.1), "dollar": ("$", 1),
}  # fmt: skip
NAMES = {
    "nzd": "new zealand dollar", "hrk": "croatian kuna", "parts-per-billion": "part per billion",
    "square feet": "square foot", "zar": "south african rand",
}  # fmt: skip
_WHEN_BEFORE = re.compile(r"\b(?:last|past|next|previous|coming|every)\s*$", re.I)
_WHEN_BEHIND = re.compile(r"^\s*(?:ago|later|earlier)\b", re.I)
_ONE = re.compile(r"^(?:one|a|an)$|^one (?!half|third|quarter|percent|per cent|point)", re.I)
_NETWORK = re.compile(r"^\dG$")
_SCORE = re.compile(r"^\d{1,2}-\d{1,2}(?: (?:lead|win|loss|defeat|victory|draw))?$")
_YEAR = re.compile(r"^(?:1[5-9]|20)\d\d$")
_PENCE = re.compile(r"\d ?p$")


def unasked(gold: Row, text: str) -> bool:
    """Tell whether a gold is no quantity by docs/codebook.md.

    Ordinals, an article or "one" before a noun, bare years, names of networks, scores of games, and times that say
    when or how often: "the last three months", "six minutes later".
    """
    said = (gold.get("text") or "").strip()
    article = said.lower().split()[:1] in (["a"], ["an"]) and gold.get("value") == 1 and len(said.split()) < 3
    one = gold.get("value") == 1 and _ONE.match(said) is not None
    form = any(pattern.match(said) for pattern in (_YEAR, _NETWORK, _SCORE))
    return (
        "ordinal" in (str(gold.get("dimension")).lower(), gold.get("kind"))
        or article
        or one
        or form
        or when(gold, text)
    )


def when(gold: Row, text: str) -> bool:
    """Tell whether a gold is part of a time that says when: "33 years" of "every 33 years"."""
    if gold.get("start") is None or gold.get("unit_norm") not in ("year", "month", "week", "day", "hour", "minute"):
        return False
    return bool(_WHEN_BEFORE.search(text[: gold["start"]]) or _WHEN_BEHIND.match(text[gold["end"] :]))


def in_contract_terms(gold: Row) -> Row:
    """Return a gold with pence, which NewsQuant takes for points, as money (convention 6)."""
    if gold.get("unit_norm") not in ("point", "percentage point") or not _PENCE.search(gold.get("text") or ""):
        return gold
    pounds = {side: gold[side] / 100 for side in ("value", "low", "high") if gold.get(side) is not None}
    return {**gold, **pounds, "unit_norm": "pound sterling"}


def alternatives(golds: dict[int, Row], rows: list[Row]) -> dict[int, Row]:
    """Return the golds, two of them as the one range that a row makes of them: "7- or 8-inch" (convention 5)."""
    kept = dict(golds)
    for row in rows:
        pair = [i for i, g in kept.items() if g.get("value") in (row["low"], row["high"]) and overlap(g, row)]
        if len(pair) == 2 and row["low"] is not None and row["low"] != row["high"]:
            low, high = sorted((kept[i] for i in pair), key=lambda gold: float(gold["value"]))
            kept[pair[0]] = {**high, "start": low["start"], "value": None, "low": low["value"], "high": high["value"]}
            del kept[pair[1]]
    return kept


def changes(golds: dict[int, Row], rows: list[Row]) -> list[Row]:
    """Return the rows, two of them as the one range that a gold makes of them.

    "Rose from 240 to 273" is two rows by convention 5, of the roles ``from`` and ``to``; NewsQuant writes (240, 273).
    The two count as one, in the order in which the gold has its ends.
    """
    kept = list(rows)
    for gold in golds.values():
        ends = gold.get("low"), gold.get("high")
        pair = [next((r for r in kept if r["role"] == role and r["value"] in ends), None) for role in ("from", "to")]
        first, last = pair
        if first is None or last is None or {first["value"], last["value"]} != set(ends):
            continue
        span = {"start": min(first["start"], last["start"]), "end": max(first["end"], last["end"])}
        kept = [row for row in kept if row is not first and row is not last]
        kept.append({**last, **span, "value": None, "low": ends[0], "high": ends[1], "symbol": "="})
    return kept


def overlap(one: Row, two: Row) -> bool:
    """Tell whether two rows share characters."""
    return one.get("start") is not None and one["start"] < two["end"] and two["start"] < one["end"]


def values(row: Row) -> list[tuple[float, ...] | None]:
    """Return the value of a row, and the same in the base unit where its unit has one."""
    import score

    plain = score.num(row)
    scale = SCALES.get((row.get("unit_norm") or "").lower())
    scaled = None if plain is None or scale is None else (float(ord(scale[0])), *(x * scale[1] for x in plain))
    return [plain, scaled]


def same(gold: Row, row: Row) -> bool:
    """Tell whether two rows have the same value; of a vague magnitude the smallest alone is asked (convention 2)."""
    import score

    if row.get("bound") == "vague":
        return row["low"] in (gold.get("low"), gold.get("value"))
    return any(score.eq(a, b, 1e-6) for a, b in zip(values(gold), values(row), strict=True))


def unit_is(gold: Row, row: Row) -> bool:
    """Tell whether the unit is the gold's: with its rate or without; of a count our head noun is among its words."""
    want = _named(gold["unit_norm"])
    name = _named(row["unit_norm"])
    ours = {name, f"{name} per {row['per']}", f"count per {row['per']}" if name == "time" else name}
    if row["kind"] == "ratio":
        return gold["unit_norm"][:1] in ("%", "") or want == ""
    if row["unit_norm"] == "pound sterling" and row["kind"] == "measure":
        ours.add("pound-mass")
    if name == "time" and want == "":
        return True  # how often: unit ``time`` (convention 3)
    if row["kind"] == "measure" and want.startswith(f"{name} of "):
        return True  # "barrel of oil"
    return want in ours or (row["kind"] == "count" and (row["unit_norm"].split() or ["-"])[-1] in want.split())


def _named(unit: str) -> str:
    return NAMES.get(unit, unit).removeprefix("united state ").removeprefix("% ")


def change_is(gold: Row, row: Row) -> bool:
    """Tell whether the set's one symbol is the direction or the bound, which the conventions keep apart.

    A range has the bound ``between``, "about" before it or not (convention 5); a vague magnitude is marked or not.
    """
    free = (row["bound"] == "between" and gold["change"] == "~") or (row["bound"] == "vague" and gold["change"] == "=")
    return free or gold["change"] in (row["change"], row["symbol"])
