"""The periods pipe: which time each figure is for. Most cases are sentences in ``corpus/sentences/times.txt``."""

from dataclasses import replace

import pytest
import spacy
from spacy.tokens import Doc

from quotestats import layers, model, timex
from quotestats.components.periods import Periods, assign
from quotestats.components.times import Times
from quotestats.records import Article, Quantity


def figures(nlp, text, *surfaces, published="2024-01-04", **fields):
    doc = model.parse(replace(nlp, scope="all"), Article(id="a", text=text, published=published))
    quantities = [
        Quantity(
            text=surface, start=text.index(surface), end=text.index(surface) + len(surface), kind="count", **fields
        )
        for surface in surfaces
    ]
    return assign(doc, quantities, timex.stretches(text, Times().find(doc)))


def test_a_figure_takes_the_time_right_behind_it(nlp):
    found = figures(nlp, "Deaths rose from 40 in 2019 to 60 in 2021.", "40", "60")

    assert [(q.time, q.year) for q in found] == [("2019", 2019), ("2021", 2021)]


def test_both_sides_of_a_comparison_share_the_time_of_the_clause(nlp):
    found = figures(nlp, "In 2020, 52 schools closed, compared with 24 colleges.", "52", "24")

    assert [q.year for q in found] == [2020, 2020]


def test_the_time_of_the_saying_is_not_that_of_the_figure(nlp):
    assert figures(nlp, "Ono told the court on Tuesday that 14 shops had closed.", "14")[0].time == ""


def test_the_field_dates_of_a_poll_are_its_figures_time(nlp):
    found = figures(nlp, "A poll taken between 3 and 10 May found that 41 of them had moved.", "41")[0]

    assert (found.time, found.period_start, found.period_end) == ("between 3 and 10 May", "2023-05-03", "2023-05-10")


def test_what_a_change_is_measured_from_is_not_its_time(nlp):
    assert figures(nlp, "In 2021, 45 died, 12 more than in 2020.", "45", "12")[1].year == 2021


def test_a_year_is_given_only_within_one(nlp):
    found = figures(nlp, "From 2011 to 2016 it lost 40 shops.", "40")[0]

    assert (found.year, found.period_start, found.period_end) == (None, "2011-01-01", "2016-12-31")


@pytest.mark.parametrize("text", ["Vale, 34, joined in 2018.", "A boy aged 34 was hurt in 2018."])
def test_an_age_has_no_time(nlp, text):
    doc = model.parse(replace(nlp, scope="all"), Article(id="a", text=text))
    start = text.index("34")
    age = Quantity(text="34", start=start, end=start + 2, kind="duration", unit="year")

    assert assign(doc, [age], timex.stretches(text, Times().find(doc)))[0].time == ""


def test_a_doc_without_parse_keeps_its_quantities():
    doc = spacy.blank("en")("Some 40 left in 2019.")
    layers.write(doc, layers.QUANTITIES, [Quantity(text="40", start=5, end=7, kind="count")])

    assert Periods().find(doc)[0].time == ""


def test_lines_that_are_only_tokenised_do_no_harm(nlp):
    lines = ["Some 40 left in 2019.\n", "Then 50 left.\n", "And 60 left in 2020."]
    parsed = [nlp.nlp(lines[0], disable=nlp.ours), *(nlp.nlp.make_doc(line) for line in lines[1:])]
    doc = Doc.from_docs(parsed, ensure_whitespace=False, exclude=["tensor"])
    quantities = [
        Quantity(text=n, start=doc.text.index(n), end=doc.text.index(n) + 2, kind="count") for n in ("50", "60")
    ]

    found = assign(doc, quantities, timex.stretches(doc.text, Times().find(doc)))

    assert [q.time for q in found] == ["", "2020"]
