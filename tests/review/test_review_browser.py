"""The pages in a browser with the network off: judged by keyboard, saved, applied by the next run.

Skipped where there is no browser (``browser`` in conftest.py).
"""

import csv
from pathlib import Path

import pytest

from archive import call
from quotestats import pages

HOSTILE = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>"
TOLD = "Dee said 50 boats had come. Roe said 60 crews had left. Lee said 70 gulls had stayed. Roe said 8 had."

pytestmark = pytest.mark.slow


@pytest.fixture
def made(archive):
    archive.article("a", "Dee said 40 boats had come. Roe said 12 crews had left.")
    archive.run()
    return archive


def address(made, name=None):
    place = f"articles/{pages.article_page(name)}" if name else "index.html"
    return (made.outputs / "review" / place).as_uri()


def test_rows_are_judged_by_keyboard_saved_and_applied(made, tab):
    made.article("b", TOLD)
    (made.annotations / "aliases.csv").write_text("alias,actor_id\nRoe,uk-government\n", encoding="utf-8")
    made.run()
    call("review")
    tab.goto(address(made, "b"))
    assert tab.locator("#count").inner_text() == "0 of 4 reviewed"
    tab.keyboard.press("a")  # 50: accept
    tab.keyboard.press("r")  # 60: reject
    tab.keyboard.press("c")  # 70: a known speaker
    tab.keyboard.type("uk-government")
    tab.keyboard.press("Tab")
    tab.keyboard.press("ControlOrMeta+A")
    tab.keyboard.type("71")
    tab.keyboard.press("Enter")
    assert tab.locator("#count").inner_text() == "3 of 4 reviewed"
    tab.keyboard.press("c")  # 8: a speaker nobody knows
    tab.keyboard.type("Ada Dee")
    tab.keyboard.press("Enter")
    with tab.expect_download() as download:
        tab.keyboard.press("s")
    tab.reload()
    assert tab.locator("#count").inner_text() == "4 of 4 reviewed"
    saved = made.folder / "saved.csv"
    download.value.save_as(saved)
    assert download.value.suggested_filename == "corrections.csv"
    call("review", "import", str(saved))
    states = made.run().corrections
    assert {name: number for name, number in states.items() if number} == {"applied": 6}
    found = {row["quantity"]: row for row in made.rows()}
    assert found["50"]["reviewed"] == "accepted"
    assert "60" not in found
    assert (found["70"]["actor_id"], found["70"]["value"], found["70"]["reviewed"]) == ("", "71", "corrected")
    assert (found["8"]["actor"], found["8"]["resolved_by"]) == ("Ada Dee", "correction")


def test_decisions_of_all_articles_are_saved_from_the_list(made, tab):
    made.article("b", "Dee said 50 boats had come, it said.")
    made.run()
    call("review")
    for name in ("a", "b"):
        tab.goto(address(made, name))
        tab.keyboard.press("a")
    tab.goto(address(made))
    assert tab.locator("#count").inner_text() == "2 of 3 rows reviewed"
    tab.fill("#author", "Ann")
    with tab.expect_download() as download:
        tab.click("#save")
    lines = list(csv.DictReader(Path(download.value.path()).read_text(encoding="utf-8").splitlines()))
    assert [(line["article_id"], line["action"], line["author"]) for line in lines] == [
        ("a", "accept", "Ann"),
        ("b", "accept", "Ann"),
    ]


def test_a_figure_that_the_program_missed_is_added(made, tab):
    made.article("b", "Dee counted 50 boats. Roe said 12 crews had left.")
    made.run()
    call("review")
    tab.goto(address(made, "b"))
    tab.locator("#text a", has_text="50").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.type("Ada Dee")
    tab.keyboard.press("Enter")
    assert "added: “50”, said by Ada Dee" in tab.locator("#added").inner_text()
    tab.reload()
    with tab.expect_download() as download:
        tab.keyboard.press("s")
    download.value.save_as(made.folder / "saved.csv")
    call("review", "import", made.folder / "saved.csv")
    assert made.run().corrections["applied"] == 2
    (row,) = [row for row in made.rows() if row["quantity"] == "50"]
    assert (row["actor"], row["value"], row["reviewed"]) == ("Ada Dee", "50", "corrected")
    call("review")
    tab.goto(address(made, "b"))
    assert tab.locator("#added").is_hidden()
    tab.goto(address(made, "a"))
    tab.goto(address(made))
    with tab.expect_download() as download:
        tab.click("#save")
    assert download.value.path().read_text(encoding="utf-8").count("Ada Dee") == 1


def test_filters_undo_and_keys_that_may_be_turned_off(made, tab):
    call("review")
    tab.goto(address(made, "a"))
    tab.select_option("#actor", "Roe")
    assert tab.locator("#rows li:visible").count() == 1
    tab.select_option("#actor", "")
    tab.keyboard.press("Escape")
    tab.locator("#rows li").first.click(position={"x": 5, "y": 5})
    tab.keyboard.press("a")
    tab.check("#open")
    assert tab.locator("#rows li:visible").count() == 1
    tab.uncheck("#open")
    tab.locator("#rows li").first.locator("button", has_text="Undo").click()
    assert tab.locator("#count").inner_text() == "0 of 2 reviewed"
    tab.click("summary")
    tab.uncheck("#keys")
    tab.locator("#rows li").first.click(position={"x": 5, "y": 5})
    tab.keyboard.press("a")
    assert tab.locator("#count").inner_text() == "0 of 2 reviewed"


def test_a_hostile_article_is_shown_as_text_and_nothing_runs(made, tab):
    made.article("h", f"Dee said 7 boats. {HOSTILE}", title=HOSTILE, outlet=HOSTILE)
    made.actor("x", HOSTILE, "Dee")
    made.run()
    call("review")
    for place in (address(made), address(made, "h")):
        tab.goto(place)
        assert tab.evaluate("window.hit") is None
        assert HOSTILE in tab.locator("body").inner_text()
    tab.keyboard.press("c")
    tab.keyboard.press("Enter")
    assert tab.evaluate("window.hit") is None


def test_a_thousand_rows_are_quick(made, tab):
    made.article("many", " ".join(f"Dee said {number} boats." for number in range(1000, 2000)))
    made.run()
    call("review")
    tab.goto(address(made, "many"))
    for _ in range(20):
        tab.keyboard.press("a")
    assert tab.locator("#count").inner_text() == "20 of 1000 reviewed"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 390])
def test_accessibility_has_no_serious_finding(made, serious, scheme, width):
    call("review")
    assert serious(address(made), scheme, width) == []
    assert serious(address(made, "a"), scheme, width, lambda tab: tab.keyboard.press("a")) == []  # rows in two states
