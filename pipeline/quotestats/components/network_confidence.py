"""Chances as frequencies: the network is too sure of itself, so its log odds are scaled and shifted (Platt 1999).

Both numbers stand in the network's config.toml under ``[calibration]``; its ``calibrate.py`` fits them.
"""

import math
from dataclasses import dataclass

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
