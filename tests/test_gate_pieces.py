from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.gate import figures, pieces
from quotestats.paragraphs import paragraphs
from quotestats.quotes import find


def close(*lines):
    """Return the sentences that are parsed where the lines are paragraphs."""
    text = "\n".join(lines)
    found = [piece for piece in pieces(text, paragraphs(text), spans(text)) if piece.close]
    bounds = [bound for piece in found for bound in pairwise([*piece.sentences, piece.end])]
    return [text[start:end].strip() for start, end in bounds]


def spans(text):
    return [(q.start, q.end) for q in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        *("It opened in 2019.", "From 2019-20 on.", "In the 1990s.", "On March 3.", "On Sept. 3, 2020.", "On 12 June."),
        *("They met at 10:30 am.", "At 5 p.m. Monday.", "The 3rd boat.", "Covid-19 came.", "No one."),
        *("In the last two years.", "Over the past 27 years.", "Three years ago.", "I don't, I'm sure."),
    ],
)
def test_what_only_looks_like_a_quantity_is_none(text):
    assert figures(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *("|2,019 boats.", "It cost £|3.", "Rents |doubled.", "|Dozens left.", "|Half went.", "|Two-thirds stayed."),
        *("|A third of them.", "|One in five.", "|One percent.", "|Hundreds of thousands.", "At |least one boat."),
        *(
            "|A couple of boats.",
            "It took |about an hour.",
            "In 2019 |40 came.",
            "|2010 boats.",
            "|1500% more.",
            "|½ a mile.",
        ),
        *("|Twice as many.", "A |10-year-old.", "Up |3.5 points.", "March |5 per cent.", "|½ a mile."),
    ],
)
def test_every_kind_of_quantity_is_seen(text):
    assert figures(text.replace("|", ""))[:1] == [text.index("|")]


def test_a_number_of_many_digits_takes_linear_time():
    assert figures("7" * 100_000) == [0]


def test_a_figure_needs_its_sentence_alone():
    lines = ["Nobody came.", "The day was dry. The pier closed. Ng counted 40 boats. It rained.", "It was late."]

    assert close(*lines) == ["Ng counted 40 boats."]


def test_an_article_without_a_figure_needs_nothing():
    assert close("The pier closed in 2019.", "It rained.") == []


@pytest.mark.parametrize("words", ["He", "she", "They", "it", "the harbour board said it", "according to the board"])
def test_what_points_back_needs_the_sentence_before(words):
    lines = ["The day was dry. The pier closed.", f"Last week {words} counted 40 boats."]

    assert close(*lines) == ["The pier closed.", lines[1]]


def test_what_points_back_to_what_points_back_needs_the_sentence_before_that_too():
    lines = ["Roe sat. Ng spoke. She was sad. She had lost 40 boats."]

    assert close(*lines) == ["Ng spoke.", "She was sad.", "She had lost 40 boats."]


def test_what_points_back_to_a_quotation_needs_all_of_it_and_its_speaker():
    lines = ["Few came. Ng said: “We tried. We called.” She had lost 40 boats. Roe sat."]

    assert close(*lines) == ["Few came.", "Ng said: “We tried.", "We called.”", "She had lost 40 boats."]


@pytest.mark.parametrize("label", ["ROE:", "Ana Roe :", "((Roe))"])
def test_a_turn_of_a_transcript_needs_the_sentence_of_its_label(label):
    lines = ["Few came.", f"{label} We tried. The pier fell. Some 40 boats sank."]

    assert close(*lines) == [f"{label} We tried.", "Some 40 boats sank."]


def test_a_quotation_needs_all_its_sentences_and_those_beside_it():
    lines = ["Few came. Ng was sad. Roe sat. “We lost 40 boats. All sank. We tried.” Roe nodded. The wind fell."]

    assert close(*lines) == ["Roe sat.", "“We lost 40 boats.", "All sank.", "We tried.”", "Roe nodded."]


def test_a_quotation_is_followed_back_to_its_speaker():
    lines = ["Few came.", "It rained. The pier fell. Ng spoke. “We lost.", "“We tried. We called.", "“40 of us went."]

    assert close(*lines) == ["Ng spoke.", "“We lost.", "“We tried.", "We called.", "“40 of us went."]


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ("Ana Ruiz opened the pier.", "Ruiz"),
        ("Retired Lt. Gen. Ana Ruiz opened the pier.", "But Ruiz"),
        ("The Eastmoor Board (EB) opened the pier.", "EB"),
        ("The Board of Eastmoor (BoE) opened the pier.", "BoE"),
    ],
)
def test_a_name_needs_the_sentence_that_gives_it_in_full(first, name):
    counted = f"{name} counted 40 boats."

    lines = ["The day was dry.", f"{first} The town cheered, but nobody came.", counted]

    assert close(*lines) == [first, counted]


def test_a_name_given_in_full_where_the_figure_is_needs_no_other():
    assert close("Ana Ruiz opened the pier.", "Ana Ruiz counted 40 boats.") == ["Ana Ruiz counted 40 boats."]


@given(st.text(alphabet="A. \n“”40he", max_size=120))
def test_pieces_make_up_the_whole_text(text):
    found = pieces(text, paragraphs(text), spans(text))

    assert "".join(text[p.start : p.end] for p in found) == (text if text.strip() else "")
    assert all(p.sentences[0] == p.start for p in found)
    assert all(any(p.start <= at < p.end and p.close for p in found) for at in figures(text))


def test_long_stretches_without_figures_are_cut():
    text = "The rain went on and on. " * 60_000

    found = pieces(text, paragraphs(text), [])

    assert [piece.close for piece in found] == [False] * len(found)
    assert max(piece.end - piece.start for piece in found) < 600_000
    assert [found[0].start, found[-1].end] == [0, len(text)]
    assert all(one.end == other.start for one, other in pairwise(found))
