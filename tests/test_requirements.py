"""What README's commands install: pinned with hashes, as pyproject.toml asks, under licences that are told."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import licences
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED = {
    "run": [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]],
    "test": PROJECT["dependency-groups"]["dev"],
}


def pins(name):
    """Return the releases that a file pins, by package, and how many hashes each has."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    found = {}
    for pin in re.split(r"\n(?=\S)", text.strip()):
        package, release = re.match(r"([a-z0-9.-]+)==([^\s;]+)", pin).groups()
        found.setdefault(package, []).append((release, len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", pin))))
    return found


@pytest.mark.parametrize("name", ASKED)
def test_every_package_is_pinned_with_hashes(name):
    assert all(hashes for releases in pins(name).values() for _, hashes in releases)


@pytest.mark.parametrize("name", ASKED)
def test_what_is_pinned_is_what_the_project_asks_for(name):
    pinned = pins(name)
    for asked in map(Requirement, ASKED[name]):
        releases = [release for release, _ in pinned[canonicalize_name(asked.name)]]
        assert all(asked.specifier.contains(release) for release in releases), f"{asked}: python tools/lock.py"


def test_the_tests_run_with_the_releases_of_the_run():
    tested = pins("test")
    assert {name: tested.get(name) for name in pins("run")} == pins("run")


def test_the_commands_of_the_readme_install_only_what_is_pinned():
    commands = [line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if "venv .venv" in line]
    installs = [one for line in commands for one in line.split(" && ") if "pip install" in one]
    assert len(installs) == 4
    assert all("--require-hashes" in one or "--no-deps --no-build-isolation -e ." in one for one in installs)


def test_the_page_of_licences_is_true_to_what_is_installed():
    pytest.importorskip("piplicenses")
    told = dict(re.findall(r"^\| (\S+) \| (.+) \|$", licences.PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    found = licences.installed()
    here = [name for name in found if metadata.version(name) in [release for release, _ in pins("test").get(name, [])]]
    assert {name: told.get(name) for name in here} == {name: found[name] for name in here}
    assert "UNKNOWN" not in told.values()


def test_the_page_of_licences_names_every_package():
    page = licences.PAGE.read_text(encoding="utf-8")
    assert [name for name in pins("test") if not re.search(rf"[ :]{re.escape(name)}[ ,.]", page)] == []
