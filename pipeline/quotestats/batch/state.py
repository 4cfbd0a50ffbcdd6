"""What a run would do: which articles are as they were, which are to be done, and why. Analyses nothing."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotestats.annotations import corrections
from quotestats.batch import upgrade
from quotestats.batch.changes import program, reasons
from quotestats.batch.keys import Keys, described
from quotestats.batch.plan import RUN, STATE, Plan, items
from quotestats.batch.published import Published
from quotestats.errors import QuotestatsError
from quotestats.formats import sources
from quotestats.records import Article


@dataclass(slots=True)
class State:
    """``todo``: why each article is to be analysed; ``gone``: those whose rows will go; ``same``: how many stay.

    ``corrections`` are their states at the last run; ``annotations_changed`` names the files that differ from then, and
    ``corrects`` tells whether that can change rows of articles that are not to be analysed.
    """

    ran: bool = False
    same: int = 0
    todo: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    annotations_changed: list[str] = field(default_factory=list)
    corrects: bool = False
    corrections: Mapping[str, Any] = field(default_factory=dict)  # Any: the nested values of JSON

    @property
    def current(self) -> bool:
        """Whether a run would change nothing."""
        return self.ran and not (self.todo or self.gone or self.corrects)


def state(plan: Plan) -> State:
    """Compare the plan's sources, settings and annotations with what the last run has published.

    Raises QuotestatsError when a source or what is kept of the last run cannot be read.
    """
    sources.missing(plan.sources)
    file = plan.out / STATE / "results.sqlite"
    last = _last(plan.out / RUN)
    found = State(ran=file.is_file() and bool(last), corrections=last.get("corrections", {}))
    if found.ran:
        told, now = last.get("annotations"), plan.annotations.files
        before = told if isinstance(told, dict) else {}
        found.annotations_changed = sorted(one for one in {*before, *now} if before.get(one) != now.get(one))
        corrected = bool(plan.annotations.corrections) and bool(found.annotations_changed)
        found.corrects = corrected or corrections.FILE in found.annotations_changed
    try:
        with closing(_opened(file, found)) as database:
            _compare(plan, Published(database), found)
    except sqlite3.Error as error:
        raise QuotestatsError(f"cannot read {file}: {error}; run again with --fresh") from error
    return found


def _opened(file: Path, found: State) -> sqlite3.Connection:
    """Return the database of the last run, to be read only; an empty one where there was none."""
    if found.ran:
        return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    database = sqlite3.connect(":memory:")
    Published.made(database)
    return database


def _compare(plan: Plan, published: Published, found: State) -> None:
    keys = Keys(plan.recipe, upgrade.known(published.words))
    before = published.described
    changed = program(before, keys.made_with) if before else ""
    seen: dict[str, str] = {}
    for item in items(plan, seen.get, lambda words: None):
        if not isinstance(item, Article):
            found.unreadable.append(item.path)
            continue
        seen[item.id] = item.path
        key, record = keys.of(item), published.record(item.id)
        if record is None:
            found.todo[item.id] = "new article" if found.ran else "no run yet"
        elif record.key in (key.rows, key.earlier):
            found.same += 1
        else:
            why = reasons(record, key.content, described(key.uses), changed, key.touched)
            found.todo[item.id] = "; ".join(why) or "order of rows changed"
    found.gone = sorted(published.ids() - seen.keys())


def _last(file: Path) -> dict[str, Any]:  # Any: the nested values of JSON
    """Return the run.json of the last run, or nothing."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
