import pytest

from quotestats.formats import fields
from quotestats.records import Article, Problem


def article(record, given=None):
    return fields.article(record, fields.find(tuple(record), given or {}), "f.jsonl#1")


def test_own_names_come_before_others():
    record = {"body": "no", "text": "Pell said 5.", "source": "Wire", "outlet": "Globe", "id": "7"}
    found = article(record)
    assert (found.text, found.outlet) == ("Pell said 5.", "Globe")


@pytest.mark.parametrize("name", ["Body", "content", "Full Text", "article-text"])
def test_the_text_under_other_names(name):
    assert article({name: "Pell said 5."}).text == "Pell said 5."


def test_what_was_found_is_said():
    assert fields.find(("id", "headline", "body"), {}).said == 'title from "headline", text from "body"'


def test_a_name_or_path_given_in_the_settings_comes_first():
    record = {"id": "1", "text": "no", "fields": {"bodyText": "Pell said 5."}}
    assert article(record, {"text": "fields.bodyText"}).text == "Pell said 5."


def test_a_list_of_paragraphs_and_of_authors():
    found = article({"text": ["One.", "Two."], "authors": ["Ann Roe", "Tom Vale"]})
    assert (found.text, found.author) == ("One.\n\nTwo.", "Ann Roe|Tom Vale")


def test_an_object_stands_for_its_name():
    assert article({"text": "x", "source": {"id": None, "name": "The Globe"}}).outlet == "The Globe"


@pytest.mark.parametrize("identifier", ["007", "12e10", "NA", "../../x", " a "])
def test_an_id_is_kept_verbatim(identifier):
    assert article({"id": identifier, "text": "x"}).id == identifier


def test_an_id_is_made_from_the_words_alone():
    first, second = (
        article({"text": "x", "title": "t"}),
        fields.article({"title": "t", "text": "x"}, fields.find(("title", "text"), {}), "elsewhere#9"),
    )
    assert first.id == second.id
    assert article({"text": "y", "title": "t"}).id != first.id


def test_a_date_that_fixes_no_day_is_left_out_and_said():
    found = article({"text": "x", "date": "03/04/2019"})
    assert (found.published, "03/04/2019" in found.warning) == ("", True)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"id": "1", "subject": "x"}, '"id", "subject"'),
        ({"id": "1", "body": " "}, 'empty (field "body")'),
        ({}, "no fields"),
    ],
)
def test_a_record_without_a_text_is_a_problem(record, reason):
    found = article(record)
    assert isinstance(found, Problem)
    assert reason in found.error


def test_an_article_is_an_article():
    assert isinstance(article({"text": "x"}), Article)
