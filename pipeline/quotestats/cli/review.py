"""``quotestats review``: pages on which a person checks rows, and her decisions brought back."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotestats import settings
from quotestats.cli import terminal
from quotestats.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection


class _Pages(click.Group):
    """A group whose first command need not be named: ``review OUT`` is ``review pages OUT``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["pages", *args])


@click.group(name="review", cls=_Pages, short_help="Make pages to check rows on, and bring the decisions back.")
def command() -> None:
    """Make pages on which a person checks rows, and bring her decisions back.

    quotestats review OUT is short for quotestats review pages OUT.
    """


@command.command(short_help="Write the pages.")
@terminal.tables_folder
@click.option(
    "--articles",
    multiple=True,
    metavar="SOURCE",
    help="Where the articles were read from [default: OUT/articles.jsonl, else corpus/articles].",
)
@click.option("--annotations", metavar="DIR", help="Your own actors, units, cues and corrections.")
@click.option("--article", "only", multiple=True, metavar="ID", help="An article to show; may be given several times.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Show the N articles with the most doubt.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def pages(
    out: str | None,
    articles: tuple[str, ...],
    annotations: str | None,
    only: tuple[str, ...],
    limit: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Write OUT/review/index.html and a page for each article with quoted statistics in OUT [default: outputs].

    The pages open from the file, without server or network: the article with its quotations, figures, times and
    actors marked, its rows beside it, the most doubtful first, each judged with one key. Decisions stay in the browser
    until they are saved as corrections.csv.
    """
    from quotestats import review

    chosen = settings.load({"out": out, "source": articles, "annotations": annotations})
    folder = Path(chosen.text("out"))
    texts = partial(_texts, folder, chosen)
    written = review.write(folder, texts, _actors(chosen), only=only, limit=limit or 0)
    if as_json:
        found = {"index": str(written.index), "articles": written.articles, "rows": written.rows}
        terminal.print_json({**found, "without_text": written.lost})
    if written.lost and not quiet:
        more = f" and {len(written.lost) - 1} more" if len(written.lost) > 1 else ""
        terminal.say(f"left out {written.lost[0]}{more}: the text is not there, or not the one the tables came from")
    if not quiet:
        terminal.say(f"{written.rows} rows in {written.articles} articles: open {written.index}")


def _texts(out: Path, chosen: settings.Settings, wanted: "Collection[str]") -> dict[str, str]:
    """Return the texts kept beside the tables or, where none are or sources are named, those of the sources."""
    from quotestats.batch import intake
    from quotestats.formats import tables
    from quotestats.formats.readers import Options
    from quotestats.records import Article

    sources = chosen.several("source")
    named = chosen.origins["source"] == "flag"
    if not named and (out / tables.TEXTS).is_file():
        return {name: text for name, text in tables.texts(out) if name in wanted}
    skip = [out, *intake.tables_of_metadata("", sources)]
    read = intake.read(sources, name="auto", options=Options(fields=chosen.fields), skip=skip)
    try:
        return {item.id: item.text for item in read if isinstance(item, Article) and item.id in wanted}
    except UsageError:
        if named:
            raise
        return {}  # nobody said that they are in the default place


def _actors(chosen: settings.Settings) -> frozenset[str]:
    """Return the ids of all actors that a correction may name."""
    from quotestats import lexicon

    own = terminal.annotations(chosen).overlay
    return frozenset(row["actor_id"] for row in (*lexicon.table("actors"), *own.actors))


@command.command(name="import", short_help="Add saved decisions to your corrections.")
@click.argument("file", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option("--annotations", metavar="DIR", help="The folder with corrections.csv [default: corpus/annotations].")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def import_(file: tuple[str, ...], annotations: str | None, quiet: bool) -> None:
    """Add the decisions in FILE, as the pages save them, to corrections.csv: the next run applies them.

    Lines that were brought in before are passed over, so a file may be saved and brought in again and again.
    """
    from quotestats.batch import exchange

    folder = Path(settings.load({"annotations": annotations}).text("annotations"))
    for each in file:
        written, known = exchange.merge(Path(each), folder)
        if not quiet:
            before = f", {known} known before" if known else ""
            plural = "" if written == 1 else "s"
            terminal.say(f"{each}: {written} line{plural} added to {folder / 'corrections.csv'}{before}; now run again")
