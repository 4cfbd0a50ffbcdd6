"""Why a row says what it says: its words, what decided each part, people's corrections, and the versions of it all."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotestats.annotations import Annotations, evidence
from quotestats.annotations.corrections import Correction
from quotestats.annotations.evidence import Entry
from quotestats.batch.plan import RUN, STATE
from quotestats.batch.published import Published
from quotestats.errors import UsageError
from quotestats.formats import tables
from quotestats.formats.tables import Cells

_TABLES = {"s": ("quoted_statistics", "quantities"), "a": ("attributions",), "m": ("mentions",), "t": ("times",)}
_PAIRS = (("source", "source_start", "source_end"), ("cue", "cue_start", "cue_end"))


@dataclass(slots=True)
class Explanation:
    """A row with all that is known of how it came about.

    ``spans``: its words by name, each with its offsets; ``attribution`` and ``time``: the rows it hangs on;
    ``entries``: rows of the lexicon by what they explain; ``corrections``: those that changed the row.
    """

    table: str
    row: Cells
    spans: dict[str, str] = field(default_factory=dict)
    attribution: Cells = field(default_factory=dict)
    time: Cells = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)


def explain(out: Path, row_id: str, annotations: Annotations) -> Explanation:
    """Return the explanation of a row of the tables in OUT. Raises UsageError when no table has it."""
    for table in _TABLES.get(row_id[:1], ()):
        row = next((row for row in tables.rows(out, table) if next(iter(row.values())) == row_id), None)
        if row is not None:
            break
    else:
        raise UsageError(f'no row "{row_id}" in {out}; ids stand in the first column of each table')
    found = Explanation(table, row)
    _hang(out, found)
    _spans(found)
    _entries(found, annotations)
    said = _corrected(out, row["article_id"]).get(row_id, [])
    found.corrections = [one for one in annotations.corrections.get(row["article_id"], ()) if one.id in said]
    found.versions = _versions(out)
    return found


def _hang(out: Path, found: Explanation) -> None:
    """Find the attribution and the time that the row speaks of."""
    row = found.row
    key = row.get("attribution_id", "")
    if key and found.table != "attributions":
        found.attribution = next((one for one in tables.rows(out, "attributions") if one["attribution_id"] == key), {})
    if row.get("time"):
        near = [one for one in tables.rows(out, "times") if one["article_id"] == row["article_id"]]
        same = [one for one in near if " ".join(one["text"].split()) == row["time"]]
        at = int(row["start"])
        found.time = min(same, key=lambda one: abs(int(one["start"]) - at), default={})


def _spans(found: Explanation) -> None:
    row, own = found.row, found.attribution or (found.row if found.table == "attributions" else {})
    surface = row.get("quantity") or row.get("text", "")
    if surface:
        found.spans[surface] = f"{row['start']}-{row['end']}"
    for name, start, end in _PAIRS:
        if own.get(name):
            found.spans[f"{name} {own[name]}"] = f"{own[start]}-{own[end]}"
    if own:
        found.spans["content"] = own["content_spans"]


def _entries(found: Explanation, annotations: Annotations) -> None:
    row, own = found.row, annotations.overlay
    sayer = found.attribution or row
    source = sayer.get("source") or row.get("text", "")
    named = [
        one for each in sayer.get("actor_id", "").split("|") if each for one in evidence.of_actor(each, source, own)
    ]
    told = {
        "unit": list(evidence.of_unit(row["quantity"], row["unit"], own)) if row.get("unit") else [],
        "cue": list(evidence.of_cue(sayer["cue"], own)) if sayer.get("cue") else [],
        "actor": named,
    }
    found.entries = {name: entries for name, entries in told.items() if entries}


def _corrected(out: Path, article_id: str) -> dict[str, list[str]]:
    """Return the ids of the corrections of an article by the id of the row that they changed."""
    file = out / STATE / "results.sqlite"
    if not file.is_file():
        return {}
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as database:
            record = Published(database).record(article_id)
    except sqlite3.Error:
        return {}
    return {key: list(ids) for key, ids in record.corrected.items()} if record else {}


def _versions(out: Path) -> dict[str, str]:
    try:
        described: Any = json.loads((out / RUN).read_text(encoding="utf-8"))  # Any: the nested values of JSON
        settings = described["settings"]
        return {
            "quotestats": described["version"],
            **{name: str(settings[name]) for name in ("model", "attribution", "scope") if name in settings},
            **described["parts"],
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}
