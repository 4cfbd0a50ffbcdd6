"""``quotestats export``: the tables in other formats."""

from pathlib import Path

import click

from quotestats import settings
from quotestats.cli import terminal
from quotestats.errors import UsageError


@click.command(name="export", short_help="Write the tables for Excel, Stata, SQLite, Parquet and others.")
@terminal.tables_folder
@click.option(
    "--to",
    "names",
    multiple=True,
    metavar="NAME",
    help="csvw, jsonl, parquet, sqlite, stata, xlsx or another of quotestats formats; may be given several times.",
)
@click.option("--into", type=click.Path(file_okay=False), metavar="DIR", help="Where to write [default: OUT/export].")
@click.option("--r", "as_r", is_flag=True, help="Print R code that reads the tables with readr, every column typed.")
@click.option("--json", "as_json", is_flag=True, help="Print the names of the files as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def command(out: str | None, names: tuple[str, ...], into: str | None, as_r: bool, as_json: bool, quiet: bool) -> None:
    """Write the tables in OUT [default: outputs] in other formats.

    csvw describes the CSVs for software that knows CSV on the Web; into another folder than OUT they go along.
    """
    folder = Path(settings.load({"out": out}).text("out"))
    if as_r:
        from quotestats.formats import readr

        click.echo("\n".join(readr.code(folder)))
        return
    if not names:
        raise UsageError("say with --to which formats to write: quotestats formats lists them")
    from quotestats.batch.export import export

    target = Path(into) if into else folder / "export"
    apart = not target.exists() or not target.samefile(folder)
    files = export(folder, target, [*(["csv"] if "csvw" in names and apart else []), *names])
    if as_json:
        terminal.print_json([str(file) for file in files])
    elif not quiet:
        terminal.say(f"written: {', '.join(str(file) for file in files)}")
