"""``quotestats diff``: which rows changed, and why."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotestats import settings
from quotestats.cli import terminal
from quotestats.errors import UsageError

if TYPE_CHECKING:
    from quotestats.batch.changes import Change

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


@click.command(name="diff", short_help="Show which rows the last run added, changed and removed, and why.")
@terminal.tables_folder
@click.option("--against", type=click.Path(exists=True, file_okay=False), help="Compare with the tables in a folder.")
@click.option("--table", "tables", multiple=True, help="Only this table. May be given several times.")
@click.option("--markdown", is_flag=True, help="Print a table in Markdown.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@terminal.quiet
def command(out: str | None, against: str | None, tables: tuple[str, ...], markdown: bool, as_json: bool) -> None:
    """Show which rows of OUT [default: outputs] the last run added, changed (old and new) and removed, and why.

    With --against, OUT is compared with the tables in another folder; then nobody knows why.
    """
    from quotestats.batch import compare
    from quotestats.formats.columns import TABLES

    if unknown := [name for name in tables if name not in TABLES]:
        raise UsageError(f'no table "{unknown[0]}"; tables are: {", ".join(TABLES)}')
    folder = Path(settings.load({"out": out}).text("out"))
    found = compare.between(Path(against), folder) if against else compare.last(folder)
    changes = [change for change in found if not tables or change.table in tables]
    if as_json:
        terminal.print_json([change._asdict() for change in changes])
    elif markdown:
        for line in _markdown(changes):
            click.echo(line)
    else:
        for change in changes:
            click.echo(_text(change))
        rows = Counter(kind for kind, _ in {(c.change, (c.table, c.row_id)) for c in changes})
        terminal.say(", ".join(f"{rows[kind]} {kind}" for kind in _SIGNS) + f" in {folder}")


def _text(change: "Change") -> str:
    place = f"{_SIGNS[change.change]} {change.article_id} {change.table} {change.row_id}"
    why = f"  [{change.why}]" if change.why else ""
    if change.change == "changed":
        return f"{place} {change.column}: {_short(change.old)} -> {_short(change.new)}{why}"
    return f"{place} {_short(change.old or change.new)}{why}"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return f'"{line[:77]}..."' if len(line) > 80 else f'"{line}"'


def _markdown(changes: Iterable["Change"]) -> list[str]:
    names = ("article", "table", "row", "change", "column", "old", "new", "why")
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    for change in changes:
        cells = (" ".join(cell.split()).replace("|", "\\|") for cell in change)
        lines.append(f"| {' | '.join(cells)} |")
    return lines
