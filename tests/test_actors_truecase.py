import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.actors.truecase import truecase


def test_a_headline_is_written_as_the_article_writes_its_words():
    text = "VALE SAYS 40% WILL GO\nThe plan is late, Ann Vale said."

    assert truecase(text).splitlines()[0] == "Vale says 40% will go"


def test_given_names_titles_and_known_names_have_capitals():
    said = truecase("GILES FENNER TOLD MRS O’NEIL OF THE HOME OFFICE THAT £2BN WAS LOST ON MONDAY.")

    assert said == "Giles Fenner told Mrs O’Neil of the Home Office that £2bn was lost on Monday."


def test_acronyms_stay_unless_they_are_words():
    assert (
        truecase("DR RUTH AMADI OF THE ONS TOLD THE UN WHO IT WAS") == "Dr Ruth Amadi of the ONS told the UN who it was"
    )


def test_a_role_and_a_verb_of_saying_frame_a_name():
    assert truecase("LAST NIGHT PROSECUTOR SIMEON CLAYX SAID SO") == "Last night Prosecutor Simeon Clayx said so"


@pytest.mark.parametrize(
    "line",
    [
        "The North River Council said 5 homes were lost. It was raining.",
        "The Flood Relief Board (FRB) said 5 homes were lost. FRB workers left on Monday.",
        "Sean O'Neil and Mary McDonald said so. D'Arcy left.",
        "Prof Ndidi Clarke of the university said 5 men were held.",
        "Mr Simeon Clayton, he said, I left.",
    ],
    ids=["body", "acronym", "inner capitals", "title and place", "I"],
)
def test_a_line_in_capitals_is_written_as_prose(line):
    assert truecase(line.upper().replace("'S", "'s")) == line


def test_other_lines_are_left_alone():
    text = "The UN and NATO met.\n\nA G7 row."

    assert truecase(text) == text


@given(st.text(alphabet=st.characters(categories=["Lu", "Zs", "Po", "Nd"]), max_size=80))
def test_every_character_keeps_its_place(text):
    assert len(truecase(text)) == len(text)


def test_a_very_long_line_takes_no_long_time():
    assert len(truecase("HOME OFFICE SAYS SO. " * 5000)) == 21 * 5000


def test_a_name_that_speaks_behind_a_noun_for_bodies_gets_its_capital():
    text = "PRICES FELL. THE NEWSPAPER DNEVNIK DENIED IT; THE TRAIN FIRM CROSS WAYS ADMITTED IT; THE FIRM SAID SO."

    assert truecase(text) == (
        "Prices fell. The newspaper Dnevnik denied it; the train firm Cross Ways admitted it; the firm said so."
    )
