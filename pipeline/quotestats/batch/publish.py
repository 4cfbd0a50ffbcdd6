"""From the kept rows to the files in OUT: written aside, made safe on disk, then put in place at once.

A public file is at every moment absent or whole, whatever happens to the machine.
"""

import json
import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from quotestats.batch import rows
from quotestats.batch.entered import Entry
from quotestats.formats import datapackage, writers
from quotestats.formats.columns import TABLES, values
from quotestats.formats.writers import csv

TEXTS = "articles.jsonl"


def write(
    folder: Path,
    entries: Iterable[Entry],
    published: Callable[[Entry], bytes | None],
    formats: Sequence[str],
    *,
    keep_text: bool = False,
) -> Counter[str]:
    """Write all tables and the data package into a folder; return the number of rows by table.

    ``published`` gives the packed rows of an entry that has any. The statuses of articles.csv are counted too, as
    ``ok``, ``warning`` and ``failed``. ``keep_text`` writes articles.jsonl with the text of each article, in the place
    of the table that the format jsonl would write.
    """
    counts = Counter(dict.fromkeys((*TABLES, "ok", "warning", "failed"), 0))
    with ExitStack() as stack:
        tables = stack.enter_context(csv.opened(folder))
        others = [
            stack.enter_context(writers.writer(name).open(folder)) for name in dict.fromkeys(formats) if name != "csv"
        ]
        texts = (
            stack.enter_context((folder / f"{TEXTS}.new").open("w", encoding="utf-8", newline=""))
            if keep_text
            else None
        )
        for entry in entries:
            packed = published(entry)
            lines = rows.lines(packed) if packed is not None else {}
            about = _about(entry, lines)
            counts[str(about["status"])] += 1
            if texts and entry.text is not None:
                text = zlib.decompress(entry.text).decode()
                texts.write(json.dumps({**about, "text": text}, ensure_ascii=False) + "\n")
            counts["articles"] += 1
            tables.write("articles", [values(TABLES["articles"], about)])
            for name, one in lines.items():
                counts[name] += one.rows
                tables.join(name, one.written)
            for name, table in _tables(packed, about) if others else ():
                for sink in others:
                    sink.write(name, table)
    if keep_text:
        (folder / f"{TEXTS}.new").replace(folder / TEXTS)
    (folder / datapackage.NAME).write_text(datapackage.text(folder, counts), encoding="utf-8", newline="\n")
    return counts


def _tables(packed: bytes | None, about: Mapping[str, object]) -> Iterator[tuple[str, list[list[object]]]]:
    """Yield the rows of each table of an entry."""
    if packed is not None:
        yield from rows.unpack(packed).items()
    yield "articles", [values(TABLES["articles"], about)]


def _about(entry: Entry, lines: Mapping[str, rows.Lines]) -> dict[str, object]:
    row: dict[str, object] = {name: None for name in TABLES["articles"].names}
    row.update(json.loads(entry.about))
    if entry.error:
        row.update(status="failed", error=entry.error)
    if not entry.error:
        row.update({name: lines[name].rows if name in lines else 0 for name in rows.NAMES})
    return row


def put(folder: Path, out: Path, *, before: Iterable[str]) -> None:
    """Move the folder's files into OUT: all are safe on disk before the first appears.

    Of the files that the run ``before`` has written, those that this one has not are removed.
    """
    ordered = sorted(file.name for file in folder.iterdir())
    for name in ordered:
        with (folder / name).open("rb") as stream:
            os.fsync(stream.fileno())
    for name in ordered:
        (folder / name).replace(out / name)
    for name in sorted(set(before) - set(ordered)):
        if name == Path(name).name:
            (out / name).unlink(missing_ok=True)
    sync(out)


def sync(folder: Path) -> None:
    """Make a folder's list of files safe on disk, where the platform can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def files_of(file: Path) -> list[str]:
    """Return the names of the files that the run before has written, from its run.json."""
    try:
        return [str(name) for name in json.loads(file.read_text(encoding="utf-8"))["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
