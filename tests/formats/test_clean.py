"""Boilerplate and the table that describes it; fragments of HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats import lexicon
from quotestats.formats import clean, fragment

ROWS = lexicon.table("boilerplate")


def test_the_table_is_sorted_and_each_pattern_compiles_without_groups_of_its_own():
    assert all(list(row) == ["pattern", "kind", "source"] and row["source"] for row in ROWS)
    assert [row["pattern"] for row in ROWS] == sorted({row["pattern"] for row in ROWS})
    assert {re.compile(row["pattern"]).groups for row in ROWS} == {0}


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("Read more", "link"),
        ("READ MORE: Six boats sold", "link"),
        ("Related Topics", "link"),
        ("Share this article", "share"),
        ("Facebook | Twitter | WhatsApp", "share"),
        ("Follow us on Twitter @bayglobe", "share"),
        ("Image source, Getty Images", "credit"),
        ("(Picture: Bay Globe)", "credit"),
        ("Additional reporting by Tom Wex", "credit"),
        ("Copyright 2024 Bay Globe. All rights reserved.", "footer"),
        ("Got a story? Get in touch with our news team.", "footer"),
        ("— Ann Roe (@annroe) March 2, 2024", "embed"),
        ("Sign up for our newsletter", "subscribe"),
        ("Advertisement", "advert"),
        ("Join our commenting forum", "comment"),
    ],
)
def test_boilerplate_is_known(paragraph, kind):
    assert clean.boilerplate(paragraph) == kind


@pytest.mark.parametrize(
    "paragraph",
    [
        "Shares rose 5 per cent, analysts said.",
        "Sign-ups for the scheme rose to 300, Roe said.",
        "Printing costs fell by a fifth, the council said.",
        "More than 5 had left, Roe said.",
        "More: that is what 14 per cent of the boat builders wanted, Holm said, and "
        + "less " * 60
        + "is what they got.",
        "The latest figures show that 300 left.",
        "Popular support fell to 20 per cent, the poll found.",
        "Photographs of 12 boats were shown in court.",
        "“Read more and watch less,” said Roe, who has read 40 books.",
        "Facebook said 5 million users had left Twitter.",
        "Comments were made by 14 people.",
        "Related crimes rose by 5 per cent, police said.",
        "Reuters reported that 5 had left.",
    ],
)
def test_what_says_something_stays(paragraph):
    assert clean.boilerplate(paragraph) == ""


@pytest.mark.parametrize("char", ["a", " ", "x ", "(", "read more ", "@", "share this "])
def test_a_very_long_paragraph_is_no_boilerplate_and_takes_no_time(char):
    assert clean.boilerplate(char * 500_000) == ""
    clean.boilerplate((char * 300)[:300])


@given(st.lists(st.text()))
def test_the_text_of_paragraphs_has_no_empty_ones(paragraphs):
    text = clean.text(paragraphs)
    assert all(one == clean.line(one) != "" for one in text.split("\n\n")) or text == ""


@given(st.text(alphabet="<>/pbrdiv &;!-\"'= \nx"))
def test_any_fragment_gives_a_text(html):
    assert "\n\n\n" not in fragment.text(html)


def test_a_fragment_nested_without_end():
    assert fragment.text("<div>" * 20_000 + "Five left." + "<b>" * 20_000 + "</div>" * 20_000) == "Five left."
