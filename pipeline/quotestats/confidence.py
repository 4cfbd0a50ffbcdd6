"""Chances as frequencies: what is too sure of itself has its log odds scaled and shifted (Platt 1999).

The network's own two numbers stand in its config.toml under ``[calibration]`` (``calibrate.py`` fits them). From the
probability of an attribution to the confidence of a row lead the weights of ``lexicon/en/confidence.tsv``, a log-linear
model over what speaks for and against a row (``tools/fit_confidence.py`` fits them).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from quotestats.lexicon import table
from quotestats.records import Attribution, Quantity

NETWORK, NESTED, SCRIPT = "network", "network and a verb inside", "speaker of a transcript"
VERB, FORECAST, PHRASE = "verb of figures", "changed forecast", "by an estimate or according to"
_BY_NETWORK = frozenset({NETWORK, NESTED, SCRIPT, VERB, FORECAST, PHRASE})
_SUREST = 1e-4  # chances beyond this count as this
_SMALL = 12  # counts up to this are often told in passing ("the two countries")


@dataclass(frozen=True, slots=True)
class Calibration:
    """The scale and shift of log odds."""

    scale: float
    shift: float

    def __call__(self, chance: float) -> float:
        """Return how often an answer with this chance is right."""
        return _chance(self.scale * odds(chance) + self.shift)


def confidence(quantity: Quantity, attribution: Attribution) -> float:
    """Return how likely value, unit and actor are right in the row of this quantity and attribution."""
    weights = _weights("network" if attribution.decided_by in _BY_NETWORK else "rules")
    return _chance(sum(weights.get(name, 0.0) * size for name, size in features(quantity, attribution).items()))


def features(quantity: Quantity, attribution: Attribution) -> dict[str, float]:
    """Return what the confidence of a row depends on: ``odds`` are log odds, the others 1 where they hold."""
    counted = quantity.kind == "count"
    small = counted and quantity.value is not None and quantity.value <= _SMALL
    holds = {
        "bias": True,
        "unresolved": not attribution.resolved_by,
        "planned": attribution.stance != "asserted",
        "small": small,
        "unitless": counted and not quantity.unit,
        "vague": quantity.bound == "vague",
    }
    return {"odds": odds(attribution.probability), **{name: 1.0 for name, true in holds.items() if true}}


def odds(chance: float) -> float:
    """Return the log odds of a chance, which is never quite 0 or 1."""
    bounded = min(max(chance, _SUREST), 1 - _SUREST)
    return math.log(bounded / (1 - bounded))


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


@cache
def _weights(method: str) -> Mapping[str, float]:
    return {row["feature"]: float(row["weight"]) for row in table("confidence") if row["method"] == method}
