"""Write a person's own rows: appended to their file in the way it is written, nothing that is there changed."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from quotestats.annotations import corrections
from quotestats.lexicon.overlay import TABLES

HEADERS = {**{name: columns.names for name, columns in TABLES.items()}, "corrections": corrections.HEADER}


def append(folder: Path, table: str, rows: Iterable[Mapping[str, str]]) -> Path:
    """Append rows to a table of the folder and return its file; folder and file are made where they are not there.

    The file keeps its delimiter, its order of columns and its line ends; a cell without a column there needs one, so
    the file is then given it.
    """
    file = folder / f"{table}.csv"
    folder.mkdir(parents=True, exist_ok=True)
    given = [{name: value for name, value in row.items() if value} for row in rows]
    old = file.read_bytes().decode("utf-8-sig") if file.is_file() else ""
    if not any(line.strip() and not line.startswith("#") for line in old.splitlines()):
        old += ("\n" if old and not old.endswith("\n") else "") + ",".join(HEADERS[table]) + "\n"
    first = next(line for line in old.splitlines() if line.strip() and not line.startswith("#"))
    delimiter = max((",", ";", "\t"), key=first.count)
    end = "\r\n" if "\r\n" in old else "\n"
    header = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter))]
    missing = [name for name in HEADERS[table] if name not in header and any(name in row for row in given)]
    if missing:
        old = old.replace(first, delimiter.join([first, *missing]), 1)
        header += missing
    out = io.StringIO()
    writer = csv.DictWriter(out, header, delimiter=delimiter, lineterminator=end, restval="")
    writer.writerows(given)
    text = (old if old.endswith("\n") else old + end) + out.getvalue()
    mark = b"\xef\xbb\xbf" if file.is_file() and file.read_bytes().startswith(b"\xef\xbb\xbf") else b""
    aside = file.with_suffix(".csv.new")
    aside.write_bytes(mark + text.encode())
    aside.replace(file)
    return file
