from zoneinfo import ZoneInfo

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


BLOCKS = [
    {"type": "kicker", "content": "Local"},
    {"type": "title", "content": "Harbour empties"},
    {"type": "image", "fullcaption": "A boat"},
    {"type": "sanitized_html", "content": "Ann Roe said <b>5&nbsp;had</b> left."},
    {"type": "sanitized_html", "content": None},
    {"type": ["odd"], "content": "Pell said 6."},
]


@pytest.mark.parametrize(
    "record",
    [
        {"contents": BLOCKS},
        {"body": {"content": BLOCKS}},
        {"body_html": "<h2>Ann Roe said 5 had left.</h2><p>Pell<script>no</script> said&#160;6.<p>Share this article"},
        {"text": "<div>Ann Roe said 5 had left.</div>\n<div>Pell said 6.</div>"},
        {"text": "Ann Roe said 5 had left.<br/><br/>Pell said 6."},
        {"text": "Ann <a href='x'>Roe</a> said 5\nhad left.\n \n\nPell said 6."},
    ],
)
def test_html_and_blocks_become_paragraphs(record):
    assert article(record).text.replace("\u00a0", " ") == "Ann Roe said 5 had left.\n\nPell said 6."


@pytest.mark.parametrize(
    "text", ["a <b> c < d & e &amp; f", "if <x> then\n</y>", "Pell said 5.\r\n\tRoe  said 6.\u00a0"]
)
def test_a_text_that_is_no_html_is_left_as_it_is(text):
    assert article({"text": text}).text == text


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("meta.head", "a"),
        ("meta.parts[1].words", "c"),
        ("meta.parts.0.words", "b"),
        ("meta.parts[7].words", ""),
        ("meta.head.x", ""),
        ("dotted.name", "d"),
        ("nothing", ""),
    ],
)
def test_the_path_of_a_field(path, value):
    record = {"text": "x", "meta": {"head": "a", "parts": [{"words": "b"}, {"words": "c"}]}, "dotted.name": "d"}
    assert article(record, {"title": path}).title == value


@pytest.mark.parametrize(
    ("written", "utc", "tokyo", "new_york"),
    [
        ("1546603200000", "2019-01-04", "2019-01-04", "2019-01-04"),
        ("1546561800", "2019-01-04", "2019-01-04", "2019-01-03"),
        ("2019-01-04T23:30:00Z", "2019-01-04", "2019-01-05", "2019-01-04"),
        ("2019-01-04T03:30:00.123+00:00", "2019-01-04", "2019-01-04", "2019-01-03"),
        ("2019-01-04 03:30 UTC", "2019-01-04", "2019-01-04", "2019-01-03"),
        ("2019-01-04T23:30:00-05:00", "2019-01-04", "2019-01-04", "2019-01-04"),
        ("2019-01-04", "2019-01-04", "2019-01-04", "2019-01-04"),
        ("2019-01-04T25:30:00Z", "2019-01-04", "", ""),
    ],
)
def test_the_local_day_of_a_time_stamp(written, utc, tokyo, new_york):
    def day(zone):
        found = fields.find(("text", "date"), {}, zone and ZoneInfo(zone))
        return fields.article({"text": "x", "date": written}, found, "f#1").published

    assert (day(None), day("Asia/Tokyo"), day("America/New_York")) == (utc, tokyo, new_york)
