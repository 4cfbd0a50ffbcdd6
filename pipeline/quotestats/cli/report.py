"""``quotestats report``: what the archive says in numbers, on one page."""

from pathlib import Path

import click

from quotestats import settings
from quotestats.cli import terminal


@click.command(name="report", short_help="Write a page of charts: claims, speakers, disagreements, coverage.")
@terminal.tables_folder
@click.option("--topic", default="", metavar="WORDS", help="Only rows with all these words in sentence, title or name.")
@click.option("--actor", default="", metavar="NAME", help="Only rows of this actor: its id, or a part of its name.")
@click.option(
    "--where", default="", metavar="SQL", help="Only rows of which this holds: kind = 'money' AND year >= 2020."
)
@click.option("--file", type=click.Path(dir_okay=False), help="The page to write [default: OUT/report.html].")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def command(out: str | None, topic: str, actor: str, where: str, file: str | None, as_json: bool, quiet: bool) -> None:
    """Write one page about the quoted statistics in OUT [default: outputs].

    What is claimed over time and by whom, who quotes numbers most and how, figures that disagree, coverage, sources
    tied to no actor. The page opens from the file with the network off. Rows lead to their pages of quotestats review
    where those are there.
    """
    from quotestats import report

    folder = Path(settings.load({"out": out}).text("out"))
    chosen = report.Selection(where=where, topic=topic, actor=actor)
    written = report.write(folder, Path(file) if file else folder / "report.html", chosen)
    if as_json:
        terminal.print_json(
            {"file": str(written.file), "quoted_statistics": written.statistics, "disagreements": written.disputes}
        )
    if not quiet:
        terminal.say(f"{written.statistics} quoted statistics: open {written.file}")
