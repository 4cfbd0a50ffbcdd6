"""Stages keep their results by declared versions: what counts as their code, and what an edit of it does."""

import pytest
import versions as tool

from quotestats import gate
from quotestats.store import versions
from quotestats.store.versions import Stage


@pytest.mark.slow
def test_no_stage_behaves_otherwise_than_its_version_says():
    changed = [one.name for one in tool.changed(versions.declared(), tool.behaviour())]
    assert not changed, f"{', '.join(changed)}: behaviour changed: run python tools/versions.py update"


def test_the_code_of_a_stage_is_all_that_it_imports():
    found = versions.closure(["components.attributions"])
    assert {"components.network", "components.attribution_verbs", "quotes.marks", "lexicon", "records"} <= found
    assert not {"components.mentions", "join", "cli.main"} & found
    assert "join" not in versions.closure(versions.declared()["parse"].modules)


def test_every_stage_is_declared_with_modules_that_exist():
    for stage in versions.declared().values():
        assert set(stage.modules) <= versions.closure(stage.modules), stage.name


def test_the_parse_depends_on_the_word_lists_that_it_declares(monkeypatch):
    read = set()
    monkeypatch.setattr(gate, "table", lambda name: read.add(name) or ())
    gate._number.__wrapped__()
    assert read == set(versions.declared()["parse"].tables)


def stage(**told):
    return Stage("times", **{"version": 3, "modules": ("quotes",), "tables": (), "code": "", "behaviour": "x"} | told)


def test_an_edited_stage_says_so_in_its_label():
    code = versions.code(("quotes",))
    assert stage(code=code).label == "3"
    assert stage(code="older").label == f"3+{code}"


@pytest.mark.parametrize(
    ("code", "found", "version"),
    [
        ("older", "y", 4),  # edited, and behaves otherwise
        ("older", "x", 3),  # edited, behaves as before
        (versions.code(("quotes",)), "y", 3),  # behaves otherwise because of what it is given
    ],
)
def test_a_version_is_raised_where_code_and_behaviour_changed(code, found, version):
    (made,) = tool.updated({"times": stage(code=code)}, {"times": found})
    assert made == stage(version=version, code=versions.code(("quotes",)), behaviour=found)


def test_what_is_written_is_what_is_read():
    assert tool.written(versions.declared().values()) == tool.FILE.read_text(encoding="utf-8")
