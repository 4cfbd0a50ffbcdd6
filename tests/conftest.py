"""Fixtures: the whole pipeline once a session, and the shared folder of gold data where it is present."""

import os
from pathlib import Path

import pytest

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
