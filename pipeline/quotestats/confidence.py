"""Chances as frequencies: what is too sure of itself has its log odds scaled and shifted (Platt 1999).

The network's own two numbers stand in its config.toml under ``[calibration]`` (``calibrate.py`` fits them); those from
the probability of an attribution to the confidence of a row stand in ``lexicon/en/confidence.tsv``.
"""

import math
from dataclasses import dataclass

from quotestats.lexicon import table
from quotestats.records import Attribution

NETWORK, NESTED, SCRIPT = "network", "network and a verb inside", "speaker of a transcript"
VERB, FORECAST, PHRASE = "verb of figures", "changed forecast", "by an estimate or according to"
BY_NETWORK = frozenset({NETWORK, NESTED, SCRIPT, VERB, FORECAST, PHRASE})
_SUREST = 1e-4  # chances beyond this count as this


@dataclass(frozen=True, slots=True)
class Calibration:
    """The scale and shift of log odds."""

    scale: float
    shift: float

    def __call__(self, chance: float) -> float:
        """Return how often an answer with this chance is right."""
        bounded = min(max(chance, _SUREST), 1 - _SUREST)
        return 1 / (1 + math.exp(-(self.scale * math.log(bounded / (1 - bounded)) + self.shift)))


def confidence(attribution: Attribution) -> float:
    """Return how likely value, unit and actor are right in a row with this attribution, by who decided it."""
    method = "network" if attribution.decided_by in BY_NETWORK else "rules"
    row = next(row for row in table("confidence") if row["method"] == method)
    return Calibration(float(row["scale"]), float(row["shift"]))(attribution.probability)
