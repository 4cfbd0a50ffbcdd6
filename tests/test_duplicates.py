"""Articles that repeat an earlier one, and what is done about them."""

import csv
import json
import random
from contextlib import closing

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from quotestats.batch.duplicates import Duplicates, minima
from quotestats.cli.main import cli
from quotestats.records import Article

WORDS = ("harbour", "council", "minister", "boats", "winter", "fleet", "villages", "report", "spring", "Lorne", "Roe")


def story(seed, length=200):
    chosen = random.Random(seed)
    return " ".join(f"{chosen.choice(WORDS)}{chosen.randrange(300)}" for _ in range(length))


def originals(*texts):
    with closing(Duplicates()) as known:
        return [known.original(Article(str(number), text)) for number, text in enumerate(texts)]


def test_a_wire_story_cut_and_set_anew_is_found_another_story_is_not():
    whole = story(1)
    cut = " ".join(whole.split()[:180])
    anew = whole.replace(" ", "\n\n", 9).upper() + "!"
    assert originals(whole, story(2), cut, anew, story(3), story(1, 90)) == ["", "", "0", "0", "", ""]


@pytest.mark.parametrize("text", ["", " \n", "…", "— – !"])
def test_a_text_without_words_is_like_no_other(text):
    assert originals(text, text) == ["", ""]


def test_short_texts_are_the_same_or_not():
    assert originals("Correction.", "Correction", "Correction: 5 left", "correction 5 left") == ["", "0", "", "2"]


def test_the_hashes_are_the_same_on_every_machine():
    assert [int(one) for one in minima("Ann Roe said that 5 had left the harbour.")[:2]] == [
        1699513904375423848,
        2126968430807009048,
    ]


@given(st.text())
def test_any_text_is_the_same_as_itself(text):
    assert originals(text, text)[1] in ("", "0")


def archive(folder):
    folder.mkdir()
    records = [
        {"id": "b", "text": "Ann Roe said 1,200 people had left. " + story(1)},
        {"id": "a", "text": "Ann Roe said 1,200 people had left. " + story(1) + " More."},
        {"id": "c", "text": "Per Holm said 14 per cent of the fleet was lost."},
    ]
    (folder / "in.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return folder / "in.jsonl"


def table(out, name="articles"):
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def run(*arguments):
    return CliRunner().invoke(cli, [*map(str, arguments)])


def test_dedupe_leaves_out_what_repeats_and_says_so(tmp_path):
    source, out = archive(tmp_path / "in"), tmp_path / "out"
    options = ("--out", out, "--workers", "0", "--attribution", "rules")
    assert run("run", source, *options).exit_code == 0
    before = {row["article_id"]: row for row in table(out)}
    assert [before[name]["duplicate_of"] for name in "abc"] == ["b", "", ""]
    assert before["a"]["quantities"] == before["b"]["quantities"] != "0"
    done = run("run", source, *options, "--dedupe")
    assert (done.exit_code, "1 article repeats an earlier one" in done.stderr) == (0, True)
    after = {row["article_id"]: row for row in table(out)}
    assert [(after[name]["status"], after[name]["quantities"]) for name in "ab"] == [
        ("ok", "0"),
        ("ok", before["b"]["quantities"]),
    ]
    assert {row["article_id"] for row in table(out, "quantities")} == {"b", "c"}
    assert run("validate", out).exit_code == 0
    assert run("run", source, *options).exit_code == 0
    assert table(out) == list(before.values())


def test_check_accounts_for_everything_that_a_run_would_read(tmp_path):
    archive(tmp_path / "in")
    (tmp_path / "in" / "2019-01-04.txt").write_bytes("Ann Roe said “5” had left.".encode("cp1252"))
    (tmp_path / "in" / ".notes.txt").write_text("Ann Roe said 7 had left.", encoding="utf-8")
    (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "in" / "bad.jsonl").write_text('{"id": "c", "text": "x"}\n{"text": ""}\n', encoding="utf-8")
    found = run("formats", "check", tmp_path / "in", "--json")
    assert found.exit_code == 3
    account = json.loads(found.stdout)
    assert {one["path"]: (one["format"], one["articles"], one["problems"]) for one in account["files"]} == {
        "2019-01-04.txt": ("text", 1, 0),
        "bad.jsonl": ("jsonl", 1, 1),
        "in.jsonl": ("jsonl", 3, 0),
        "picture.png": ("", 0, 1),
    }
    assert account["dates"] == {"file name": 1, "unknown": 3}
    assert account["encodings"] == {"cp1252": 1, "utf-8": 3}
    assert account["repeats"] == [["in.jsonl#2", "b"]]
    assert [one["path"] for one in account["problems"]] == ["bad.jsonl#2", "in.jsonl#3", "picture.png"]
    assert account["hidden"] == [str(tmp_path / "in" / ".notes.txt")]
    told = run("formats", "check", tmp_path / "in").stdout
    for words in (
        "hidden, not read: 1\n  ",
        "jsonl",
        "dates from: file name 1, unknown 3",
        "repeat an earlier article: 1",
        "this is an image",
    ):
        assert words in told
    assert run("formats", "check", tmp_path / "in" / "in.jsonl").exit_code == 0
