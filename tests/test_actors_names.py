from hypothesis import given
from hypothesis import strategies as st

from quotestats.actors import gender, nouns
from quotestats.actors.names import (
    bare,
    fold,
    initials,
    is_acronym_of,
    is_short_for,
    keys,
    slug,
    split_title,
    surname,
    words,
)


def test_folding_takes_accents_and_typographic_marks():
    assert fold("Élysée’s") == "Elysee's"


@given(st.text())
def test_words_lie_inside_the_text_in_order(text):
    keys, places = words(text)

    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
    assert keys == [fold(text[start:end]) for start, end in places]


@given(st.text())
def test_a_slug_is_its_own_slug(text):
    assert slug(slug(text)) == slug(text)


def test_slugs_drop_points_and_apostrophes():
    assert slug("Théo J. O’Neil") == "theo-j-oneil"


def test_abbreviations_with_points_are_one_word():
    assert keys("the U.N. in New York") == ("the", "U.N.", "in", "New", "York")


def test_bare_phrases_have_no_article_and_no_possessive():
    assert bare("the Home Office’s") == "Home Office"
    assert bare("analysts'") == "analysts"


def test_titles_are_split_from_a_name_and_one_word_is_left():
    assert split_title("Sir Nick Dee") == (["sir"], "Nick Dee")
    assert split_title("Lord") == ([], "Lord")


def test_surnames_have_no_generation_mark():
    assert surname("Al Gore Jr.") == "Gore"


def test_acronyms_count_small_words_or_not():
    assert initials("Office for National Statistics") == "ONS"
    assert is_acronym_of("OfR", "Office for Rail")
    assert not is_acronym_of("OfR", "Office")


def test_short_names_are_first_words_or_the_last():
    assert is_short_for(["Church"], ["Church", "of", "Dust"])
    assert is_short_for(["Times"], ["Salt", "Lake", "Times"])
    assert not is_short_for(["Lake"], ["Salt", "Lake", "Times"])


def test_gender_is_told_by_title_before_given_name():
    assert gender.of_name("Dame Robert Reed") == "f"
    assert gender.of_name("Robert Reed") == "m"
    assert gender.of_name("Qwxz Reed") == ""


def test_the_longest_role_wins():
    role = nouns.role(["the", "shadow", "home", "secretary"])

    assert role is not None
    assert role.noun == "shadow home secretary"


def test_parties_are_read_off_a_phrase():
    assert nouns.party(["the", "Utah", "Republican"]) == "republican"
