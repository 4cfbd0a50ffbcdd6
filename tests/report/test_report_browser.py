"""The report in a browser with the network off: charts are drawn, answer, and lead to their rows."""

import pytest

from archive import call

pytest.importorskip("vl_convert")
pytestmark = pytest.mark.slow
HOSTILE = "<img src=x onerror=window.hit=1>"


@pytest.fixture
def made(archive):
    archive.article("a", f"Dee said 40 boats had come. {HOSTILE} said 7 gulls.", published="2024-01-04", title=HOSTILE)
    archive.article("b", "Roe said 55 boats had come.", published="2024-02-09", outlet="Gazette")
    archive.actor("dee", HOSTILE, "Dee")
    archive.run()
    call("review", "-q")
    call("report", "-q")
    return archive


def test_charts_are_drawn_and_answer(made, tab):
    tab.goto((made.outputs / "report.html").as_uri())
    tab.wait_for_selector("#coverage svg")
    points = tab.locator("#claims .mark-symbol.role-mark path")
    assert points.count() == 2
    points.first.hover()
    tab.wait_for_selector(".vg-tooltip.visible")
    shown = tab.locator(".vg-tooltip").inner_text()
    assert "Dee said 40 boats" in shown
    assert "2024-01-04" in shown  # wherever the reader is
    tab.locator("#claims input[type=text]").fill("roe")
    points.nth(1).wait_for(state="detached")
    assert tab.evaluate("window.hit") is None
    points.first.click()
    tab.wait_for_url("**/review/articles/b-*")
    assert tab.locator("#rows li[aria-current]").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 390])
def test_accessibility_has_no_serious_finding(made, serious, scheme, width):
    def drawn(opened):
        opened.wait_for_selector("#coverage svg")

    assert serious((made.outputs / "report.html").as_uri(), scheme, width, drawn) == []
