"""Recipes for tests of the batch: rows from a regular expression, no spaCy; some articles misbehave on purpose."""

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

from quotestats.batch import work
from quotestats.formats.columns import TABLES, Column
from quotestats.lexicon.overlay import Overlay
from quotestats.records import Tables

NO_ROWS = Overlay()


@dataclass(frozen=True, slots=True)
class FakeRecipe:
    """Every run of digits is a time expression. What the word says happens: BOOM, DIE, HANG; ``once`` marks a death."""

    model: str = "fake"
    attribution: str = "rules"
    scope: str = "all"
    once: str = ""
    overlay: Overlay = NO_ROWS

    def analyser(self):
        return self.analyse

    def analyse(self, job):
        article = job.article
        if "BOOM" in article.text:
            raise ValueError("boom")
        if "HANG" in article.text:
            time.sleep(3600)
        if "DIE" in article.text and not (self.once and Path(self.once).exists()):
            if self.once:
                Path(self.once).touch()
            os._exit(9)
        times = [time_row(article, match, number) for number, match in enumerate(re.finditer(r"\d+", article.text))]
        return work.pack(Tables(article={}, times=times))


def time_row(article, match, number):
    row = {column.name: empty(column) for column in TABLES["times"].columns}
    return row | {
        "time_id": f"t_{number}",
        "article_id": article.id,
        "text": match[0],
        "start": match.start(),
        "end": match.end(),
        "type": "DATE",
        "value": match[0],
    }


def empty(column: Column):
    return "" if column.type in ("string", "date") else None
