"""The commands on tiny archives; the whole pipeline is loaded once or twice only."""

import csv
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from quotestats.cli import main as cli_main
from quotestats.cli import terminal
from quotestats.cli.main import COMMANDS, cli

TEXT = "Ann Roe said more than 4,500 people had left Pellworth."


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def runs(*arguments, stdin=None):
        return CliRunner().invoke(_main, [str(argument) for argument in arguments], input=stdin)

    return runs


class _Main:
    """What CliRunner needs of a command, with the exit codes of ``main``."""

    name = "quotestats"

    def main(self, args, prog_name, **kwargs):
        cli_main.main(args)


_main = _Main()


def test_help_imports_nothing_heavy_and_is_quick():
    code = (
        "import sys, resource\n"
        "from quotestats.cli.main import main\n"
        "try:\n    main(['--help'])\n"
        "except SystemExit:\n    pass\n"
        "heavy = {'spacy', 'pandas', 'numpy', 'rich', 'sqlite3'} & sys.modules.keys()\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print('heavy', sorted(heavy), 'cpu', used.ru_utime + used.ru_stime)\n"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    last = shown.splitlines()[-1]
    assert "heavy [] cpu" in last
    assert float(last.split()[-1]) < 0.35


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_line_and_help(name):
    module = importlib.import_module(f"quotestats.cli.{'try_' if name == 'try' else name}")
    assert module.command.name == name
    assert module.command.short_help == COMMANDS[name]
    shown = CliRunner().invoke(cli, [name, "--help"])
    assert shown.exit_code == 0
    assert "Usage: " in shown.output


@pytest.mark.parametrize("words", [["diff"], ["validate"], ["review"], ["report"], ["export", "--to", "csv"]])
def test_the_folder_of_tables_may_be_named_as_for_a_run(run, words):
    plain, named = run(*words, "nowhere"), run(*words, "--out", "nowhere")
    assert (plain.exit_code, plain.output) == (named.exit_code, named.output)
    assert plain.exit_code == 2
    assert "nowhere" in plain.output
    assert "named twice" in run(*words, "nowhere", "--out", "elsewhere").output


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["run", "nowhere"], 2, "no such file or folder: nowhere"),
        (["run", ""], 2, "--source must not be empty"),
        (["run", ".", "--out", ""], 2, "--out must not be empty"),
        (["run", ".", "--model", "nosuch"], 2, 'no spaCy pipeline "nosuch": install it'),
        (["status", ".", "--model", "no/such"], 2, 'no spaCy pipeline "no/such"'),
        (["try", "a", "--model", ".x"], 2, 'no spaCy pipeline ".x"'),
        (["run", "empty"], 1, "no articles in empty"),
        (["run", "--workers", "-1"], 2, "-1 is not in the range"),
        (["run", "--scope", "most"], 2, "'most' is not one of"),
        (["run", ".", "--published", "May"], 2, "--published must be a day"),
        (["run", ".", "--format", "papyrus"], 2, 'no input format "papyrus"'),
        (["run", ".", "--format", "write:text"], 2, 'no output format "text"'),
        (["run", ".", "--colour"], 2, "No such option"),
        (["nonsense"], 2, "No such command"),
        (["try", " "], 2, "the text is empty"),
        (["try", "gold.jsonl"], 2, 'to try a file: quotestats try - < "gold.jsonl"'),
        (["validate", "nowhere"], 2, "no such folder: nowhere"),
        (["validate", "empty"], 1, "there is no such file"),
        (["evaluate", "gold.jsonl"], 2, "say what to score"),
        (["init", "full"], 2, "is there already"),
    ],
)
def test_wrong_usage_says_what_and_exits_with_its_code(run, tmp_path, arguments, code, words):
    (tmp_path / "empty").mkdir()
    (tmp_path / "gold.jsonl").write_text("")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "quotestats.toml").write_text("")
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert words in result.output
    assert "Traceback" not in result.output


def test_a_file_that_cannot_be_opened_is_named(run, tmp_path):
    (tmp_path / "quotestats.toml").mkdir()
    result = run("run", ".")
    assert (result.exit_code, result.output.startswith("quotestats: quotestats.toml: Is a directory")) == (1, True)


