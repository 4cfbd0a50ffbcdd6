"""``quotestats evaluate``: scores against gold."""

import tempfile
from pathlib import Path

import click

from quotestats import settings
from quotestats.cli import terminal
from quotestats.errors import UsageError


@click.command(name="evaluate", short_help="Score tables against gold annotations.")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False))
@click.option("--articles", metavar="SOURCE", help="The articles that GOLD annotates: they are run first.")
@click.option("--out", type=click.Path(), help="The tables to score, or where to put those of the run.")
@click.option("--attribution", type=click.Choice(["model", "rules"]), help="Who finds who said what.")
@click.option("--workers", type=click.IntRange(min=0), help="Processes that work at the same time [default: 1].")
@click.option("--errors", type=click.IntRange(min=0), default=0, metavar="N", help="Show so many disagreements.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    gold: str, articles: str | None, out: str | None, errors: int, as_json: bool, quiet: bool, **flags: settings.Value
) -> None:
    """Score tables against GOLD: a JSONL with the id and the annotated quantities of each article.

    With --articles, these are run and the tables of that run are scored; without, those in --out are. Exit code 3 says
    that some articles could not be read: they count as articles in which nothing was found.
    """
    from quotestats import evaluate

    if articles is None and out is None:
        raise UsageError("say what to score: --articles to run them first, or --out with tables")
    with tempfile.TemporaryDirectory() as aside:
        tables = Path(out or aside)
        texts, failed = _run(articles, tables, flags, quiet=quiet) if articles is not None else ({}, 0)
        report = evaluate.score(Path(gold), texts, tables)
    if as_json:
        terminal.print_json(report.as_dict())
    else:
        click.echo("\n".join(evaluate.as_text(report, errors)))
    if failed:
        terminal.say(f"{failed} articles could not be read and count as empty")
        raise SystemExit(terminal.INCOMPLETE)


def _run(articles: str, tables: Path, flags: dict[str, settings.Value], *, quiet: bool) -> tuple[dict[str, str], int]:
    """Run the articles and return their texts by id, and how many could not be read."""
    from quotestats import batch
    from quotestats.batch import intake
    from quotestats.batch.plan import Progress
    from quotestats.batch.work import Recipe
    from quotestats.formats.readers import Options
    from quotestats.records import Article

    chosen = settings.load({**flags, "source": (articles,)})
    recipe = Recipe(chosen.text("model"), chosen.text("attribution"), chosen.text("scope"))
    plan = batch.Plan(
        sources=chosen.several("source"),
        out=tables,
        recipe=recipe,
        workers=chosen.number("workers"),
        fields=chosen.fields,
        described=chosen.values,
    )
    with terminal.interruptible(), terminal.progress(shown=not quiet) as step:
        summary = batch.run(plan, Progress(say=terminal.say_some(0 if quiet else None), step=step))
    skip = [tables, *intake.tables_of_metadata("", plan.sources)]
    read = intake.read(plan.sources, name="auto", options=Options(fields=chosen.fields), skip=skip)
    return {item.id: item.text for item in read if isinstance(item, Article)}, summary.counts["failed"]
