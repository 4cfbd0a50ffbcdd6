"""``quotestats formats``: what is read and written, and what reading a source would give."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from quotestats import settings
from quotestats.cli import terminal

if TYPE_CHECKING:
    from quotestats.batch.check import Account

_NAMED = 20  # problems, warnings and repeats named one by one without -v


@click.group(name="formats", invoke_without_command=True, short_help="List the formats that are read and written.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@terminal.quiet
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """List the formats that are read and written.

    How a file is read is told from its bytes. Folders, globs, addresses, zip and tar archives and files packed with
    gzip, bzip2, xz or zstd are opened, archives within archives too. formats check SOURCE says what reading gives.
    """
    if context.invoked_subcommand:
        return
    from quotestats.formats import readers, writers

    known = {
        "read": {name: one.meaning for name, one in readers.all_readers().items()},
        "written": {name: one.meaning for name, one in writers.all_writers().items()},
    }
    if as_json:
        terminal.print_json(known)
        return
    for way, meanings in known.items():
        click.echo(f"{way}:")
        for name, meaning in meanings.items():
            click.echo(f"  {name:10} {meaning}")


@command.command(name="check", short_help="Say what a run would read, without analysing it.")
@click.argument("source", nargs=-1)
@click.option("--format", "format_", metavar="NAME", help="How to read the sources [default: auto, from the bytes].")
@click.option("--metadata", metavar="FILE.csv", help="A table joined to the articles on the column id.")
@click.option("--published", metavar="DATE", help="The day of articles without a date of their own: 2024-01-04.")
@click.option("--out", type=click.Path(), help="The folder for tables, passed over [default: outputs].")
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON, every file named.")
@terminal.quiet
@click.option("-v", "--verbose", is_flag=True, help="Name every file, problem, warning and repeated article.")
def check(as_json: bool, verbose: bool, **flags: settings.Value) -> None:
    """Say what a run of SOURCE [default: corpus/articles] would read, without analysing it.

    How each file is read, how many articles it announces and holds, where dates come from, which encodings there are,
    which articles repeat an earlier one, and every problem with its place.

    Exit code 3 says that some files or records could not be read.
    """
    from quotestats.batch import check as checking
    from quotestats.cli.run import plan

    flags["format"] = flags.pop("format_")
    chosen = settings.load(flags)
    account = checking.check(plan(chosen), terminal.say if verbose else lambda words: None)
    if as_json:
        terminal.print_json(asdict(account))
    else:
        for line in _lines(account, verbose=verbose):
            click.echo(line)
    raise SystemExit(terminal.INCOMPLETE if account.problems else 0)


def _lines(account: "Account", *, verbose: bool) -> Iterator[str]:
    yield from _formats(account)
    if verbose:
        yield from (f"{one.path}: {one.articles} articles, read as {one.format or 'nothing'}" for one in account.files)
    for name, counted in (("dates from", account.dates), ("encodings", account.encodings)):
        if counted:
            told = ", ".join(f"{key or 'of the format'} {number}" for key, number in sorted(counted.items()))
            yield f"{name}: {told}"
    for name, listed in (
        ("repeat an earlier article", [f"{path} repeats {first}" for path, first in account.repeats]),
        ("warnings", [f"{path}: {words}" for path, words in account.warnings]),
        *([("hidden, not read", account.hidden)] if account.hidden else []),
        ("problems", [f"{one.path}: {one.error}" for one in account.problems]),
    ):
        yield f"{name}: {len(listed)}"
        yield from (f"  {line}" for line in (listed if verbose else listed[:_NAMED]))
        if len(listed) > _NAMED and not verbose:
            yield f"  and {len(listed) - _NAMED} more (-v names all)"


def _formats(account: "Account") -> Iterator[str]:
    """Yield a line for each format: files, articles announced and read."""
    rows: list[tuple[str, ...]] = [("format", "files", "announced", "articles", "problems")]
    for name in sorted({one.format for one in account.files}):
        files = [one for one in account.files if one.format == name]
        said = [one.announced for one in files if one.announced is not None]
        counts = (len(files), sum(said) if said else "", sum(one.articles for one in files))
        rows.append((name or "unknown", *map(str, counts), str(sum(one.problems for one in files))))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *cells in rows:
        yield f"{first:{widths[0]}}" + "".join(
            f"  {cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True)
        )
