import zlib
from dataclasses import replace

import pytest

from quotestats import layers, model
from quotestats.records import Article
from quotestats.store import findings

TEXT = (
    "The council said on Monday that about 40 boats left, up from 30 in 2022.\n\n"
    "“It was 12%,” said Roe’s clerk, who “fears it may double” — half of £2bn a year.\n"
)
READ = (layers.times, layers.quantities, layers.attributions)
ARTICLE = Article(id="a", text=TEXT, published="2024-01-04")


@pytest.fixture(scope="module")
def finished(nlp):
    return model.finish(nlp, model.parse(nlp, ARTICLE))


def parsed_again(nlp):
    return model.parse(nlp, ARTICLE)


def test_what_is_kept_comes_back_without_its_actors(nlp, finished):
    back = parsed_again(nlp)
    assert findings.put(back, findings.packed(finished, "x"), "x") == {"times", "quantities", "attributions"}
    found = [replace(a, actor_id="", actor="", actor_type="", resolved_by="") for a in layers.attributions(finished)]
    assert found
    assert layers.attributions(back) == found
    assert layers.times(back) == layers.times(finished) != []
    assert layers.quantities(back) == layers.quantities(finished) != []


def test_what_is_kept_leads_to_the_same_actors(nlp, finished):
    back = parsed_again(nlp)
    known = findings.put(back, findings.packed(finished, ""), "")
    model.finish(nlp, back, found=known)
    assert [read(back) for read in (*READ, layers.mentions)] == [read(finished) for read in (*READ, layers.mentions)]


def test_other_cues_leave_out_the_attributions_alone(nlp, finished):
    back = parsed_again(nlp)
    assert findings.put(back, findings.packed(finished, "x"), "") == {"times", "quantities"}
    assert layers.attributions(back) == []
    assert layers.attributions(model.finish(nlp, back, found={"times", "quantities"})) == layers.attributions(finished)


@pytest.mark.parametrize("data", [None, b"", b"x", zlib.compress(b'["",[[],[[]]]]'), zlib.compress(b"[1]")])
def test_other_bytes_are_nothing(nlp, data):
    back = parsed_again(nlp)
    assert findings.put(back, data, "") == frozenset()
    assert all(read(back) == [] for read in READ)


def test_a_text_without_findings_is_known_to_have_none(nlp):
    empty = model.finish(nlp, model.parse(nlp, Article(id="a", text="Nothing.")))
    assert findings.put(empty, findings.packed(empty, ""), "") == {"times", "quantities", "attributions"}


def test_the_same_is_told_from_what_differs(nlp, finished):
    kept = findings.packed(finished, "x")
    assert findings.same(finished, kept, "x")
    assert not findings.same(finished, kept, "y")
    assert not findings.same(finished, b"x", "x")
    back = parsed_again(nlp)
    findings.put(back, kept, "x")
    assert findings.same(back, kept, "x")  # without actors
    layers.write(back, layers.ATTRIBUTIONS, [replace(layers.attributions(back)[0], stance="planned")])
    assert not findings.same(back, kept, "x")
