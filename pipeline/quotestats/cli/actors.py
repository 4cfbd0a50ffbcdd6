"""``quotestats actors``: look up, add and merge actors, and see whom the lexicon lacks."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotestats import settings
from quotestats.cli import terminal
from quotestats.errors import UsageError

if TYPE_CHECKING:
    from quotestats.annotations.people import People

_DIR = click.option("--annotations", metavar="DIR", help="Your own tables [default: corpus/annotations].")
_OUT = click.option("--out", type=click.Path(), help="The folder with the tables of a run [default: outputs].")

_ONE = {"aliases": "alias", "offices": "office"}  # what one of a list is called


@click.group(name="actors", short_help="List, show, add and merge actors; suggest those that the lexicon lacks.")
def command() -> None:
    """List, show, add and merge actors; suggest those that the lexicon lacks.

    Your own are kept in actors.csv, aliases.csv and offices.csv of the annotations folder; run again after a change.
    """


@command.command(name="list", short_help="List actors whose name, alias or id holds the words.")
@click.argument("words", default="")
@click.option("--type", "kind", metavar="TYPE", default="", help="Only this type: person, organisation, ...")
@click.option("--own", is_flag=True, help="Only those that your own tables name.")
@_DIR
@terminal.as_json
@terminal.quiet
def list_(words: str, kind: str, own: bool, annotations: str | None, as_json: bool) -> None:
    """List the actors whose name, alias or id holds WORDS."""
    found = _people(annotations)[0].found(words, kind=kind, own=own)
    if as_json:
        terminal.print_json([asdict(person) for person in found])
        return
    for person in found:
        click.echo(f"{person.id}\t{person.name}\t{person.type}{' (own)' if person.own else ''}")


@command.command(short_help="Show all that is known of an actor.")
@click.argument("actor_id", metavar="ID")
@_DIR
@terminal.as_json
@terminal.quiet
def show(actor_id: str, annotations: str | None, as_json: bool) -> None:
    """Show all that the tables say of the actor with this ID."""
    person = _people(annotations)[0].get(actor_id)
    if person is None:
        raise UsageError(f'no actor "{actor_id}"; quotestats actors list WORDS finds ids')
    if as_json:
        terminal.print_json(asdict(person))
        return
    for name, value in asdict(person).items():
        for one in value if isinstance(value, list) else [value]:
            if one:
                click.echo(f"{_ONE.get(name, name)}: {one}")


@command.command(short_help="Add an actor to your own.")
@click.argument("name")
@click.option("--type", default="organisation", metavar="TYPE", help="person, organisation, government, ...")
@click.option("--id", "actor_id", default="", help="Its id [default: made of the name].")
@click.option("--country", default="", metavar="CODE", help="ISO 3166 code of its country: GB.")
@click.option("--wikidata", default="", metavar="QID", help="Its Wikidata id: Q42.")
@click.option("--alias", "aliases", multiple=True, help="Another name of it. May be given several times.")
@_DIR
@terminal.as_json
@terminal.quiet
def add(name: str, aliases: tuple[str, ...], annotations: str | None, as_json: bool, **told: str) -> None:
    """Add the actor NAME to your own actors.csv, and its aliases to aliases.csv."""
    from quotestats.annotations import people

    known, folder = _people(annotations)
    made = people.add(folder, known, {"name": name, **told}, aliases)
    if as_json:
        terminal.print_json({"actor_id": made, "file": str(folder / "actors.csv")})
    terminal.say(f"added {made} to {folder / 'actors.csv'}; now: quotestats run")


@command.command(short_help="Let the names of one actor be names of another.")
@click.argument("merged", metavar="FROM")
@click.argument("into", metavar="INTO")
@_OUT
@_DIR
@terminal.as_json
@terminal.quiet
def merge(merged: str, into: str, out: str | None, annotations: str | None, as_json: bool) -> None:
    """Let all names of the actor FROM be aliases of INTO. FROM may be an id that a run has made of a name."""
    from quotestats.annotations import people

    known, folder = _people(annotations)
    names = people.merge(folder, known, merged, into, Path(settings.load({"out": out}).text("out")))
    if as_json:
        terminal.print_json({"actor_id": into, "aliases": list(names), "file": str(folder / "aliases.csv")})
    terminal.say(f"{', '.join(names)}: now {into} in {folder / 'aliases.csv'}; now: quotestats run")


@command.command(short_help="Name the speakers that no table knows, and whom they may be.")
@_OUT
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, metavar="N", help="So many.")
@_DIR
@terminal.as_json
@terminal.quiet
def suggest(out: str | None, limit: int, annotations: str | None, as_json: bool) -> None:
    """Name the speakers of quoted statistics in OUT that no table knows, and known actors that they may be."""
    found = _people(annotations)[0].suggestions(Path(settings.load({"out": out}).text("out")))[:limit]
    if as_json:
        terminal.print_json([one._asdict() for one in found])
        return
    for one in found:
        candidates = f"\tperhaps {', '.join(one.candidates)}" if one.candidates else ""
        click.echo(f"{one.statistics}\t{one.actor_id}\t{one.name}\t{one.type}{candidates}")


def _people(folder: str | None) -> tuple["People", Path]:
    """Return all actors, and the folder of a person's own; it need not exist yet."""
    from quotestats import annotations
    from quotestats.annotations.people import People

    place = Path(settings.load({"annotations": folder}).text("annotations"))
    return People(annotations.read(place, needed=False).overlay), place
