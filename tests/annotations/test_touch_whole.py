"""With the whole pipeline: rows that touch an article nowhere leave its tables as they are, byte for byte."""

import random
import re

import pytest

from conftest import ROOT
from quotestats import join, model
from quotestats.annotations.touch import Touch
from quotestats.batch import work
from quotestats.components import factories
from quotestats.formats import readers, sources
from quotestats.lexicon import table
from quotestats.lexicon.overlay import TABLES, Overlay
from quotestats.records import Article

CUES = ("whine", "reckon", "find", "speak", "think", "hold", "mutter", "deny", "see", "take", "grow", "fall", "rise")


@pytest.fixture(scope="module")
def articles():
    found = sources.expand([str(ROOT / "corpus" / "articles")])
    read = (one for source in found for one in readers.read(source, "auto", readers.Options()))
    return sorted((one for one in read if isinstance(one, Article)), key=lambda one: one.id)[::3]


def pipes(nlp, overlay):
    own = {name: list(overlay.table(name)) for name in TABLES}
    return [
        nlp.get_pipe("quotestats_times"),
        factories.quantities(nlp, "quantities", own["units"]),
        nlp.get_pipe("quotestats_periods"),
        factories.attributions(nlp, "attributions", "rules", "all", own["cues"]),
        factories.mentions(nlp, "mentions", own["actors"], own["aliases"], own["offices"]),
    ]


def rows(pipes, doc):
    for pipe in pipes:
        doc = pipe(doc)
    return work.pack(join.tables(doc))


def any_rows(chance, articles):
    """Three rows of any table, made of the articles' own words and of actors that are shipped."""
    names = sorted({m[0] for a in articles for m in re.finditer(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}", a.text)})
    words = sorted({m[0] for a in articles for m in re.finditer(r"\b[a-z]{4,}\b", a.text)})
    actor = chance.choice(table("actors"))["actor_id"]
    made = {
        "actors": {"actor_id": chance.choice((actor, "own-one")), "name": chance.choice(names), "type": "person"},
        "aliases": {"alias": chance.choice(names), "actor_id": actor},
        "offices": {"office": chance.choice(table("offices"))["office"], "actor_id": actor},
        "units": {"surface": chance.choice(words), "kind": "measure", "factor": "2"},
        "cues": {"lemma": chance.choice(CUES), "kind": "verb", "stance": "denied"},
    }
    chosen = chance.sample(sorted(made), 3)
    return Overlay(**{name: (dict.fromkeys(TABLES[name].names, "") | made[name],) for name in chosen})


@pytest.mark.slow
def test_what_touches_nothing_changes_nothing(nlp, articles):
    docs = [model.parse(nlp, article) for article in articles]
    before = [rows(pipes(nlp.nlp, Overlay()), doc) for doc in docs]
    untouched = 0
    for seed in range(12):
        overlay = any_rows(random.Random(seed), articles)
        touch, ours = Touch(overlay), pipes(nlp.nlp, overlay)
        for article, doc, as_before in zip(articles, docs, before, strict=True):
            if not touch.uses(article):
                untouched += 1
                assert rows(ours, doc) == as_before, (seed, article.id)
    assert untouched > 50
