"""``quotestats explain``: why a row says what it says."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotestats import settings
from quotestats.cli import terminal

if TYPE_CHECKING:
    from quotestats.batch.explain import Explanation

_AROUND = ("article_id", "sentence", "content", "title", "url", "outlet", "published")  # shown apart, or not at all


@click.command(name="explain", short_help="Show how a row came about: words, rules, lexicon, corrections, versions.")
@click.argument("row_id", metavar="ID")
@click.option("--out", type=click.Path(), help="The folder with the tables [default: outputs].")
@click.option("--annotations", metavar="DIR", help="Your own actors, units, cues and corrections.")
@terminal.as_json
@terminal.quiet
def command(row_id: str, as_json: bool, **flags: settings.Value) -> None:
    """Show how the row with this ID came about: a statistic (s_...), attribution, mention or time of the tables in OUT.

    The sentence and where its words stand, what decided who speaks, the rows of the lexicon behind the cells, the
    corrections of the row, and the versions of everything that took part.
    """
    from quotestats.batch.explain import explain

    chosen = settings.load(flags)
    found = explain(Path(chosen.text("out")), row_id, terminal.annotations(chosen))
    if as_json:
        terminal.print_json(asdict(found))
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: "Explanation") -> list[str]:
    row = found.row
    lines = [
        f"{next(iter(row.values()))} in {found.table}.csv, article {row['article_id']}",
        "",
        f"  {_marked(row)}",
        "",
    ]
    lines += [f"{at:>14}  {words}" for words, at in found.spans.items()]
    cells = {name: value for name, value in list(row.items())[1:] if value and name not in _AROUND}
    lines += ["", *(f"{name:>14}  {value}" for name, value in cells.items())]
    if own := found.attribution:
        decided = f"decided by {own['decided_by'] or 'nobody'}, probability {own['probability'] or 'unknown'}"
        lines += ["", f"attribution {own['attribution_id']}: {decided}", f"  says: {own['content']}"]
        if own["actor"]:
            how = own["resolved_by"] or "its own words"
            lines.append(f'  "{own["source"]}" is {own["actor"]} ({own["actor_id"] or "no id"}) by {how}')
    if time := found.time:
        anchor = f", counted from {time['anchored_to']}" if time["anchored_to"] else ""
        lines += ["", f'time {time["time_id"]}: "{time["text"]}" is {time["type"]} {time["value"]}{anchor}']
    for name, entries in found.entries.items():
        lines += ["", f"{name}, from the lexicon:", *(f"  {entry}" for entry in entries)]
    if found.corrections:
        lines += ["", "corrections:", *(f"  {_correction(one)}" for one in found.corrections)]
    if found.versions:
        lines += [
            "",
            "made with:",
            *(f"  {name} {_short(version)}" for name, version in found.versions.items() if version),
        ]
    return lines


def _short(version: str) -> str:
    """Return a hash by its first 16 digits, and a version or name whole."""
    return version[:16] if re.fullmatch("[0-9a-f]{64}", version) else version


def _marked(row: dict[str, str]) -> str:
    """Return the sentence with the row's own words in brackets, where they stand in it once."""
    words = " ".join((row.get("quantity") or row.get("text") or "").split())
    sentence = row.get("sentence", "")
    return sentence.replace(words, f"[{words}]") if words and sentence.count(words) == 1 else sentence


def _correction(one: object) -> str:
    told = {name: getattr(one, name) for name in ("id", "action", "column", "value", "value_seen", "place")}
    change = f' {told["column"]}: "{told["value_seen"]}" -> "{told["value"]}"' if told["column"] else ""
    return f"{told['id']} ({told['place']}): {told['action']}{change}"
