"""``quotestats evaluate``: scores against gold."""

import tempfile
from pathlib import Path

import click

from quotestats import settings
from quotestats.cli import terminal
from quotestats.errors import UsageError


@click.command(name="evaluate", short_help="Score tables against gold annotations.")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--articles", type=click.Path(exists=True), help="The articles that the gold annotates: they are run first."
)
@click.option("--out", type=click.Path(), help="The tables to score, or where a run puts them.")
@click.option("--attribution", type=click.Choice(["model", "rules"]), help="Who finds who said what.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes that work at the same time [default: 1].")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    gold: str, articles: str | None, out: str | None, as_json: bool, quiet: bool, **flags: settings.Value
) -> None:
    """Score tables against GOLD: a JSONL with the id and the annotated quantities of each article.

    With --articles, these are run and the tables of that run are scored; without, the tables in --out are.
    """
    from quotestats import evaluate

    if articles is None and out is None:
        raise UsageError("say what to score: --articles to run them first, or --out with tables")
    with tempfile.TemporaryDirectory() as aside:
        tables = Path(out or aside)
        if articles is not None:
            _run(articles, tables, flags, quiet=quiet)
        if not (tables / "quoted_statistics.csv").is_file():
            raise UsageError(f"no quoted_statistics.csv in {tables}: run the articles first")
        figures = evaluate.score(Path(gold), Path(articles) if articles else None, tables)
    if as_json:
        terminal.print_json(dict(figures))
        return
    for name, figure in figures.items():
        click.echo(f"{name}: {figure:.3f}" if isinstance(figure, float) else f"{name}: {figure}")


def _run(articles: str, tables: Path, flags: dict[str, settings.Value], *, quiet: bool) -> None:
    from quotestats import batch
    from quotestats.batch.run import Progress
    from quotestats.batch.work import Recipe

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
        batch.run(plan, Progress(say=terminal.say_some(0 if quiet else None), step=step))
