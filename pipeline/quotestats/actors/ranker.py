"""Choose the antecedent of a pronoun or description: a weighted sum of readable features, with abstention.

The weights stand in ``lexicon/en/antecedent_weights.tsv``, learnt by ``tools/train_antecedents.py``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from quotestats import lexicon

T = TypeVar("T")
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A possible antecedent and what speaks for it."""

    member: T
    features: Features


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature."""
    return {row["feature"]: float(row["weight"]) for row in lexicon.table("antecedent_weights")}


def score(features: Features, kind: str) -> float:
    """Return the weighted sum of features; ``kind`` of anaphor (``person``, ``thing``, ...) chooses the weights."""
    table = weights()
    return sum(table.get(f"{kind}.{name}", 0.0) * value for name, value in features.items())


def choose(candidates: Sequence[Candidate[T]], kind: str) -> T | None:
    """Return the best candidate, or None where none scores above the threshold or the next is too near.

    Of two equal ones the earlier in the sequence is meant to be the nearer: it wins if the margin allows a tie.
    """
    ranked = sorted(((score(c.features, kind), -i) for i, c in enumerate(candidates)), reverse=True)
    if not ranked or ranked[0][0] < weights().get(f"{kind}.threshold", 0.0):
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < weights().get(f"{kind}.margin", 0.0):
        return None
    return candidates[-ranked[0][1]].member
