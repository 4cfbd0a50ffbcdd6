"""Measure what a run costs after a change of the annotations, in percent of the first run's CPU time.

usage: python benchmarks/reruns.py ARCHIVE [--variants 10] [--common ALIAS] [--rare ALIAS] [--cue LEMMA] [run's options]

ARCHIVE is anything that ``quotestats run`` reads. Each article is taken in so many variants, which differ in a last
line, so that no two have the same text. Without ``--common`` and ``--rare`` the aliases are the capitalised words that
stand in the number of articles nearest to a fifth, and in one. Every measure is a process of its own, with one worker;
between two changes the annotations are empty again. Takes a little more than the first run.
"""

import argparse
import csv
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import recombined
from measure import Cost, run

from quotestats.annotations import corrections
from quotestats.records import Article

_ACTOR = "uk-government"  # whom an alias names; any would do
_COMMON = 0.2  # of the articles
_CORRECTED = 40  # rows
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{3,}\b")  # capitalised within a sentence


class Rerun(NamedTuple):
    """A run after a change: what changed in words, articles analysed again, lines of changes.csv, and its cost."""

    change: str
    redone: int
    changes: int
    cost: Cost


def variants(articles: Sequence[Article], number: int) -> Iterator[dict[str, str]]:
    """Yield each article in so many variants."""
    for variant in range(number):
        for one in articles:
            told = {"title": one.title, "published": one.published, "outlet": one.outlet}
            yield {"id": f"{one.id}-v{variant}", **told, "text": f"{one.text}\n\nEdition {variant}."}


def names(articles: Sequence[Article]) -> tuple[str, str]:
    """Return a common and a rare name: one that a fifth of the articles hold, or nearly, and one that one does."""
    held = Counter(name for article in articles for name in set(_NAME.findall(article.text)))
    ranked = sorted(held, key=lambda name: (abs(held[name] - _COMMON * len(articles)), name))
    return ranked[0], min(held, key=lambda name: (held[name], name))


def measured(folder: Path, file: Path, changes: dict[str, tuple[str, str]], options: Sequence[str]) -> list[Rerun]:
    """Return the first run, one after nothing changed, and one after each change, a file of annotations and its text.

    ``corrections`` of rows of the first run are added to the changes.
    """
    out = folder / "out"
    empty = _notes(folder / "none", "aliases.csv", "alias,actor_id\n")
    found = [_rerun("first run", file, out, empty, options), _rerun("nothing", file, out, empty, options)]
    corrected = {f"{_CORRECTED} corrections": (corrections.FILE, _corrections(out, file))}
    for number, (change, (name, text)) in enumerate({**corrected, **changes}.items()):
        notes = _notes(folder / f"notes{number}", name, text)
        found.append(_rerun(change, file, out, notes, options))
        _rerun("back", file, out, empty, options)
    return found


def _notes(folder: Path, name: str, text: str) -> Path:
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def _rerun(change: str, file: Path, out: Path, notes: Path, options: Sequence[str]) -> Rerun:
    cost = run(file, out, "--workers", "1", "--annotations", str(notes), *options, fresh=False)
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    with (out / "changes.csv").open(encoding="utf-8", newline="") as lines:
        changes = sum(1 for _ in csv.reader(lines)) - 1
    return Rerun(change, told["articles_analysed"], changes, cost)


def _corrections(out: Path, file: Path) -> str:
    """Return corrections of the units of the first rows, as their file holds them."""
    with file.open(encoding="utf-8") as lines:
        texts = {article["id"]: article["text"] for article in map(json.loads, lines)}
    written = [",".join(corrections.HEADER)]
    with (out / "quoted_statistics.csv").open(encoding="utf-8", newline="") as lines:
        for number, row in zip(range(_CORRECTED), csv.DictReader(lines), strict=False):
            anchor = corrections.anchor(texts[row["article_id"]], int(row["start"]), int(row["end"]))
            said = {"correction_id": f"c{number}", "article_id": row["article_id"], "table": "quoted_statistics"}
            said |= {"action": "set", "column": "unit", "value": "thing", "value_seen": row["unit"], **anchor}
            cells = (said.get(name, "").replace('"', '""') for name in corrections.HEADER)
            written.append(",".join(f'"{cell}"' for cell in cells))
    return "\n".join(written) + "\n"


def table(found: Sequence[Rerun], articles: int, words: int) -> str:
    """Return the measures as a table in Markdown."""
    first = found[0].cost.cpu_s
    head = [f"Measured on {articles:,} articles, {words:,} words.", ""]
    head += ["| changed | articles done | changes | CPU s | of the first run |", "| --- | ---: | ---: | ---: | ---: |"]
    rows = [
        f"| {one.change} | {one.redone:,} | {one.changes:,} | {one.cost.cpu_s:.1f} | {one.cost.cpu_s / first:.1%} |"
        for one in found
    ]
    return "\n".join([*head, *rows])


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, metavar="ARCHIVE")
    parser.add_argument("--variants", type=int, default=10)
    parser.add_argument("--common", help="an alias that many articles hold")
    parser.add_argument("--rare", help="an alias that one article holds")
    parser.add_argument("--cue", default="list", help="a verb that is no cue yet")
    chosen, options = parser.parse_known_args()
    articles = list(recombined.articles(chosen.source))
    common, rare = names(articles)
    aliases = {"rare": chosen.rare or rare, "common": chosen.common or common}
    changes = {
        f'{sort} alias "{one}"': ("aliases.csv", f"alias,actor_id\n{one},{_ACTOR}\n") for sort, one in aliases.items()
    }
    changes[f'new cue "{chosen.cue}"'] = ("cues.csv", f"lemma,kind,stance\n{chosen.cue},verb,\n")
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "variants.jsonl"
        made = list(variants(articles, chosen.variants))
        file.write_text("".join(f"{json.dumps(one)}\n" for one in made), encoding="utf-8")
        found = measured(Path(name), file, changes, options)
    print(table(found, len(made), sum(len(one["text"].split()) for one in made)))


if __name__ == "__main__":
    main()
