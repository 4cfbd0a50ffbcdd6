import json

import pytest
from reading import put, read

from quotestats.records import Article

pytest.importorskip("lxml")

TEXT = ("Six in ten want the bridge, Ann Roe said.", "It costs £2bn a year.")
HTML = "".join(f"<p>{one}</p> " for one in TEXT)


def guardian(number=1, stamp="2019-05-17T10:00:00Z", **fields):
    fields = fields or {
        "headline": "Bridge wanted",
        "body": HTML + "<figure><figcaption>A bridge</figcaption></figure>",
    }
    return {
        "id": f"news/2019/may/17/bridge-{number}",
        "type": "article",
        "webPublicationDate": stamp,
        "webTitle": "Bridge wanted | News",
        "webUrl": f"https://www.guardian.example/news/{number}",
        "fields": {"byline": "Tom Wexcombe", **fields},
    }


@pytest.mark.parametrize(
    "data",
    [
        json.dumps({"response": {"status": "ok", "total": 2, "results": [guardian(1), guardian(2)]}}),
        json.dumps([guardian(1), guardian(2)], indent=1),
        json.dumps([{"response": {"content": guardian(1)}}, {"response": {"content": guardian(2)}}]),
        json.dumps(guardian(1)) + "\n" + json.dumps(guardian(2)) + "\n",
    ],
)
def test_the_guardians_open_platform(tmp_path, data):
    found = read(put(tmp_path, "a.json", data))
    assert [one.id[-1] for one in found] == ["1", "2"]
    assert [one.path for one in found] == ["a.json#1", "a.json#2"]
    for one in found:
        assert isinstance(one, Article)
        assert (one.title, one.published, one.outlet) == ("Bridge wanted", "2019-05-17", "The Guardian")
        assert (one.author, one.text) == ("Tom Wexcombe", "\n\n".join(TEXT))


def test_the_plain_text_of_the_guardian_where_it_is_all(tmp_path):
    (found,) = read(put(tmp_path, "a.json", json.dumps(guardian(bodyText=" ".join(TEXT)))))
    assert (found.text, found.path) == (" ".join(TEXT), "a.json")


def test_a_search_without_fields_says_how_to_ask(tmp_path):
    (found,) = read(put(tmp_path, "a.json", json.dumps({"response": {"results": [guardian(byline="x")]}})))
    assert "show-fields" in found.error


def test_the_day_is_that_of_london(tmp_path):
    stamps = ("2019-05-16T23:00:00Z", "2019-01-16T23:00:00Z", "2019-05-16T23:00:00+01:00")
    found = read(put(tmp_path, "a.json", json.dumps([guardian(n, stamp) for n, stamp in enumerate(stamps)])))
    assert [one.published for one in found] == ["2019-05-17", "2019-01-16", "2019-05-16"]


def govuk(body=HTML, **more):
    return {
        "base_path": "/government/news/bridge",
        "content_id": "5f-1",
        "document_type": "press_release",
        "first_published_at": "2019-05-16T23:30:00.000+00:00",
        "public_updated_at": "2020-01-01T00:00:00.000+00:00",
        "schema_name": "news_article",
        "title": "Bridge wanted",
        "links": {"primary_publishing_organisation": [{"title": "Ministry of Bridges"}]},
        "details": {"body": body},
        **more,
    }


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="govspeak">{HTML}<div class="contact"><p>Press office 020 7946 0000</p></div></div>',
        [{"content_type": "text/govspeak", "content": "x"}, {"content_type": "text/html", "content": HTML}],
    ],
)
def test_a_content_item_of_govuk(tmp_path, body):
    (found,) = read(put(tmp_path, "a.json", json.dumps(govuk(body), indent=2)))
    assert (found.id, found.title, found.published) == ("5f-1", "Bridge wanted", "2019-05-17")
    assert (found.outlet, found.author) == ("GOV.UK", "Ministry of Bridges")
    assert (found.url, found.text) == ("https://www.gov.uk/government/news/bridge", "\n\n".join(TEXT))


def test_items_on_lines_a_broken_one_among_them(tmp_path):
    lines = [json.dumps(govuk()), '{"base_path": ', json.dumps(govuk(content_id="5f-2")), json.dumps(govuk(""))]
    found = read(put(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [isinstance(one, Article) for one in found] == [True, False, True, False]
    assert [one.path for one in found] == [f"a.jsonl#{n}" for n in (1, 2, 3, 4)]
    assert found[3].error == "a press_release without a body"


@pytest.mark.parametrize(
    "data", ['{"base_path": 1, "content_id": 2, "details": 3}', '[{"base_path","content_id","details"]']
)
def test_what_only_looks_like_it_is_a_problem(tmp_path, data):
    (found,) = read(put(tmp_path, "a.json", data), name="govuk")
    assert not isinstance(found, Article)


def test_the_sample_files(shared):
    found = read(shared / "samples" / "govuk_json")
    assert [one.published for one in found] == ["2014-05-08", "2014-03-27", "2013-01-28", "2016-12-25", "2016-12-28"]
    assert [len(one.text.split("\n\n")) for one in found] == [11, 31, 20, 8, 4]
