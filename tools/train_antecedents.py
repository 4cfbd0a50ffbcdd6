#!/usr/bin/env python3
"""Learn the weights of ``lexicon/en/antecedent_weights.tsv`` from gold chains of mentions.

    python tools/train_antecedents.py [--check] GOLD.jsonl [GOLD.jsonl ...] > antecedent_weights.tsv

``--check`` prints instead how pronouns come out that the weights have not seen: learnt on four fifths of the documents,
judged on the rest, five times.

GOLD: documents in the formats that ``quotestats.evaluate.actors`` reads. For each pronoun whose entity the document
names, the candidates of the resolver are the choices, "none of them" is one more; the weights maximise the probability
of the right choice (a conditional log-linear model, L2). The script reads each document with the weights of the round
before, three rounds, so that what was resolved earlier in an article is what it will be in use. Deterministic.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from spacy.tokens import Doc, Token

from quotestats import layers, lexicon, model
from quotestats.actors import ranker
from quotestats.components import resolve_pronouns
from quotestats.components.attributions import RuleAttributions
from quotestats.components.mention_reading import Reading
from quotestats.components.mentions import Mentions
from quotestats.components.resolve_scene import Named
from quotestats.components.resolve_walk import Walk
from quotestats.evaluate.actors import Gold, gold_mentions, same_name
from quotestats.records import Article, Attribution

Choice = tuple[list[dict[str, float]], list[bool]]
# To abstain costs more than the model thinks: the thresholds are lowered by this much.
_LENIENCE = {"person": 0.5, "group": 0.4}
_FOLDS = 5
_ROUNDS, _STEPS, _RATE, _L2 = 3, 400, 0.5, 0.02


class Recorder(Walk):
    """A reading that notes the candidates of each pronoun that the gold resolves."""

    gold: dict[int, Gold]
    choices: dict[str, list[Choice]]

    def events(self) -> list[tuple[int, int, Named | Attribution | Token]]:
        """Add the gold pronouns that the reading would pass over, to be noted only."""
        events = super().events()
        read = {item.idx for _, _, item in events if isinstance(item, Token)}
        doc = self.scene.reading.doc
        return events + [(t.idx, 1, t) for t in doc if t.idx in self.gold and t.idx not in read]

    def step(self, item: Named | Attribution | Token) -> None:
        """Note a gold pronoun, then read on."""
        if isinstance(item, Token) and item.tag_ not in {"NN", "NNS"}:
            self.note(item)
            asked = resolve_pronouns.pronoun(item)
            if asked is None or asked.kind != "person":
                return
        super().step(item)

    def note(self, token: Token) -> None:
        """Note one pronoun's candidates and which of them are right."""
        asked, gold = resolve_pronouns.pronoun(token), self.gold.get(token.idx)
        if asked is None or asked.kind == "speaker" or gold is None or not gold.names:
            return
        found = resolve_pronouns.candidates(self.scene, token, asked)
        labels = [same_name(c.member.name, gold.names) for c in found]
        self.choices[asked.kind].append(([dict(c.features) for c in found], labels))


def learn(choices: list[Choice]) -> dict[str, float]:
    """Return the weights of one kind of pronoun and its threshold."""
    names = sorted({name for features, _ in choices for f in features for name in f})
    index = {name: i for i, name in enumerate(names)}
    matrices = [_matrix(features, index) for features, _ in choices]
    weights = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        gradient = -_L2 * weights
        for matrix, (_, labels) in zip(matrices, choices, strict=True):
            scores = matrix @ weights
            odds = np.exp(scores - scores.max())
            share = odds / odds.sum()
            right = np.array([*labels, not any(labels)], dtype=float)
            posterior = share * right
            gradient += matrix.T @ (posterior / posterior.sum() - share) / len(choices)
        weights += _RATE * gradient
    return {**dict(zip(names, weights, strict=False)), "threshold": float(weights[-1])}


def _matrix(features: list[dict[str, float]], index: dict[str, int]) -> np.ndarray:
    matrix = np.zeros((len(features) + 1, len(index) + 1))
    for row, values in enumerate(features):
        for name, value in values.items():
            matrix[row, index[name]] = value
    matrix[-1, -1] = 1.0
    return matrix


