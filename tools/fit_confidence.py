"""Fit the weights from which the confidence of a row is made, and say how far it is a probability.

usage: python tools/fit_confidence.py [--method network|rules] [--write]

Runs the program on the sets below and judges its rows: in articles annotated for the whole task a row is right when
value, unit, kind and speaker are, in PolNeAR and GUM news when the source is. One logistic regression with an L2
penalty over ``quotestats.confidence.features``; every figure is that of ten-fold cross-validation by article, so that
no row is judged by weights that saw its article. ``--write`` puts the weights into ``lexicon/en/confidence.tsv`` and,
for the network, the tables of reliability into ``docs/accuracy.md``.
"""

import argparse
import csv
import gzip
import json
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, cast

import numpy as np
from measures import CORPUS, E2E, POLNEAR, PROGRAM, ROOT
from numpy.typing import NDArray

from quotestats.confidence import features
from quotestats.evaluate import calibration, gold, scoring
from quotestats.lexicon import table
from quotestats.records import Attribution, Bound, Kind, Quantity, ResolvedBy, Stance
from quotestats_models.attribution_en.examples import split

_FOLDS, _PENALTY = 10, 3.0
_NAMES = ("bias", "odds", "planned", "small", "unitless", "unresolved", "vague")
_FREE = {"bias", "odds"}  # hardly penalised
_GUM = POLNEAR.with_name("gum_news.dev.jsonl.gz")
_TRAIN = POLNEAR.with_name("polnear.train.jsonl.gz")
_DOCS = ROOT / "docs" / "accuracy.md"
_FROM, _TO = "<!-- reliability: written by tools/fit_confidence.py -->", "<!-- end of reliability -->"

Row = dict[str, str]
Record = dict[str, Any]  # a line of a gold file, as JSON holds it
Verdicts = Iterator[tuple[int, bool]]  # the number of a row that counts, whether it is right
Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Source:
    """A set: what the program reads (given a folder to write to), the judge of its rows, their weight in the fit."""

    name: str
    articles: Callable[[Path], Path]
    judge: Callable[[list[Row]], Verdicts]
    weight: float


@dataclass(frozen=True)
class Judged:
    """A row of a run: its set, its weight, its article, its features, whether it is right."""

    source: str
    weight: float
    article: str
    features: dict[str, float]
    right: bool


def whole_task(path: Path) -> Callable[[list[Row]], Verdicts]:
    """Return the judge of articles annotated for the whole task."""

    def judge(rows: list[Row]) -> Verdicts:
        by_article: dict[str, list[Row]] = defaultdict(list)
        for number, row in enumerate(rows):  # a row's number in place of its confidence comes back with the verdict
            by_article[row["article_id"]].append({**row, "confidence": str(number)})
        yield from (
            (int(number), right) for number, right in scoring.compare(gold.read(path), {}, by_article, {}).judged
        )

    return judge


def sources(path: Path) -> Callable[[list[Row]], Verdicts]:
    """Return the judge of articles in which the source of each number is known."""

    def judge(rows: list[Row]) -> Verdicts:
        numbers: dict[str, list[Record]] = defaultdict(list)
        for number in _records(path.with_name(f"number_attribution.{path.name}")):
            numbers[number["id"]].append(number)
        for place, row in enumerate(rows):
            at = [n for n in numbers[row["article_id"]] if row["source"] and _meets(row, "", [n["number"]])]
            yield from ((place, _meets(row, "source_", n.get("source") or [])) for n in at[:1])

    return judge


def _meets(row: Row, which: str, spans: Iterable[Sequence[int]]) -> bool:
    start, end = int(row[f"{which}start"]), int(row[f"{which}end"])
    return any(s < end and start < e for s, e in spans)


