"""Fixtures: the whole pipeline once a session, and the shared folder of gold data where it is present."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_AXE = "async () => (await axe.run()).violations.map((v) => [v.impact, v.id, v.nodes[0].html])"
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # a busy machine is no fault of the program
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared():
    """The folder of gold data beside the checkout (or QUOTESTATS_SHARED); the test is skipped where it is absent."""
    place = Path(os.environ.get("QUOTESTATS_SHARED", ROOT.parent / "shared"))
    if not (place / "gold").is_dir():
        pytest.skip("no shared gold data beside the checkout")
    return place


@pytest.fixture(scope="session")
def nlp():
    """The base model with every pipe of ours, attribution by rules."""
    from quotestats import model

    return model.load(attribution="rules")


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """An empty archive in a folder that is the current one."""
    from archive import Archive

    monkeypatch.chdir(tmp_path)
    return Archive(tmp_path)


@pytest.fixture(scope="session")
def browser():
    """A Chromium without a window (``chromium`` on the path, or CHROMIUM names it), driven by playwright.

    Tests are skipped where one of them is absent.
    """
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.skip("no chromium on the path")
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def tab(browser):
    """A page of the browser with the network off; the test fails where a script or the policy of a page does."""
    context = browser.new_context(offline=True, accept_downloads=True)
    opened = context.new_page()
    faults = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield opened
    assert faults == []
    context.close()


@pytest.fixture
def serious(browser):
    """Return the serious findings of axe-core (AXE names its file) on a page, by scheme and width of the window."""
    if not os.environ.get("AXE"):
        pytest.skip("AXE names no file of axe-core")

    def check(place, scheme, width, before=lambda tab: None):
        size = {"width": width, "height": 800}
        context = browser.new_context(offline=True, color_scheme=scheme, bypass_csp=True, viewport=size)
        opened = context.new_page()
        opened.goto(place)
        opened.evaluate(Path(os.environ["AXE"]).read_text(encoding="utf-8"))
        before(opened)
        found = opened.evaluate(
            "async () => (await axe.run()).violations.map((v) => [v.impact, v.id, v.nodes[0].html])"
        )
        context.close()
        return [one for one in found if one[0] in ("serious", "critical")]

    return check
