"""How far confidence is a probability: binned reliability, expected calibration error (Naeini et al. 2015), Brier."""

from collections.abc import Sequence
from dataclasses import dataclass

Judged = Sequence[tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Bin:
    """The rows whose confidence lies between ``low`` and ``high``: how sure they are, how many are right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


def reliability(judged: Judged, bins: int = 10) -> list[Bin]:
    """Return the bins of equal width that have rows; the last includes its upper edge."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        groups.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, right))
    return [
        Bin(
            low=index / bins,
            high=(index + 1) / bins,
            n=len(group),
            confidence=sum(confidence for confidence, _ in group) / len(group),
            right=sum(right for _, right in group) / len(group),
        )
        for index, group in sorted(groups.items())
    ]


def expected_error(judged: Judged, bins: int = 10) -> float:
    """Return the mean distance of confidence and share of right rows over the bins, weighed by their rows."""
    return sum(one.n * abs(one.confidence - one.right) for one in reliability(judged, bins)) / max(len(judged), 1)


def brier(judged: Judged) -> float:
    """Return the mean squared distance of confidence from 1 for right and 0 for wrong rows."""
    return sum((confidence - right) ** 2 for confidence, right in judged) / max(len(judged), 1)
