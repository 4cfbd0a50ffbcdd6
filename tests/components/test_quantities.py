"""The quantities pipe: points by context, no parse, the worked example, and the checklist by the contract."""

import json

import pytest
import spacy
from spacy.tokens import Doc

from quotestats import layers, model
from quotestats.components.quantities import Quantities
from quotestats.records import Article, TimeRef

# The checklist's terms in those of the contract (docs: CONTRACT 1 and 2).
_KINDS = {"fraction": "ratio", "points": "percentage_point", "age": "duration"}
_BOUNDS = {"~": "about", ">": "more_than", "<": "less_than", ">=": "at_least", "<=": "at_most", "=": "exact"}
_DIRECTIONS = {"increase": "up", "decrease": "down", "decrease-to": "down", None: ""}
_FACTORS = {"penny": 0.01, "basis point": 0.01}
# Where the checklist asks what the contract does not: "no arrests" as 0, a rank, the noun behind "those who applied".
_ELSE = {"chk-count-zero", "chk-rank", "chk-count-bare-noun-later"}


def find(nlp, text, **article):
    doc = next(iter(model.read(nlp, [Article(id="a", text=text, **article)])))
    return layers.quantities(doc)


def test_points_of_a_poll_are_percentage_points_and_those_of_a_game_are_not(nlp):
    poll = find(nlp, "Voters in the poll gave her a lead of 5 points.")
    game = find(nlp, "The guard scored 12 points in the game.")

    assert [(q.kind, q.unit) for q in poll + game] == [("percentage_point", "percentage_point"), ("count", "point")]


def test_a_paragraph_without_a_parse_gives_value_and_noun():
    doc = layers.attach(
        spacy.blank("en")("It moved 4,500 people and £2bn."), Article("a", "It moved 4,500 people and £2bn.")
    )

    found = Quantities().find(doc)

    assert [(q.text, q.unit, q.counted) for q in found] == [("4,500", "person", "people"), ("£2bn", "GBP", "")]


def test_a_date_holds_no_quantity_but_a_duration_does():
    text = "The 30 talks took 12 weeks."
    doc = layers.attach(spacy.blank("en")(text), Article("a", text))
    times = [TimeRef("30", 4, 6, "DATE", "2024-01-30"), TimeRef("12 weeks", 18, 26, "DURATION", "P12W")]
    layers.write(doc, layers.TIMES, [times[1], TimeRef("The 30", 0, 6, "DATE", "2024-01-30")])

    assert [q.text for q in Quantities().find(doc)] == ["12 weeks"]


def test_records_are_sorted_and_counted_stands_in_the_text(nlp):
    text = "Fares rose 9% to £12. The 400 drivers, 60 of whom struck, won £3m in back pay."
    found = find(nlp, text)

    assert [q.start for q in found] == sorted(q.start for q in found)
    for q in found:
        assert text[q.start : q.end] == q.text
        if q.counted:
            assert text[q.counted_start : q.counted_end] == q.counted


def test_worked_example(nlp, shared):
    text = (shared / "seed_article.txt").read_text(encoding="utf-8")
    found = {q.text: q for q in find(nlp, text, published="2024-01-04")}

    assert found["29,000"].direction == "down" and found["29,000"].unit == "person"
    assert found["about 46,000"].counted == "people arriving" and found["about 46,000"].value == 46000
    assert found["165,000"].role == "to" and found["165,000"].counted == "The asylum backlog"
    higher = found["eight times higher"]
    assert (higher.value, higher.role, higher.compared_to) == (8, "change", "when Labour left office")
    assert found["20%"].direction == "up" and found["20%"].counted == "asylum hotel use"
    assert (found["56,000"].direction, found["56,000"].role) == ("up", "to")
    cost = found["more than £2bn a year"]
    assert (cost.value, cost.unit, cost.per, cost.bound) == (2e9, "GBP", "year", "more_than")
    assert cost.counted == "asylum hotel use"


def test_checklist(nlp, shared):
    lines = (shared / "gold" / "quantity" / "checklist.jsonl").read_text(encoding="utf-8").splitlines()
    sentences = [s for s in map(json.loads, lines) if s["id"] not in _ELSE]
    wrong, extracted = [], 0
    for sentence in sentences:
        found = find(nlp, sentence["text"], published=sentence["dct"] or "")
        extracted += sum(q.start < n["end"] and n["start"] < q.end for n in sentence["negatives"] for q in found)
        if not all(_agrees(wanted, found) for wanted in sentence["quantities"]):
            wrong.append(sentence["id"])

    assert extracted <= 1
    assert len(wrong) <= 0.05 * len(sentences), wrong


def _agrees(wanted, found):
    """Tell whether a wanted quantity is among those found, with every field that the contract names alike."""
    return any(_same(wanted, q) for q in found if q.start < wanted["end"] and wanted["start"] < q.end)


def _same(wanted, q):
    checks = [not wanted["change_dir"] or q.direction == _DIRECTIONS[wanted["change_dir"]]]
    checks.append(not wanted["per"] or q.per == wanted["per"].replace("people", "person"))
    if wanted["kind"] not in ("measure", "rate"):  # durations are measures there, a rate is a kind
        checks.append(q.kind == _KINDS.get(wanted["kind"], wanted["kind"]))
    if wanted["value"] is None:
        checks.append((q.value is None and q.value_low == wanted["low"]) or q.bound == "vague")
    else:
        checks.append(q.value == pytest.approx(wanted["value"] * _FACTORS.get(wanted["unit_norm"], 1)))
        checks.append(q.bound == _BOUNDS[wanted["bound"]])
    return all(checks)


def test_paragraphs_that_were_only_tokenised_stand_beside_parsed_ones(nlp):
    plain = "It moved from 4,500 people to 6,000. Ana Bell, 34, left. Sales fell from 5 to 3 million.\n"
    parsed = nlp.nlp("Fares rose 9% to £12, and 400 drivers struck.\n")
    docs = [nlp.nlp.make_doc(plain), parsed, nlp.nlp.make_doc(plain)]
    doc = Doc.from_docs(docs, ensure_whitespace=False, exclude=["tensor", "user_data"])

    found = Quantities().find(layers.attach(doc, Article("a", doc.text)))

    assert [q.text for q in found if len(plain) <= q.start < len(plain) + 46] == ["9%", "£12", "400"]
    assert [q.direction for q in found if q.start < len(plain)] == ["up", "up", "", ""]  # "moved from ... to"


def test_an_endless_sentence_is_read_without_its_parse():
    words = ["Sales", "rose", "5%", "and"] * 300
    heads, deps = [1] * len(words), ["dep"] * len(words)
    doc = Doc(spacy.blank("en").vocab, words=words, heads=heads, deps=deps, pos=["VERB"] * len(words))

    found = Quantities().find(layers.attach(doc, Article("a", doc.text)))

    assert len(found) == 300
    assert {(q.value, q.direction) for q in found} == {(5.0, "")}