def documents(paths: list[str]) -> list[tuple[Article, dict[int, Gold]]]:
    """Return the articles with their gold pronouns by offset."""
    found = []
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            meta = row.get("meta", {})
            article = Article(
                id=str(row.get("doc", row.get("id"))), text=row["text"], title=meta.get("title") or row.get("title", "")
            )
            found.append((article, {g.start: g for g in gold_mentions(row) if g.anaphor}))
    return found


Read = list[tuple[Doc, dict[int, Gold]]]
Choices = dict[str, list[Choice]]


def analysed(paths: list[str]) -> Read:
    """Return the articles analysed, sources found by rules, with their gold pronouns."""
    pipeline = model.load(attribution="rules", scope="all")
    rules, found = RuleAttributions(), []
    for article, gold in documents(paths):
        doc = model.parse(pipeline, article)
        layers.write(doc, layers.ATTRIBUTIONS, rules.find(doc))
        found.append((doc, gold))
    return found


def noted(docs: Read, mentions: Mentions) -> Choices:
    """Return the choices that the articles hold, by kind of pronoun, read with the weights that stand."""
    choices: Choices = defaultdict(list)
    for doc, gold in docs:
        attributions = layers.attributions(doc)
        walk = Recorder(mentions.scene(Reading(doc), attributions), attributions)
        walk.gold, walk.choices = gold, choices
        walk.run()
    return choices


def fit(docs: Read, mentions: Mentions) -> set[str]:
    """Learn the weights from documents, in place, and return the kinds of pronoun that were met."""
    table = ranker.weights()
    met: set[str] = set()
    for _ in range(_ROUNDS):
        for kind, found in sorted(noted(docs, mentions).items()):
            met.add(kind)
            table.update({f"{kind}.{name}": weight for name, weight in learn(found).items()})
    for kind, lenience in _LENIENCE.items():
        table[f"{kind}.threshold"] -= lenience
    return met


def check(docs: Read, mentions: Mentions) -> None:
    """Print how the pronouns of held-out documents come out, by kind."""
    outcomes: Counter[tuple[str, str]] = Counter()
    standing = dict(ranker.weights())
    for fold in range(_FOLDS):
        ranker.weights().update(standing)
        fit([one for at, one in enumerate(docs) if at % _FOLDS != fold], mentions)
        for kind, found in noted(docs[fold::_FOLDS], mentions).items():
            outcomes.update((kind, outcome(*choice, kind)) for choice in found)
    ranker.weights().update(standing)
    for kind in sorted({kind for kind, _ in outcomes}):
        total = sum(n for (of, _), n in outcomes.items() if of == kind)
        told = ", ".join(f"{name} {outcomes[kind, name] / total:.3f}" for name in ("right", "abstained", "wrong"))
        print(f"{kind}: {total} pronouns, {told}")


def outcome(features: list[dict[str, float]], labels: list[bool], kind: str) -> str:
    """Return how one choice comes out; to abstain is right where no candidate is."""
    chosen = ranker.choose([ranker.Candidate(i, f) for i, f in enumerate(features)], kind)
    if chosen is None:
        return "abstained" if any(labels) else "right"
    return "right" if labels[chosen] else "wrong"


def main(paths: list[str]) -> None:
    """Print the table."""
    docs, mentions = analysed(paths), Mentions()
    kinds = fit(docs, mentions)
    sources = {row["feature"]: row["source"] for row in lexicon.table("antecedent_weights")}
    print("feature\tweight\tsource")
    for feature, weight in sorted(ranker.weights().items()):
        learnt = feature.partition(".")[0] in kinds and not feature.endswith(".margin")
        print(f"{feature}\t{weight:.2f}\t{'learnt' if learnt else sources.get(feature, 'hand')}")


if __name__ == "__main__":
    named = [word for word in sys.argv[1:] if word != "--check"]
    if not named:
        sys.exit(__doc__)
    if "--check" in sys.argv[1:]:
        check(analysed(named), Mentions())
    else:
        main(named)
