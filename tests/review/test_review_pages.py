"""The pages of review: whole without a server, everything escaped, the decisions brought back into the next run."""

import csv
import html
import json
import re

import pytest

from archive import call, refused
from conftest import ROOT
from quotestats import pages
from quotestats.annotations.corrections import HEADER, anchor
from quotestats.formats import tables

TEXT = "Dee said 40 boats had come.\nRoe said 12 crews & <b>no</b> more had left."
HOSTILE = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>"


@pytest.fixture
def made(archive):
    archive.article("a", TEXT, title="Boats at Marnes")
    archive.run()
    return archive


def page_of(made, name="a"):
    return (made.outputs / "review/articles" / pages.article_page(name)).read_text(encoding="utf-8")


def told(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


def test_a_page_holds_text_rows_and_anchors(made):
    assert "2 rows in 1 articles" in call("review").stderr
    page = page_of(made)
    data = told(page)
    assert [row["exact"] for row in data["rows"]] == ["40", "12"]
    place = anchor(TEXT, TEXT.index("12"), TEXT.index("12") + 2)
    assert {name: data["rows"][1][name] for name in ("prefix", "suffix")} == {
        name: place[name] for name in ("prefix", "suffix")
    }
    assert "&lt;b&gt;no&lt;/b&gt;" in page
    assert re.search(r'<a href="#s_a0"[^>]*>40</a>', page)


def test_figures_in_the_voice_of_the_reporter_may_be_added(made):
    made.article("b", "Dee counted 50 boats. Roe said 12 crews had left.")
    made.run()
    call("review")
    (figure,) = told(page_of(made, "b"))["unsaid"]
    assert (figure["exact"], figure["cells"]["value"], figure["cells"]["actor"]) == ("50", "50", "")
    assert re.search(r'<a href="#s_b0" class="figure"[^>]*>50</a>', page_of(made, "b"))


def test_the_text_stands_in_the_page_character_by_character(made):
    made.article("odd", "\n  Dee said 5 owls.\t\n\n\u00a0Roe said 6 \u202eowls.\u202c & <i>more</i>  \n")
    made.run()
    call("review")
    (text,) = [text for name, text in tables.texts(made.outputs) if name == "odd"]
    shown = re.search(r'<div id="text">(.*?)</div>', page_of(made, "odd"), re.DOTALL)[1]
    assert html.unescape(re.sub(r"<[^>]+>", "", shown)) == text


def test_nothing_that_an_article_holds_becomes_markup(made):
    made.article("h", f"Dee said 7 boats. {HOSTILE}", title=HOSTILE, outlet=HOSTILE, url="javascript:window.hit=1")
    record = json.dumps({"id": f"../../{HOSTILE}", "text": "Dee said 8 boats."})
    (made.folder / "corpus/articles/r.jsonl").write_text(record, encoding="utf-8")
    made.actor("x", HOSTILE, "Dee")
    made.run()
    call("review")
    index = (made.outputs / "review/index.html").read_text(encoding="utf-8")
    for page in (page_of(made, "h"), page_of(made, f"../../{HOSTILE}"), index):
        assert page.count("<script") == 2
        assert "<img" not in page
        assert "javascript:" not in page
    assert told(page_of(made, "h"))["rows"][0]["who"] == HOSTILE


def test_every_page_names_a_policy_under_which_only_its_own_script_runs(made):
    import base64
    import hashlib

    call("review")
    for file in (made.outputs / "review").rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
        assert policy.startswith("default-src 'none'; ")
        assert f"script-src 'sha256-{digest}'" in policy
        assert not re.search(r"\son\w+=|\sstyle=|https?://", page.replace(script, ""))


def test_articles_with_most_doubt_come_first_and_can_be_chosen(made):
    made.article("b", "Dee said 1 boat. Dee said 2 boats. Dee said 3 boats.")
    made.run()
    call("review")
    index = (made.outputs / "review/index.html").read_text(encoding="utf-8")
    assert index.index(pages.article_page("b")) < index.index(pages.article_page("a"))
    assert json.loads(call("review", "--limit", "1", "--json", "-q").stdout)["rows"] == 3
    assert json.loads(call("review", "--article", "a", "--json", "-q").stdout)["rows"] == 2
    assert "ids are those of articles.csv" in refused("review", "--article", "z")


def test_without_the_texts_the_error_names_the_remedies(made):
    (made.outputs / "articles.jsonl").unlink()
    assert "2 rows" in call("review").stderr  # from corpus/articles, the default
    (made.folder / "corpus/articles").rename(made.folder / "elsewhere")
    assert "--keep-text" in refused("review")
    assert "2 rows" in call("review", "outputs", "--articles", "elsewhere").stderr
    (made.folder / "elsewhere/a.txt").write_text(TEXT + " More.", encoding="utf-8")
    assert "--articles" in refused("review", "--articles", "elsewhere")


def corrections(file, *lines):
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, HEADER, restval="")
        writer.writeheader()
        writer.writerows(lines)


def test_saved_decisions_are_brought_in_once_and_the_next_run_applies_them(made):
    boats, crews = (anchor(TEXT, TEXT.index(word), TEXT.index(word) + 2) for word in ("40", "12"))
    line = {"article_id": "a", "table": "quoted_statistics", "author": "Ann, editor", "created": "2024-01-04"}
    corrections(
        made.folder / "corrections.csv",
        line | boats | {"correction_id": "1", "action": "set", "column": "value", "value": "41", "value_seen": "40"},
        line | crews | {"correction_id": "2", "action": "reject"},
    )
    assert "2 lines added" in call("review", "import", "corrections.csv").stderr
    assert (
        "0 lines added to corpus/annotations/corrections.csv, 2 known before"
        in call("review", "import", "corrections.csv").stderr
    )
    assert made.run().corrections["applied"] == 2
    with (made.outputs / "quoted_statistics.csv").open(encoding="utf-8") as lines:
        assert [(row["value"], row["reviewed"]) for row in csv.DictReader(lines)] == [("41", "corrected")]
    assert "Ann, editor" in (made.annotations / "corrections.csv").read_text(encoding="utf-8")


def test_a_file_with_a_value_that_no_cell_can_hold_adds_nothing(made):
    place = anchor(TEXT, TEXT.index("40"), TEXT.index("40") + 2)
    line = {"article_id": "a", "table": "quoted_statistics", "correction_id": "1", "action": "set"}
    corrections(made.folder / "c.csv", line | place | {"column": "kind", "value": "guess"})
    assert "kind must be one of" in refused("review", "import", "c.csv")
    assert not (made.annotations / "corrections.csv").exists()


def test_a_speaker_may_be_corrected_to_an_actor_that_only_the_article_knows(made):
    (made.annotations / "aliases.csv").write_text("alias,actor_id\nRoe,uk-government\n", encoding="utf-8")
    made.run()
    place = anchor(TEXT, TEXT.index("40"), TEXT.index("40") + 2)
    line = {"article_id": "a", "table": "quoted_statistics", "correction_id": "1", "action": "set"}
    corrections(made.folder / "c.csv", line | place | {"column": "actor_id", "value": "uk-government"})
    call("review", "import", "c.csv")
    assert made.run().corrections["applied"] == 1


def test_no_page_names_a_place_on_the_network():
    for file in (ROOT / "pipeline/quotestats").rglob("*.js"):
        assert "http" not in file.read_text(encoding="utf-8").replace("http-equiv", "")
