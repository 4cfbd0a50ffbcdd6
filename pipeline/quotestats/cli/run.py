"""``quotestats run``: an archive in, the tables out."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotestats import settings
from quotestats.cli import terminal
from quotestats.errors import UsageError

if TYPE_CHECKING:
    from quotestats.batch import Plan, Summary


_SAID = 50  # problems told on standard error; articles.csv has them all


@click.command(name="run", short_help="Read articles and write the tables of who said which number.")
@click.argument("source", nargs=-1, type=click.Path(allow_dash=True, readable=False))
@click.option("--out", type=click.Path(), help="The folder for the tables [default: outputs].")
@click.option("--workers", type=click.IntRange(min=0), help="Processes that work at the same time [default: 1].")
@click.option("--engine", type=click.Choice(["local", "dask"]), help="This machine, or a Dask cluster (extra dask).")
@click.option("--scheduler", metavar="ADDRESS", help="The scheduler of the Dask cluster: tcp://10.0.0.7:8786.")
@click.option(
    "--format",
    "format_",
    multiple=True,
    metavar="NAME",
    help="csvw, jsonl, parquet, sqlite, stata, xlsx: write the tables so as well; any other name: read the sources so "
    "[default: auto, from the bytes]. May be given several times; read:NAME and write:NAME say which is meant.",
)
@click.option(
    "--metadata", type=click.Path(), metavar="FILE.csv", help="A table joined to the articles on the column id."
)
@click.option("--published", metavar="DATE", help="The day of articles without a date of their own: 2024-01-04.")
@click.option(
    "--annotations",
    metavar="DIR",
    help="Your own actors, units, cues and corrections [default: corpus/annotations where it exists].",
)
@click.option("--scope", type=click.Choice(["statistics", "all"]), help="How much is read closely.")
@click.option("--attribution", type=click.Choice(["model", "rules"]), help="Who finds who said what.")
@click.option("--model", metavar="NAME", help="The spaCy pipeline to start from.")
@click.option("--dedupe", is_flag=True, default=None, help="Leave out articles that repeat an earlier one.")
@click.option("--keep-text", is_flag=True, default=None, help="Write the texts to articles.jsonl as well.")
@click.option("--fresh", is_flag=True, default=None, help="Do everything again.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Stop after so many articles.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say more, such as where each setting came from.")
def command(as_json: bool, quiet: bool, verbose: bool, **flags: settings.Value) -> None:
    """Read articles from SOURCE and write the tables of who said which number into OUT.

    SOURCE is any number of files, folders, archives (zip, tar.gz), globs, or - for standard input [default:
    corpus/articles]. What is read and written how: quotestats formats. Interrupted or run again after a change, the
    same command redoes only what is left to do.

    Exit code 3 says that the tables are complete but some articles could not be read: articles.csv names each.
    """
    flags["format"] = flags.pop("format_")
    chosen = settings.load(flags)
    with terminal.interruptible():
        summary = _run(plan(chosen), chosen, quiet=quiet, verbose=verbose)
    _report(summary, chosen, as_json=as_json, quiet=quiet)
    raise SystemExit(0 if summary.complete else terminal.INCOMPLETE)


def plan(chosen: settings.Settings) -> "Plan":
    """Return the plan of a run with these settings."""
    from quotestats.batch import Plan
    from quotestats.batch.work import Recipe

    terminal.check_model(chosen.text("model"))
    reader, written = _formats(chosen.several("format"))
    annotations = terminal.annotations(chosen)
    return Plan(
        sources=chosen.several("source"),
        out=Path(chosen.text("out")),
        recipe=Recipe(
            chosen.text("model"), chosen.text("attribution"), chosen.text("scope"), overlay=annotations.overlay
        ),
        annotations=annotations,
        workers=chosen.number("workers"),
        engine=chosen.text("engine"),
        scheduler=_scheduler(chosen),
        reader=reader,
        formats=written,
        fields=chosen.fields,
        metadata=chosen.text("metadata"),
        published=chosen.text("published"),
        timezone=chosen.text("timezone"),
        limit=chosen.number("limit"),
        dedupe=chosen.flag("dedupe"),
        keep_text=chosen.flag("keep_text"),
        fresh=chosen.flag("fresh"),
        described={**chosen.values, "fields": dict(chosen.fields)},
    )


def _scheduler(chosen: settings.Settings) -> str:
    """Return the scheduler's address. Raises UsageError where only one of engine and address is given."""
    address, engine = chosen.text("scheduler"), chosen.text("engine")
    if (engine == "dask") != bool(address):
        need = "--engine dask needs --scheduler ADDRESS" if engine == "dask" else "--scheduler needs --engine dask"
        raise UsageError(f"{need}: docs/scaling.md tells how to start a cluster")
    return address


def _formats(names: tuple[str, ...]) -> tuple[str, list[str]]:
    """Return how to read, and what to write besides CSV: a name that both know is one to write."""
    from quotestats.formats import readers, writers

    reader, written = "auto", []
    for name in names:
        kind, _, plain = name.rpartition(":")
        if kind == "write" or (not kind and plain in writers.all_writers() and plain != "csv"):
            written.append(writers.writer(plain).name)
        elif plain != "auto":
            reader = readers.reader(plain).name
    return reader, written


def _run(plan: "Plan", chosen: settings.Settings, *, quiet: bool, verbose: bool) -> "Summary":
    from quotestats import batch
    from quotestats.batch.plan import Progress

    if verbose:
        for name, value in chosen.values.items():
            terminal.say(f"{name} = {value!r} ({chosen.origins[name]})")
    with terminal.progress(shown=not quiet) as step:
        say = terminal.say_some(0 if quiet else None if verbose else _SAID)
        return batch.run(plan, Progress(say=say, step=step))


def _report(summary: "Summary", chosen: settings.Settings, *, as_json: bool, quiet: bool) -> None:
    counts = summary.counts
    if as_json:
        terminal.print_json(
            {
                "out": chosen.text("out"),
                "counts": dict(counts),
                "analysed": summary.done,
                "reused": summary.reused,
                "changes": dict(summary.changes),
                "corrections": dict(summary.corrections),
                "seconds": {name: round(value, 3) for name, value in summary.seconds.items()},
            }
        )
    if not quiet or not summary.complete:
        read = counts["ok"] + counts["warning"]
        failed = f", {counts['failed']} failed (see articles.csv)" if counts["failed"] else ""
        reused = f", {summary.reused} as before" if summary.reused else ""
        said, found = counts["quoted_statistics"], counts["quantities"]
        terminal.say(
            f"{said} quoted statistic{'' if said == 1 else 's'} among {found} quantit{'y' if found == 1 else 'ies'} "
            f"in {read} article{'' if read == 1 else 's'}{reused}{failed}: {chosen.text('out')}"
        )
    if not quiet:
        for words in _news(summary):
            terminal.say(words)


def _news(summary: "Summary") -> Iterator[str]:
    """Yield what is new since the last run, and what became of the corrections."""
    changed = [f"{number} {name}" for name, number in summary.changes.items() if number]
    if changed or (summary.done and summary.reused):
        told = f"rows: {', '.join(changed)} (see changes.csv)" if changed else "no row changed"
        yield f"{summary.done} article{'' if summary.done == 1 else 's'} redone; {told}"
    states = {name: number for name, number in summary.corrections.items() if number}
    if states:
        yield "corrections: " + ", ".join(f"{number} {name}" for name, number in states.items())
