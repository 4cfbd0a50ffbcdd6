import pytest

from quotestats.gate import needed
from quotestats.paragraphs import paragraphs


def gate(*lines):
    text = "\n".join(lines)
    return needed(text, paragraphs(text))


def test_a_number_needs_its_paragraph_and_the_one_before():
    assert gate("The pier closed.", "Ng was sorry.", "Six boats sank.", "It rained.") == [False, True, True, False]


@pytest.mark.parametrize(
    "line",
    ["It opened in 2019.", "She spoke on March 3.", "It rained on 12 June 2020.", "They met at 10:30 am."],
)
def test_a_date_alone_needs_nothing(line):
    assert gate("The pier closed.", line) == [False, False]


@pytest.mark.parametrize("line", ["2,019 boats", "It cost £3.", "Rents doubled.", "Dozens left.", "Half went abroad."])
def test_every_kind_of_number_is_seen(line):
    assert gate("The pier closed.", "It rained.", line) == [False, True, True]


def test_a_quotation_is_followed_back_to_its_speaker():
    lines = ["It rained.", "Ng said: “We lost.", "“We tried.", "“Six of us went."]
    assert gate(*lines) == [False, True, True, True]


def test_a_surname_needs_the_paragraph_with_the_full_name():
    lines = ["Ana Ruiz opened the pier.", "It rained.", "The town cheered.", "Ruiz counted 40 boats."]
    assert gate(*lines) == [True, False, True, True]
