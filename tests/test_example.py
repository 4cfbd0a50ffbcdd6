"""The tables in outputs/ are those that the README's first command writes, ``confidence`` aside."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quotestats.cli.main import cli

ROOT = Path(__file__).resolve().parent.parent
REMEDY = "run `quotestats run` and commit outputs/ with a line in CHANGELOG.md on what changed"
TABLES = ("quoted_statistics", "quantities", "attributions", "mentions", "times", "articles")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("example")
    articles, annotations = str(ROOT / "corpus/articles"), str(ROOT / "corpus/annotations")
    result = CliRunner().invoke(cli, ["run", articles, "--out", str(out), "--annotations", annotations, "-q"])
    assert result.exit_code == 0, result.output
    return out


def rows(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return [{name: cell for name, cell in row.items() if name != "confidence"} for row in csv.DictReader(lines)]


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES)
def test_the_example_run_is_as_committed(written, table):
    assert rows(written / f"{table}.csv") == rows(ROOT / "outputs" / f"{table}.csv"), REMEDY


@pytest.mark.slow
def test_the_example_run_is_byte_identical_where_nothing_depends_on_the_machine(written):
    for name in ("mentions", "times", "articles"):
        assert (written / f"{name}.csv").read_bytes() == (ROOT / "outputs" / f"{name}.csv").read_bytes(), REMEDY


@pytest.mark.slow
def test_the_data_package_describes_the_example(written):
    new, kept = (json.loads((place / "datapackage.json").read_text("utf-8")) for place in (written, ROOT / "outputs"))
    assert [r["name"] for r in new["resources"]] == [r["name"] for r in kept["resources"]]
    assert [r["schema"] for r in new["resources"]] == [r["schema"] for r in kept["resources"]], REMEDY
