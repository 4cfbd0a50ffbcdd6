"""``quotestats validate``: whether the tables are what they say."""

from itertools import islice
from pathlib import Path

import click

from quotestats import settings
from quotestats.cli import terminal
from quotestats.errors import UsageError

_SHOWN = 50


@click.command(name="validate", short_help="Check tables against their schema and against the texts.")
@terminal.tables_folder
@click.option(
    "--articles", multiple=True, metavar="SOURCE", help="The articles of the run: checks hashes and spans too."
)
@click.option("--json", "as_json", is_flag=True, help="Print what is wrong as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what is wrong.")
def command(out: str | None, articles: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """Check the tables in OUT [default: outputs]: columns, types, order, keys, counts and hashes.

    With --articles, the texts are read again: each must be the one that the tables were made from, and at each span
    must stand the words that the row says. Exit code 1 when something is wrong.
    """
    from quotestats.batch import intake, validation
    from quotestats.formats.readers import Options

    chosen = settings.load({"out": out})
    folder = Path(chosen.text("out"))
    if not folder.is_dir():
        raise UsageError(f"no such folder: {folder}")
    options = Options(fields=chosen.fields)
    skip = [folder, *intake.tables_of_metadata("", articles)]
    texts = intake.read(articles, name="auto", options=options, skip=skip) if articles else None
    found = validation.check(folder, texts)
    shown = list(islice(found, _SHOWN))
    more = sum(1 for _ in found)
    if as_json:
        terminal.print_json({"out": str(folder), "valid": not shown, "problems": shown, "more": more})
    else:
        for problem in shown:
            click.echo(problem)
        if more:
            click.echo(f"and {more} more")
        if not shown and not quiet:
            terminal.say(f"{folder}: all tables are right{' and agree with the texts' if articles else ''}")
    raise SystemExit(1 if shown else 0)