def test_formats_as_words_and_json(run):
    assert "jsonl" in run("formats").stdout
    known = json.loads(run("formats", "--json").stdout)
    assert set(known["read"]) >= {"text", "jsonl", "json", "csv", "parquet"}
    assert set(known["written"]) >= {"csv", "csvw", "jsonl", "parquet", "sqlite", "stata", "xlsx"}


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A new folder that ``init`` made, with one bad file added, run once."""
    folder = tmp_path_factory.mktemp("new")
    before = Path.cwd()
    os.chdir(folder)
    try:
        assert CliRunner().invoke(_main, ["init"]).exit_code == 0
        (folder / "corpus" / "articles" / "bad.jsonl").write_text('{"id": "b", "text": "cut\n')
        result = CliRunner().invoke(_main, ["run", "--attribution", "rules", "--json"])
    finally:
        os.chdir(before)
    return folder, result


def test_a_new_folder_runs_and_a_bad_file_gives_exit_3(ready):
    folder, result = ready
    assert result.exit_code == 3
    assert "bad.jsonl#1: not JSON" in result.stderr
    counts = json.loads(result.stdout)["counts"]
    assert (counts["ok"], counts["failed"]) == (1, 1)
    assert counts["quoted_statistics"] >= 3
    with (folder / "outputs" / "quoted_statistics.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {"Mara Eddings", "Oswin Pell"} <= {row["source"] for row in rows}
    assert {row["outlet"] for row in rows} == {"Tarnmouth Courier"}


def test_validate_agrees_and_frictionless_too(ready, run):
    folder, _ = ready
    result = run("validate", folder / "outputs", "--articles", folder / "corpus" / "articles")
    assert (result.exit_code, result.stdout) == (0, "")
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(folder / "outputs" / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_validate_says_what_is_wrong(ready, run, tmp_path):
    folder, _ = ready
    for file in (folder / "outputs").glob("[!.]*"):
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(text.replace("Mara Eddings", "Mira Eddings"), encoding="utf-8", newline="\n")
    result = run("validate", tmp_path, "--articles", folder / "corpus" / "articles", "--json")
    assert result.exit_code == 1
    assert any('stands "Mara Eddings' in problem for problem in json.loads(result.stdout)["problems"])


def test_try_shows_a_table(run):
    result = run("try", TEXT, "--published", "2024-01-04", "--attribution", "rules")
    assert result.exit_code == 0
    assert "Ann Roe" in result.stdout
    assert "more than 4,500" in result.stdout


def test_try_reads_standard_input_and_gives_json(run):
    rows = json.loads(run("try", "-", "--attribution", "rules", "--json", stdin=TEXT).stdout)
    assert [row["value"] for row in rows["quoted_statistics"]] == [4500]


def test_verbose_says_where_settings_come_from(run, tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    monkeypatch.setenv("QUOTESTATS_OUT", "elsewhere")
    result = run("run", "in", "-v")
    assert "out = 'elsewhere' (QUOTESTATS_OUT)" in result.stderr
    assert "source = ('in',) (flag)" in result.stderr


def test_a_variable_that_sets_nothing_is_named(run, monkeypatch):
    for name in ("QUOTESTATS_WORKER", "QUOTESTATS_SHARED", "QUOTESTATS_TRACEBACK"):
        monkeypatch.setenv(name, "1")
    said = run("formats").stderr
    assert "QUOTESTATS_WORKER sets nothing; variables are: QUOTESTATS_SOURCE, QUOTESTATS_OUT" in said
    assert said.count("sets nothing") == 1


@pytest.mark.parametrize("before", [signal.SIG_IGN, signal.SIG_DFL, signal.default_int_handler])
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_with_a_word_and_their_exit_code(sent, code, before, capsys):
    was = signal.signal(sent, before)
    try:
        with pytest.raises(SystemExit) as ended, terminal.interruptible():
            os.kill(os.getpid(), sent)
            time.sleep(10)
        assert signal.getsignal(sent) is before
    finally:
        signal.signal(sent, was)
    assert ended.value.code == code
    assert f"interrupted by {sent.name}; what is done is kept" in capsys.readouterr().err


def test_names_that_are_not_ascii_under_the_c_locale(tmp_path):
    folder = tmp_path / "é"
    folder.mkdir()
    (folder / "ü.txt").write_text("It was 5.", encoding="utf-8")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    environ = {**plain, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "quotestats", "run", folder, folder / "nö", "--out", folder / "out"]
    done = subprocess.run([*command, "--attribution", "rules"], env=environ, capture_output=True, check=False)
    assert done.returncode == 3, done.stderr
    assert "é/nö: no such file or folder" in done.stderr.decode()
    with (folder / "out" / "articles.csv").open(encoding="utf-8", newline="") as lines:
        assert [row["article_id"] for row in csv.DictReader(lines)] == ["", "ü"]
