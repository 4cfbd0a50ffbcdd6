"""The pages keep up with the program: what a tool generates is as the tool would write it, and everything is there."""

import importlib.util
import re
import shlex
import tomllib

import pytest
from click.testing import CliRunner

from conftest import ROOT
from quotestats import settings
from quotestats.cli.main import COMMANDS, cli
from quotestats.formats import readers, writers
from quotestats.formats.columns import TABLES

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("docs_tool", ROOT / "tools" / "docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["columns.md", "commands.md", "formats.md", "python.md"])
def test_generated_parts_are_up_to_date(tool, name):
    page = (DOCS / name).read_text(encoding="utf-8")
    assert tool.renewed(page) == page, "run: python tools/docs.py"


def test_every_column_command_setting_and_format_is_on_its_page():
    columns, commands, formats = (
        (DOCS / name).read_text(encoding="utf-8") for name in ("columns.md", "commands.md", "formats.md")
    )
    assert all(f"`{column.name}`" in columns for table in TABLES.values() for column in table.columns)
    assert all(f"### quotestats {name}" in commands for name in COMMANDS)
    assert all(f"`{name}`" in commands for name in settings.SETTINGS)
    assert all(f"`{name}`" in formats for name in (*readers.all_readers(), *writers.all_writers()))


def test_the_pandas_code_keeps_ids_and_dates(tmp_path):
    page = (DOCS / "export.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(import pandas.*?)```", page, re.DOTALL)[1]
    names = [column.name for column in TABLES["quoted_statistics"].columns]
    ids = ["007", "12e10", "NA", "null"]
    filled = {"quantity": "9", "year": "2023", "published": "2024-01-04", "kind": "money", "direction": "up"}
    lines = [",".join({**filled, "article_id": one}.get(name, "") for name in names) for one in ids]
    table = tmp_path / "quoted_statistics.csv"
    table.write_text("\n".join([",".join(names), *lines, lines[0].replace("2023", "")]) + "\n", encoding="utf-8")
    found = {}
    exec(code.replace("outputs/quoted_statistics.csv", str(table)), found)
    said = found["said"]
    assert [*said["article_id"]] == [*ids, "007"]
    assert [*said["quantity"]] == ["9"] * 5
    assert said["year"].isna().tolist() == [False] * 4 + [True]
    assert str(said["published"].dt.date[0]) == "2024-01-04"


def commands():
    """Every command line of this program that stands in a block of shell on a page."""
    for page in (ROOT / "README.md", *sorted(DOCS.rglob("*.md"))):
        for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            for line in block.replace("\\\n", " ").splitlines():
                for part in re.split(r" [;&|>]+ ", line):
                    words = shlex.split(part, comments=True)
                    if words[:1] == ["quotestats"]:
                        yield pytest.param(words[1:], id=f"{page.stem}: {part.strip()[:60]}")


@pytest.mark.parametrize("words", [*commands()])
def test_commands_on_pages_are_those_of_the_program(words):
    asked = CliRunner().invoke(cli, [*words, "--help"])  # options are known before help is given, values are not read
    assert asked.exit_code == 0, asked.output


def test_every_page_has_its_place_on_the_site():
    yaml = pytest.importorskip("yaml")
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    named = set(re.findall(r"[\w/-]+\.md", str(nav)))
    there = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    assert there == named, "name the page in mkdocs.yml"


def test_no_two_decisions_have_one_number():
    numbers = [page.name[:4] for page in (DOCS / "decisions").glob("*.md")]
    assert numbers
    assert len(numbers) == len(set(numbers))


def test_every_extra_is_named_on_a_page_and_is_part_of_all():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    of_users = extras.keys() - {"all", "train"}
    assert extras["all"] == [f"quotestats[{','.join(sorted(of_users))}]"]
    pages = "".join(page.read_text(encoding="utf-8") for page in DOCS.rglob("*.md"))
    assert all(f"`{name}`" in pages for name in {*of_users, "all"})


def test_links_between_pages_lead_somewhere():
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([\w./-]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
