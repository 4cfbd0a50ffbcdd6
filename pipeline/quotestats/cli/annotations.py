"""``quotestats annotations``: annotations of other tools, in and out."""

from pathlib import Path

import click

from quotestats import settings
from quotestats.cli import terminal
from quotestats.errors import UsageError

_TOOLS = ("prodigy", "doccano", "labelstudio", "brat", "webannotation")
_TABLES = ("quoted_statistics", "quantities", "attributions", "mentions", "times")
_ARTICLES = click.option(
    "--articles", multiple=True, metavar="SOURCE", help="The articles that were annotated [default: corpus/articles]."
)
_SHOWN = 50


@click.group(name="annotations", short_help="Bring in annotations of other tools, and give rows to them.")
def command() -> None:
    """Bring in annotations of other tools, and give rows to them: Prodigy, doccano, Label Studio, brat, W3C."""


@command.command(name="import", short_help="Write another tool's annotations as corrections.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--from", "tool", type=click.Choice(_TOOLS), required=True, help="The tool that wrote FILE.")
@_ARTICLES
@click.option("--label", "labels", multiple=True, metavar="LABEL=TABLE", help="The table that a label belongs to.")
@click.option("--author", default="", help="Who annotated [default: the tool].")
@click.option("--annotations", metavar="DIR", help="The folder with corrections.csv [default: corpus/annotations].")
@terminal.as_json
@terminal.quiet
@click.option("-v", "--verbose", is_flag=True, help="Name everything that could not be attached.")
def import_(
    file: str,
    tool: str,
    articles: tuple[str, ...],
    labels: tuple[str, ...],
    author: str,
    as_json: bool,
    verbose: bool,
    **flags: settings.Value,
) -> None:
    """Write the annotations in FILE as lines of corrections.csv: rows to add, or to reject where the answer was reject.

    Each is anchored anew through its words; those that cannot be are named. Run again to see what became of the rest.
    An article is known by article_id in the tool's own data, by its address, or by its text.
    """
    from quotestats.batch import exchange

    chosen = settings.load({"source": articles, **flags})
    told = dict(_label(one) for one in labels)
    known = exchange.articles(chosen.several("source"))
    folder = Path(chosen.text("annotations"))
    found = exchange.bring(Path(file), tool, known, told, folder, author)
    if as_json:
        told_of = {"added": found.written, "known": found.known, "not_attached": list(found.lost)}
        terminal.print_json({**told_of, "file": str(folder / "corrections.csv")})
    shown = len(found.lost) if verbose else _SHOWN
    for words in found.lost[:shown]:
        terminal.say(words)
    if len(found.lost) > shown:
        terminal.say(f"and {len(found.lost) - shown} more of the kind (-v names all)")
    before = f", {found.known} known before" if found.known else ""
    lost = f", {len(found.lost)} not attached" if found.lost else ""
    terminal.say(f"{found.written} lines added to {folder / 'corrections.csv'}{before}{lost}")


@command.command(name="export", short_help="Write rows as annotations for another tool.")
@click.argument("place", metavar="FILE", type=click.Path())
@click.option("--to", "tool", type=click.Choice(_TOOLS), required=True, help="The tool; brat takes a folder as FILE.")
@_ARTICLES
@click.option("--out", type=click.Path(), help="The folder with the tables [default: outputs].")
@click.option(
    "--table", "tables", multiple=True, type=click.Choice(_TABLES), help="Which [default: quoted_statistics]."
)
@terminal.as_json
@terminal.quiet
def export(
    place: str, tool: str, articles: tuple[str, ...], out: str | None, tables: tuple[str, ...], as_json: bool
) -> None:
    """Write the rows of tables as annotations of their articles into FILE, for work in another tool."""
    from quotestats.batch import exchange

    chosen = settings.load({"source": articles, "out": out})
    known = exchange.articles(chosen.several("source"))
    written: list[str] = []
    for article_id, text in exchange.give(Path(chosen.text("out")), tool, known, tables or _TABLES[:1]):
        target = _target(Path(place), article_id) if article_id else Path(place)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
        if article_id:
            target.with_suffix(".txt").write_text(known[article_id].text, encoding="utf-8", newline="")
        written.append(str(target))
    if as_json:
        terminal.print_json(written)
    terminal.say(f"{len(written)} file{'' if len(written) == 1 else 's'} written: {place}")


@command.command(short_help="Write reviewed rows as gold for quotestats evaluate.")
@click.argument("place", metavar="FILE", type=click.Path(dir_okay=False))
@click.option("--out", type=click.Path(), help="The folder with the tables [default: outputs].")
@terminal.as_json
@terminal.quiet
def gold(place: str, out: str | None, as_json: bool) -> None:
    """Write the rows that people have accepted or corrected into FILE, as gold: quotestats evaluate FILE --articles.

    What else was found in the same articles counts neither for nor against.
    """
    from quotestats.batch import reviewed

    lines = list(reviewed.gold(Path(settings.load({"out": out}).text("out"))))
    Path(place).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")
    if as_json:
        terminal.print_json({"articles": len(lines), "file": place})
    terminal.say(f"{len(lines)} article{'' if len(lines) == 1 else 's'} with reviewed rows: {place}")


def _target(folder: Path, article_id: str) -> Path:
    """Return the .ann file of an article, within the folder whatever the id."""
    *parents, name = [part for part in article_id.replace("\\", "/").split("/") if part.strip(". ")] or ["article"]
    return folder.joinpath(*parents, f"{name}.ann")


def _label(words: str) -> tuple[str, str]:
    label, sign, table = words.partition("=")
    if not sign or table not in _TABLES:
        raise UsageError(f"--label is LABEL=TABLE with a table of {', '.join(_TABLES)}, not {words}")
    return label, table
