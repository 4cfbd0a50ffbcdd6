"""Learn the weights by which the attribution rules are weighed, and write them to the lexicon.

usage: python tools/train_attribution_weights.py GOLD.jsonl.gz [--judge OTHER.jsonl.gz]

GOLD holds an article a line, ``{"id", "text", "attributions": [{"source": [[s, e]], "content": [[s, e]]}]}`` (PolNeAR's
training part in our case). A draft is as right as the share of its words that gold attributes to an overlapping source;
its numbers count once more. Logistic regression with an L2 penalty, by Newton's method. The rows whose source is
"judged" are ours by hand and stay as they are: constructions on which PolNeAR is silent or differs from CONTRACT.md.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from quotestats import model
from quotestats.components.attribution_drafts import Draft, Drafts
from quotestats.components.attribution_reading import Reading
from quotestats.components.attribution_weights import features
from quotestats.components.attributions import RuleAttributions, around
from quotestats.lexicon import table
from quotestats.records import Article

_WORD, _NUMBER = re.compile(r"\w+"), re.compile(r"\d|hundred|thousand|million|billion|dozen|percent|half|third")
_SEEN = 8  # drafts in which a feature must occur
_PENALTY, _NUMBERS_WEIGH = 1 / 0.15, 2.0
_SMALLEST = 0.02

Gold = dict[str, Any]  # as read from JSON
Example = tuple[list[str], float, float]  # features, how right, weight


def examples(path: Path) -> list[Example]:
    """Return one or two examples for each draft of the gold articles."""
    rules = RuleAttributions(threshold=0.0)
    pipeline = model.load(attribution="rules", scope="all")
    return [example for gold in _articles(path) for example in _of_article(rules, pipeline, gold)]


def fit(learned: list[Example], fixed: dict[str, float]) -> dict[str, float]:
    """Return the weight of each feature that occurs often enough and is not fixed by hand."""
    counts = Counter(name for names, _, _ in learned for name in set(names))
    names = sorted(name for name, count in counts.items() if count >= _SEEN and name not in fixed)
    column = {name: number for number, name in enumerate(names)}
    x = np.zeros((len(learned), len(names)), dtype=np.float32)
    for row, (seen, _, _) in enumerate(learned):
        x[row, [column[name] for name in seen if name in column]] = 1
    y, weight = np.array([e[1] for e in learned]), np.array([e[2] for e in learned])
    given = np.array([sum(fixed.get(name, 0.0) for name in seen) for seen, _, _ in learned])
    w = np.zeros(len(names))
    for _ in range(12):
        p = 1 / (1 + np.exp(-(x @ w + given)))
        gradient = x.T @ (weight * (p - y)) + _PENALTY * w
        hessian = (x * (weight * p * (1 - p))[:, None].astype(np.float32)).T @ x + _PENALTY * np.eye(len(names))
        w -= np.linalg.solve(hessian, gradient)
    return {name: round(float(w[number]), 2) for name, number in column.items() if abs(w[number]) >= _SMALLEST}


def loss(judged: list[Example], weights: dict[str, float]) -> float:
    """Return the mean negative log likelihood of examples."""
    p = np.array([1 / (1 + np.exp(-sum(weights.get(name, 0.0) for name in names))) for names, _, _ in judged])
    y, weight = np.array([e[1] for e in judged]), np.array([e[2] for e in judged])
    return float(-np.average(y * np.log(p) + (1 - y) * np.log(1 - p), weights=weight))


def main() -> None:
    """Fit on the gold file named and write ``lexicon/en/attribution_weights.tsv``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--judge", type=Path, help="gold articles to measure on, never to fit")
    asked = parser.parse_args()
    fixed = {r["feature"]: float(r["weight"]) for r in table("attribution_weights") if r["source"] == "judged"}
    learned = examples(asked.gold)
    weights = fit(learned, fixed) | fixed
    place = Path(str(resources.files("quotestats.lexicon"))) / "en" / "attribution_weights.tsv"
    rows = (f"{f}\t{weights[f]:.2f}\t{'judged' if f in fixed else 'PolNeAR train'}\n" for f in sorted(weights))
    place.write_text("feature\tweight\tsource\n" + "".join(rows), encoding="utf-8")
    print(f"{len(learned)} examples, {len(weights)} weights, loss {loss(learned, weights):.4f}")
    if asked.judge:
        print(f"loss on {asked.judge.name} {loss(examples(asked.judge), weights):.4f}")


def _articles(path: Path) -> Iterator[Gold]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _of_article(rules: RuleAttributions, pipeline: model.Pipeline, gold: Gold) -> Iterator[Example]:
    reading = Reading(model.parse(pipeline, Article(id=gold["id"], text=gold["text"])))
    sources = defaultdict(list)
    for attribution in gold["attributions"]:
        for word in _words(gold["text"], attribution["content"]):
            sources[word].append(attribution["source"])
    drafts = rules.drafts(reading)
    looked_up = Drafts(drafts)
    for draft in drafts:
        right = {word: _is_right(draft, sources[word]) for word in _words(gold["text"], draft.content)}
        numbers = [ok for (s, e), ok in right.items() if _NUMBER.search(gold["text"][s:e].lower())]
        names = features(reading, draft, around(looked_up, draft), rules.cues)
        yield names, sum(right.values()) / len(right), 1.0
        if numbers:
            yield names, sum(numbers) / len(numbers), _NUMBERS_WEIGH * len(numbers) ** 0.5


def _is_right(draft: Draft, sources: list[list[list[int]]]) -> bool:
    """Tell whether one of the gold sources overlaps the draft's; behind a relative pronoun gold marks the pronoun."""
    if draft.source is None:
        return any(not source for source in sources)
    start, end = draft.source
    end = max(end, draft.cue[0]) if draft.how == "relative" else end
    return any(s < end and start < e for source in sources for s, e in source)


def _words(text: str, spans: list[list[int]] | tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    return [(s + m.start(), s + m.end()) for s, e in spans for m in _WORD.finditer(text[s:e])]


if __name__ == "__main__":
    main()
