"""Scores of a run against gold: who found what, field by field. ``score`` is the way in."""

from quotestats.evaluate.gold import GoldError, texts
from quotestats.evaluate.report import Report, Table, as_text, score

__all__ = ["GoldError", "Report", "Table", "as_text", "score", "texts"]
