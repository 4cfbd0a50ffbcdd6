"""The times pipe: what it adds to the grammar is the tense from the parse."""

from dataclasses import replace

import pytest
import spacy

from quotestats import layers, model
from quotestats.components.times import Times
from quotestats.records import Article


def read(nlp, text, published="2024-01-04"):
    return model.parse(replace(nlp, scope="all"), Article(id="a", text=text, published=published))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister said the talks would resume on Friday.", "2024-01-05"),
        ("The inquiry has scheduled a hearing for Monday.", "2024-01-08"),
        ("The union wants to strike on Tuesday.", "2024-01-09"),
        ("Ministers have defended Monday's ruling.", "2024-01-01"),
        ("The court ruled on Tuesday.", "2024-01-02"),
    ],
)
def test_the_verb_that_a_weekday_hangs_on_says_which_is_meant(nlp, text, value):
    assert [ref.value for ref in Times().find(read(nlp, text))] == [value]


def test_a_doc_without_parse_is_read_by_its_words():
    doc = spacy.blank("en")("The talks ended on 3 May 2019.")

    assert [ref.value for ref in Times().find(doc)] == ["2019-05-03"]


def test_the_layer_keeps_the_record(nlp):
    doc = Times()(read(nlp, "It opened last year."))

    assert layers.times(doc) == Times().find(doc)
    assert doc.spans["times"][0].text == "last year"


def test_offsets_are_those_of_the_original_text(nlp):
    text = "On New Year’s Eve 2022 it rained."

    ref = Times().find(read(nlp, text))[0]

    assert text[ref.start : ref.end] == ref.text == "New Year’s Eve 2022"


def test_an_empty_text_has_no_times(nlp):
    assert Times().find(read(nlp, "")) == []