def _records(path: Path) -> list[Record]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _written(choose: Callable[[], list[Record]]) -> Callable[[Path], Path]:
    """Return what writes the articles of gold records for the program to read."""

    def write(work: Path) -> Path:
        names = ("id", "title", "published", "outlet", "text")
        lines = [json.dumps({k: one[k] for k in names if one.get(k)}, ensure_ascii=False) for one in choose()]
        (work / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return work / "in.jsonl"

    return write


SOURCES = (
    Source("e2e dev", lambda _: E2E / "dev.articles.jsonl", whole_task(E2E / "dev.gold.jsonl"), 2.0),
    Source("PolNeAR dev", _written(lambda: _records(POLNEAR)), sources(POLNEAR), 0.7),
    Source("PolNeAR, kept out of training", _written(lambda: split(_records(_TRAIN))[1]), sources(_TRAIN), 0.7),
    Source("GUM news dev", _written(lambda: _records(_GUM)), sources(_GUM), 0.7),
    Source("corpus/gold", lambda _: ROOT / "corpus" / "articles", whole_task(CORPUS), 0.5),
)
_REPORTED = ("e2e dev", "PolNeAR dev")


def judged(source: Source, method: str) -> list[Judged]:
    """Run the program on a set and return its rows that can be judged."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        command = [PROGRAM, "run", source.articles(work), "--out", work / "out", "--attribution", method, "--quiet"]
        subprocess.run([str(word) for word in command], check=True)
        rows = _rows(work / "out" / "quoted_statistics.csv")
        said = {(row["article_id"], row["attribution_id"]): row for row in _rows(work / "out" / "attributions.csv")}
    found = source.judge(rows)
    pairs = ((rows[n], said[rows[n]["article_id"], rows[n]["attribution_id"]], right) for n, right in found)
    return [
        Judged(source.name, source.weight, row["article_id"], features(*_as_read(row, by)), right)
        for row, by, right in pairs
    ]


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _as_read(row: Row, said: Row) -> tuple[Quantity, Attribution]:
    """Return the records behind a row, so far as its features need them."""
    quantity = Quantity(
        row["quantity"],
        int(row["start"]),
        int(row["end"]),
        cast(Kind, row["kind"]),
        value=float(row["value"]) if row["value"] else None,
        bound=cast(Bound, row["bound"]),
        unit=row["unit"],
    )
    attribution = Attribution(
        said["attribution_id"],
        (),
        stance=cast(Stance, row["stance"]),
        resolved_by=cast(ResolvedBy, row["resolved_by"]),
        probability=float(said["probability"]),
    )
    return quantity, attribution


def fit(rows: Sequence[Judged]) -> Doubles:
    """Return the weights of ``_NAMES`` that make the verdicts likeliest (Newton's method in small steps)."""
    inputs, right = _inputs(rows), np.array([row.right for row in rows], np.float64)
    weight = np.array([row.weight for row in rows])
    penalty = np.array([0.01 if name in _FREE else _PENALTY for name in _NAMES])
    found = np.zeros(len(_NAMES))
    for _ in range(60):
        told = 1 / (1 + np.exp(-inputs @ found))
        slope = inputs.T @ (weight * (told - right)) + penalty * found
        curve = (inputs * (weight * told * (1 - told))[:, None]).T @ inputs + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        found = found - step / max(1.0, float(np.abs(step).max()) / 0.5)
    return found


def _inputs(rows: Sequence[Judged]) -> Doubles:
    return np.array([[row.features.get(name, 0.0) for name in _NAMES] for row in rows])


def cross_validated(rows: Sequence[Judged]) -> list[float]:
    """Return the confidence of each row by weights fitted without the articles of its fold."""
    articles = {name: place % _FOLDS for place, name in enumerate(sorted({row.article for row in rows}))}
    fold = np.array([articles[row.article] for row in rows])
    told = np.zeros(len(rows))
    for number in range(_FOLDS):
        weights = fit([row for row, one in zip(rows, fold, strict=True) if one != number])
        inside = fold == number
        told[inside] = 1 / (1 + np.exp(-(_inputs(rows) @ weights)[inside]))
    return [float(one) for one in told]


def report(rows: Sequence[Judged], told: Sequence[float]) -> Iterator[str]:
    """Yield the tables of calibration, as Markdown."""
    yield "| rows of | rows | right | mean confidence | calibration error | right in the surest half |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    verdicts = [(confidence, row.right) for confidence, row in zip(told, rows, strict=True)]
    present = {row.source for row in rows}
    for name in (" and ".join(_REPORTED), *(source.name for source in SOURCES if source.name in present)):
        chosen = [v for v, row in zip(verdicts, rows, strict=True) if row.source in name.split(" and ")]
        surest = sorted(chosen, key=lambda one: -one[0])[: len(chosen) // 2]
        right, mean = (float(np.mean([one[k] for one in chosen])) for k in (1, 0))
        error, half = calibration.expected_error(chosen), float(np.mean([one[1] for one in surest]))
        yield f"| {name} | {len(chosen)} | {right:.3f} | {mean:.3f} | {error:.3f} | {half:.3f} |"
    yield from ("", "| confidence | rows | mean confidence | right |", "| --- | ---: | ---: | ---: |")
    for one in calibration.reliability([v for v, row in zip(verdicts, rows, strict=True) if row.source in _REPORTED]):
        yield f"| {one.low:.1f} to {one.high:.1f} | {one.n} | {one.confidence:.3f} | {one.right:.3f} |"


def write_weights(method: str, weights: Doubles) -> None:
    """Put the weights of a method into the lexicon; those of the other stay."""
    path = Path(str(resources.files("quotestats") / "lexicon" / "en" / "confidence.tsv"))
    kept = [row for row in table("confidence") if row["method"] != method]
    new = [{"method": method, "feature": n, "weight": f"{w:.2f}"} for n, w in zip(_NAMES, weights, strict=True)]
    lines = [f"{row['method']}\t{row['feature']}\t{row['weight']}\tfitted" for row in [*kept, *new]]
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    path.write_text("\n".join([*comments, "method\tfeature\tweight\tsource", *sorted(lines)]) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, print and, if asked, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--method", choices=["network", "rules"], default="network")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    network = asked.method == "network"
    used = SOURCES if network else [source for source in SOURCES if "kept out" not in source.name]
    rows = [row for source in used for row in judged(source, "model" if network else "rules")]
    weights = fit(rows)
    printed = "\n".join(report(rows, cross_validated(rows)))
    print(printed)
    print({name: round(float(weight), 2) for name, weight in zip(_NAMES, weights, strict=True)})
    if asked.write:
        write_weights(asked.method, weights)
        if network:
            before, rest = _DOCS.read_text(encoding="utf-8").split(_FROM)
            _DOCS.write_text(f"{before}{_FROM}\n\n{printed}\n\n{_TO}{rest.split(_TO)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
