"""Figures that disagree: the same thing counted, for the same time, with values that cannot both be right."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf
from typing import NamedTuple

from quotestats import lexicon

Row = Mapping[str, str]

_IDLE = frozenset(row["word"] for row in lexicon.table("idle_words"))
_WORD = re.compile(r"[^\W_]+")
_SHARED = 3  # content words that the sentences of two claims must share
_MOST = 300  # claims of one thing at one time that are compared
_ABOUT = 0.05  # how far from the figure "about" may reach
_LOW_SIDES = ("more_than", "at_least")
_HIGH_SIDES = ("less_than", "at_most")


@dataclass(frozen=True, slots=True)
class Dispute:
    """Claims about one thing at one time of which each excludes another; ``span`` is the time in words."""

    counted: str
    span: str
    rows: tuple[Row, ...]


def disputes(rows: Iterable[Row]) -> list[Dispute]:
    """Return where the rows of quoted_statistics disagree, those with the most speakers first.

    Compared are claims of how things stand, in one unit, of different speakers or articles, whose counted phrases have
    the same content words and whose sentences share others: people counted in one town are not those of another. The
    time is the one that both say or, where neither says one, the month of publication.
    """
    groups: dict[_Key, list[Row]] = defaultdict(list)
    for row in rows:
        if key := _key(row):
            groups[key].append(row)
    found = []
    for key, group in groups.items():
        for claims in _disputed(group[:_MOST], key.words):
            ordered = sorted(claims, key=lambda row: (row["published"], row["article_id"], int(row["start"])))
            found.append(Dispute(ordered[0]["counted"], key.span, tuple(ordered)))
    return sorted(found, key=lambda one: (-len({row["actor"] for row in one.rows}), -len(one.rows), one.counted))


class _Key(NamedTuple):
    """What claims must have in common to be compared."""

    words: frozenset[str]
    kind: str
    unit: str
    per: str
    span: str


def _key(row: Row) -> _Key | None:
    words = content_words(row["counted"])
    if row["role"] not in ("level", "to") or row["stance"] not in ("", "asserted") or not words:
        return None
    span = row["year"] or "/".join(day for day in (row["period_start"], row["period_end"]) if day)
    if not span and not row["time"]:
        span = row["published"][:7]
    return _Key(words, row["kind"], row["unit"], row["per"], span) if span else None


def _disputed(rows: Sequence[Row], counted: frozenset[str]) -> Iterator[list[Row]]:
    """Yield the claims that exclude each other, those about one matter together."""
    told = [(row, reach(row), content_words(row["sentence"]) - counted) for row in rows]
    clusters: list[set[int]] = []
    for (one, (first, reach_1, about_1)), (other, (second, reach_2, about_2)) in combinations(enumerate(told), 2):
        apart = reach_1[1] < reach_2[0] or reach_2[1] < reach_1[0]
        same_mind = (first["actor"], first["article_id"]) == (second["actor"], second["article_id"])
        if apart and not same_mind and len(about_1 & about_2) >= _SHARED:
            joined = [cluster for cluster in clusters if cluster & {one, other}]
            clusters = [cluster for cluster in clusters if cluster not in joined]
            clusters.append({one, other}.union(*joined))
    yield from ([rows[number] for number in cluster] for cluster in clusters)


def content_words(counted: str) -> frozenset[str]:
    """Return the words of a phrase that tell what it is about, plural or not.

    >>> sorted(content_words("the refugees in all of the camps"))
    ['camp', 'refugee']
    """
    words = (word for word in _WORD.findall(counted.lower()) if word not in _IDLE)
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word for word in words)


def reach(row: Row) -> tuple[float, float]:
    """Return the least and the greatest value that the words of a figure allow, rounding granted.

    >>> reach({"value": "46000", "value_low": "46000", "value_high": "46000", "bound": "exact"})
    (45500.0, 46500.0)
    >>> reach({"value": "2000", "value_low": "2000", "value_high": "", "bound": "more_than"})
    (2000.0, inf)
    """
    low, high = (float(row[name]) if row[name] else None for name in ("value_low", "value_high"))
    if row["bound"] in _LOW_SIDES or row["bound"] in _HIGH_SIDES or not row["value"]:
        return (-inf if low is None else low, inf if high is None else high)
    value = float(row["value"])
    slack = abs(value) * _ABOUT if row["bound"] == "about" else _rounding(value)
    return value - slack, value + slack


def _rounding(value: float) -> float:
    """Return by how much a number may have been rounded: half of its last place that is not nought; none below 100."""
    if abs(value) < 100 or not value.is_integer():
        return 0.0
    digits = str(int(abs(value)))
    noughts = len(digits) - len(digits.rstrip("0"))
    return 0.5 * 10**noughts if noughts else 0.0
