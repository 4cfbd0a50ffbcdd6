"""``quotestats status``: what a run would do, and why."""

from collections import Counter
from typing import TYPE_CHECKING

import click

from quotestats import settings
from quotestats.cli import terminal

if TYPE_CHECKING:
    from quotestats.batch.state import State

STALE = 4


@click.command(name="status", short_help="Say what is stale and why, without analysing anything.")
@click.argument("source", nargs=-1)
@click.option("--out", type=click.Path(), help="The folder with the tables [default: outputs].")
@click.option("--metadata", metavar="FILE.csv", help="A table joined to the articles on the column id.")
@click.option("--published", metavar="DATE", help="The day of articles without a date of their own: 2024-01-04.")
@click.option("--annotations", metavar="DIR", help="Your own actors, units, cues and corrections.")
@click.option("--scope", type=click.Choice(["statistics", "all"]), help="How much is read closely.")
@click.option("--attribution", type=click.Choice(["model", "rules"]), help="Who finds who said what.")
@click.option("--model", metavar="NAME", help="The spaCy pipeline to start from.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; the exit code tells.")
@click.option("-v", "--verbose", is_flag=True, help="Name each article, and where each setting came from.")
def command(as_json: bool, quiet: bool, verbose: bool, **flags: settings.Value) -> None:
    """Say what a run of SOURCE [default: corpus/articles] into OUT would do, and why. Give the options of that run.

    Exit code 0: the tables are up to date. 4: a run would change them.
    """
    from quotestats.batch.state import state
    from quotestats.cli.run import plan

    chosen = settings.load(flags)
    found = state(plan(chosen))
    if as_json:
        terminal.print_json(_described(found))
    elif not quiet:
        if verbose:
            for name, value in chosen.values.items():
                click.echo(f"{name} = {value!r} ({chosen.origins[name]})")
        for line in _lines(found, verbose=verbose):
            click.echo(line)
    raise SystemExit(0 if found.current else STALE)


def _described(found: "State") -> dict[str, object]:
    return {
        "current": found.current,
        "ran": found.ran,
        "same": found.same,
        "todo": found.todo,
        "gone": found.gone,
        "unreadable": found.unreadable,
        "annotations_changed": found.annotations_changed,
        "corrections": found.corrections,
    }


def _lines(found: "State", *, verbose: bool) -> list[str]:
    lines = [f"up to date: {found.same}", f"to do: {len(found.todo)}"]
    if verbose:
        lines += [f"  {article_id}: {why}" for article_id, why in sorted(found.todo.items())]
    else:
        lines += [f"  {number}: {why}" for why, number in Counter(found.todo.values()).most_common()]
    if found.gone:
        lines.append(f"gone, their rows will be removed: {len(found.gone)}")
        lines += [f"  {article_id}" for article_id in found.gone if verbose]
    if found.unreadable:
        lines.append(f"cannot be read: {len(found.unreadable)}")
        lines += [f"  {path}" for path in found.unreadable if verbose]
    if found.annotations_changed:
        lines.append(f"annotations changed since the last run: {', '.join(found.annotations_changed)}")
    states = {name: number for name, number in found.corrections.get("states", {}).items() if number}
    if states:
        lines.append("corrections: " + ", ".join(f"{number} {name}" for name, number in states.items()))
        for one in found.corrections.get("not_applied", []):
            lines.append(f"  {one['correction_id']} of {one['article_id']}: {one['state']}: {one['reason']}")
    return lines
