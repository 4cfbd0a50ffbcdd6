"""The report: one page that holds all it needs, about the rows that were asked for."""

import json
import re
import sys

import pytest

from archive import call, refused
from quotestats.report import page

pytest.importorskip("vl_convert")
HOSTILE = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>"
LIMIT = 3_000_000  # bytes


@pytest.fixture
def made(archive):
    archive.article(
        "a", "Dee said 40 boats had come to the harbour.", title="Harbour", published="2024-01-04", outlet="Gazette"
    )
    archive.article(
        "b", "Roe said 55 boats had come to the harbour.", title="Harbours", published="2024-01-09", outlet=HOSTILE
    )
    archive.article("c", f"Lee said 12 crews. {HOSTILE}", title=HOSTILE)
    archive.actor("dee", HOSTILE, "Dee")
    archive.run()
    return archive


def report(made, *arguments):
    call("report", *arguments, "-q")
    return (made.outputs / "report.html").read_text(encoding="utf-8")


def told(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


def test_a_report_answers_its_questions(made):
    shown = report(made)
    assert len(shown.encode()) < LIMIT
    answers = told(shown)["answers"]
    assert [(one["value"], one["who"]) for one in answers["claims"]] == [(40, HOSTILE), (55, "Roe")]  # one is undated
    assert [(one["who"], one["statistics"]) for one in answers["speakers"]] == [(HOSTILE, 1)]
    months = {(one["month"], one["what"]): one["number"] for one in answers["months"]}
    assert months["2024-01", "articles"] == months["2024-01", "quoted statistics"] == 2
    assert {one["outlet"]: one["articles"] for one in answers["outlets"]} == {"Gazette": 1, HOSTILE: 1, "unknown": 1}
    assert "<h3>" not in shown  # no thing counted in the tables of this recipe
    assert "Roe" in shown[shown.index("tied to no actor</h2>") :]


def test_a_wide_measure_begins_logarithmic_and_durations_are_offered_last():
    def point(value, name, kind="count"):
        return {"value": value, "measure": name, "kind": kind, "shown": "Dee"}

    points = [point(n, "year", "duration") for n in range(1, 9)] + [point(10.0**n, "count of boat") for n in range(8)]
    chart = dict(page._charts(points))["claims"]
    params = {param["name"]: param for param in chart["params"]}
    assert params["measure"]["bind"]["options"] == ["count of boat", "year"]
    assert params["logarithmic"]["value"] is True
    assert chart["encoding"]["color"]["scale"]["domain"][0] == "Dee"
    empty = {param["name"]: param for param in dict(page._charts([]))["claims"]["params"]}
    assert (empty["measure"]["value"], empty["logarithmic"]["value"]) == (None, False)


def test_nothing_in_it_is_markup_or_fetched(made):
    shown = report(made)
    body = shown[: shown.rindex("<script>")]
    assert body.count("<script") == 1
    assert "<img" not in body
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', shown)[1]
    assert "unsafe" not in policy
    assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=", body)


def test_rows_lead_to_their_review_pages_where_there_are_any(made):
    assert told(report(made))["answers"]["claims"][0]["page"] is None
    call("review", "-q")
    link = told(report(made))["answers"]["claims"][0]["page"]
    assert (made.outputs / link.partition("#")[0]).is_file()
    call("report", "--file", made.folder / "elsewhere/r.html", "-q")
    link = told((made.folder / "elsewhere/r.html").read_text(encoding="utf-8"))["answers"]["claims"][0]["page"]
    assert (made.folder / "elsewhere" / link.partition("#")[0]).resolve().is_file()


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (["--topic", "harb boats"], 2),
        (["--topic", "crews"], 1),
        (["--topic", 'a "quoted (word'], 0),
        (["--actor", "dee"], 1),
        (["--actor", "ROE"], 1),
        (["--where", "value > 50 OR unit = 'crews'"], 2),
        (["--where", "value > 50 OR unit = 'crews'", "--topic", "boats"], 1),
    ],
)
def test_only_some_rows(made, arguments, number):
    found = json.loads(call("report", *arguments, "--json", "-q").stdout)
    assert found["quoted_statistics"] == number


def test_a_condition_that_is_none_is_refused(made):
    assert "no such column: valu" in refused("report", "--where", "valu > 5")
    assert "no word in it" in refused("report", "--topic", '" ')
    assert "condition of SQL" in refused("report", "--where", "1; DROP TABLE said")
    assert not (made.outputs / "report.html").exists()


def test_the_same_tables_give_the_same_page(made):
    assert report(made) == report(made)


def test_without_vega_the_error_names_the_extra(made, monkeypatch):
    page._vega.cache_clear()
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    assert 'pip install "quotestats[report]"' in refused("report")
