"""Counts of right and wrong, and the figures made of them."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Found:
    """Precision, recall and F1, with the counts behind them."""

    right: int
    spurious: int
    missed: int

    @property
    def precision(self) -> float:
        """Right among those predicted; 0 where nothing is."""
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 0.0

    @property
    def recall(self) -> float:
        """Right among those in the gold; 0 where there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of ``n`` are right; 0 where there is none."""

    right: int
    n: int

    @property
    def rate(self) -> float:
        """The share that is right."""
        return self.right / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """One disagreement: where, of what sort, on which words, what gold says and what the run says."""

    article_id: str
    sort: str
    text: str
    gold: str
    predicted: str


@dataclass(slots=True)
class Tally:
    """Everything counted in a comparison. A name is ``value`` or, for a slice, ``value[kind=money]``."""

    counts: Counter[str] = field(default_factory=Counter)
    mistakes: list[Mistake] = field(default_factory=list)
    judged: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, name: str, right: bool, *slices: str) -> None:
        """Count one comparison under a name, and under its slices (``kind=money``)."""
        for key in (name, *(f"{name}[{one}]" for one in slices)):
            self.counts[f"{key} n"] += 1
            self.counts[f"{key} right"] += right

    def hit(self, name: str, what: str, *slices: str) -> None:
        """Count one ``right``, ``spurious`` or ``missed`` under a name and its slices."""
        for key in (name, *(f"{name}[{one}]" for one in slices)):
            self.counts[f"{key} {what}"] += 1

    def accuracy(self, name: str) -> Accuracy:
        """Return the accuracy counted under a name."""
        return Accuracy(self.counts[f"{name} right"], self.counts[f"{name} n"])

    def found(self, name: str) -> Found:
        """Return precision and recall counted under a name."""
        return Found(self.counts[f"{name} right"], self.counts[f"{name} spurious"], self.counts[f"{name} missed"])

    def slices(self, name: str, by: str) -> list[str]:
        """Return the values that a name was sliced by, sorted."""
        start = f"{name}[{by}="
        return sorted({key[len(start) : key.index("]")] for key in self.counts if key.startswith(start)})
