"""``quotestats try``: one text, a table on the terminal."""

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from quotestats import settings
from quotestats.cli import terminal
from quotestats.errors import UsageError

if TYPE_CHECKING:
    from quotestats.model import Method
    from quotestats.records import Tables

_NAME = 256  # bytes of the longest name of a file
_WIDTH = 100  # where standard output is no terminal


@click.command(name="try", short_help="Show the quoted statistics of one text as a table.")
@click.argument("text")
@click.option("--published", metavar="DATE", help="The day it was published: 2024-01-04.")
@click.option("--attribution", type=click.Choice(["model", "rules"]), help="Who finds who said what.")
@click.option("--model", metavar="NAME", help="The spaCy pipeline to start from.")
@click.option("--json", "as_json", is_flag=True, help="Print the rows of all tables as JSON.")
@terminal.quiet
def command(text: str, as_json: bool, **flags: settings.Value) -> None:
    """Show who says which number in TEXT, or in standard input where TEXT is -."""
    chosen = settings.load(flags)
    terminal.check_model(chosen.text("model"))
    if text != "-" and len(os.fsencode(text)) < _NAME and Path(text).is_file():
        raise UsageError(f'TEXT is the text itself; to try a file: quotestats try - < "{text}"')
    text = _decoded(sys.stdin.buffer.read() if text == "-" else os.fsencode(text))
    if not text.strip():
        raise UsageError("the text is empty")
    with terminal.interruptible():
        tables = _tables(text, chosen)
    if as_json:
        terminal.print_json({name: rows for name, rows in asdict(tables).items() if name != "article"})
    else:
        _show(tables)


def _decoded(data: bytes) -> str:
    from quotestats.formats import encoding

    return encoding.mend(encoding.decode(data))[0]


def _tables(text: str, chosen: settings.Settings) -> "Tables":
    from quotestats import model
    from quotestats.records import Article

    method = cast("Method", chosen.text("attribution"))
    own = terminal.annotations(chosen).overlay
    pipeline = model.load(model=chosen.text("model"), attribution=method, scope="all", overlay=own)
    (tables,) = model.extract(pipeline, [Article(id="text", text=text, published=chosen.text("published"))])
    return tables


def _show(tables: "Tables") -> None:
    from rich.console import Console
    from rich.table import Table

    if tables.quoted_statistics:
        console = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH)
        table = Table("who", "says", "meaning", "of", "when", show_edge=False, pad_edge=False)
        for row in tables.quoted_statistics:
            table.add_row(*(cell.replace("[", r"\[") for cell in _cells(row)))
        console.print(table)
    rest = len(tables.quantities) - len(tables.quoted_statistics)
    if rest or not tables.quoted_statistics:
        said = "no quoted statistic; " if not tables.quoted_statistics else ""
        terminal.say(f"{said}{rest} quantit{'y' if rest == 1 else 'ies'} in the reporter's own voice")


def _cells(row: dict[str, object]) -> list[str]:
    """Return what the table shows of a row: who, the words, what they mean, of what, and when."""
    from quotestats.formats import wording
    from quotestats.formats.writers.csv import plain

    cell = {name: plain(value) for name, value in row.items()}
    return [wording.who(cell), cell["quantity"], wording.meaning(cell), cell["counted"], wording.when(cell)]
