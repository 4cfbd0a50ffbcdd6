import csv
import json
import os
import random
import sqlite3
from dataclasses import replace

import pytest

from fake_recipe import FakeRecipe
from quotestats import batch
from quotestats.batch import intake, validation
from quotestats.batch.lock import locked
from quotestats.batch.plan import STATE, Progress
from quotestats.errors import QuotestatsError, SourceError, UsageError
from quotestats.formats import readers, sources
from quotestats.records import Article

TEXTS = {f"a{n:02d}": f"In {1990 + n} it was {n}, then {n * 7}.\n" * (1 + n % 3) for n in range(40)}


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def plan(tmp_path, *where, out="out", **more):
    return batch.Plan(sources=[str(one) for one in where], out=tmp_path / out, recipe=FakeRecipe(), **more)


def tables(out):
    return {file.name: file.read_bytes() for file in out.glob("*.csv") if file.name != "changes.csv"}


def rows(out, name):
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def texts(*where):
    for source in sources.expand([str(one) for one in where]):
        yield from readers.read(source, "auto", readers.Options())


def test_every_file_and_row_is_there_and_valid(tmp_path, corpus):
    summary = batch.run(plan(tmp_path, corpus))
    assert summary.complete
    assert (summary.done, summary.counts["articles"]) == (40, 40)
    assert len(rows(tmp_path / "out", "times")) == summary.counts["times"] == sum(3 * (1 + n % 3) for n in range(40))
    assert list(validation.check(tmp_path / "out", texts(corpus))) == []
    named = {file.name for file in (tmp_path / "out").iterdir()}
    assert {"datapackage.json", "run.json", "quoted_statistics.csv"} < named


def test_rows_are_sorted_by_article_then_start(tmp_path, corpus):
    batch.run(plan(tmp_path, corpus))
    order = [(row["article_id"], int(row["start"])) for row in rows(tmp_path / "out", "times")]
    assert order == sorted(order)


def test_same_bytes_with_two_workers_and_lines_in_any_order(tmp_path):
    lines = [json.dumps({"id": name, "text": text}) + "\n" for name, text in TEXTS.items()]
    results = []
    for number, workers in enumerate((1, 2)):
        random.Random(number).shuffle(lines)
        folder = tmp_path / f"in{number}"
        folder.mkdir()
        (folder / "a.jsonl").write_text("".join(lines))
        batch.run(plan(tmp_path, folder, out=f"out{number}", workers=workers))
        results.append(tables(tmp_path / f"out{number}")["times.csv"])
    assert results[0] == results[1]


def test_a_second_run_does_nothing_again(tmp_path, corpus):
    first = batch.run(plan(tmp_path, corpus))
    before = tables(tmp_path / "out")
    second = batch.run(plan(tmp_path, corpus))
    assert (first.done, second.done, second.reused) == (40, 0, 40)
    assert tables(tmp_path / "out") == before
    assert batch.run(plan(tmp_path, corpus, fresh=True)).done == 40


def test_a_change_redoes_what_it_touches_and_equals_a_fresh_run(tmp_path, corpus):
    batch.run(plan(tmp_path, corpus))
    (corpus / "a03.txt").unlink()
    (corpus / "a04.txt").write_text("In 2001 it was 5.")
    (corpus / "a05.txt").rename(corpus / "zz.txt")
    assert batch.run(plan(tmp_path, corpus)).done == 2
    batch.run(plan(tmp_path, corpus, out="fresh"))
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_an_interrupted_run_goes_on_and_leaves_the_old_tables(tmp_path, corpus):
    batch.run(plan(tmp_path, corpus, limit=3))
    before = tables(tmp_path / "out")

    def stop(done, read, failed, part):
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch.run(plan(tmp_path, corpus), Progress(step=stop))
    assert tables(tmp_path / "out") == before
    summary = batch.run(plan(tmp_path, corpus))
    assert summary.reused >= 19
    assert summary.done + summary.reused == 40


@pytest.mark.parametrize("how", ["zero", "cut", "flip"])
def test_damaged_results_are_made_again(tmp_path, corpus, how):
    batch.run(plan(tmp_path, corpus))
    before = tables(tmp_path / "out")
    file = tmp_path / "out" / STATE / "results.sqlite"
    data = bytearray(file.read_bytes())
    for place in random.Random(1).sample(range(len(data)), 400) if how == "flip" else ():
        data[place] ^= 1
    file.write_bytes({"zero": b"\0" * len(data), "cut": bytes(data[: len(data) // 2]), "flip": bytes(data)}[how])
    batch.run(plan(tmp_path, corpus))
    assert tables(tmp_path / "out") == before


def test_one_damaged_row_is_made_again(tmp_path, corpus):
    batch.run(plan(tmp_path, corpus))
    before = tables(tmp_path / "out")
    database = sqlite3.connect(tmp_path / "out" / STATE / "results.sqlite")
    database.execute("UPDATE kept SET rows = x'00' WHERE key = (SELECT key FROM kept LIMIT 1)")
    database.commit()
    database.close()
    assert batch.run(plan(tmp_path, corpus)).done == 1
    assert tables(tmp_path / "out") == before


def test_an_article_that_raises_costs_only_itself(tmp_path, corpus):
    (corpus / "a07.txt").write_text("BOOM")
    summary = batch.run(plan(tmp_path, corpus))
    (failed,) = [row for row in rows(tmp_path / "out", "articles") if row["status"] == "failed"]
    assert (failed["article_id"], failed["error"]) == ("a07", "ValueError: boom")
    assert summary.counts["ok"] == 39
    assert not summary.complete


def test_an_article_that_kills_its_worker_is_named(tmp_path, corpus):
    (corpus / "a07.txt").write_text("DIE")
    summary = batch.run(plan(tmp_path, corpus, workers=2))
    (failed,) = [row for row in rows(tmp_path / "out", "articles") if row["status"] == "failed"]
    assert failed["article_id"] == "a07"
    assert "3 workers died of it" in failed["error"]
    assert summary.counts["ok"] == 39


def test_a_worker_that_something_else_killed_costs_nothing(tmp_path, corpus):
    batch.run(plan(tmp_path, corpus, out="calm"))
    once = FakeRecipe(once=str(tmp_path / "died"))
    (corpus / "a07.txt").write_text("DIE")
    batch.run(replace(plan(tmp_path, corpus, workers=2), recipe=once))
    assert (tmp_path / "died").exists()
    assert all(row["status"] == "ok" for row in rows(tmp_path / "out", "articles"))


def test_a_file_that_takes_too_long_to_read_is_named_and_left(tmp_path, corpus, monkeypatch):
    def slow(source, options):
        yield Article("first", "It was 3.", path=f"{source.path}#1")
        while True:
            pass

    (corpus / "a07.txt").write_bytes(b"SLOW")
    surest = readers._surest
    reader = readers.Reader("slow", "a reader that never ends", slow, lambda source: 99)
    monkeypatch.setattr(readers, "_surest", lambda source: reader if source.head == b"SLOW" else surest(source))
    monkeypatch.setattr(intake, "RECORD_LIMIT_S", 0.3)

    summary = batch.run(plan(tmp_path, corpus))

    (failed,) = [row for row in rows(tmp_path / "out", "articles") if row["status"] == "failed"]
    assert (failed["path"], summary.counts["ok"]) == ("a07.txt", 40)
    assert failed["error"].startswith("took longer than 0 s to read after 1 records: split it")


def test_a_second_article_with_an_id_names_both_places(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"id": "x", "text": "In 1990."}\n{"id": "x", "text": "In 1991."}\n')
    batch.run(plan(tmp_path, tmp_path / "in.jsonl"))
    first, second = rows(tmp_path / "out", "articles")
    assert (first["path"], first["status"]) == ("in.jsonl#1", "ok")
    assert (second["path"], second["status"]) == ("in.jsonl#2", "failed")
    assert "stands already at in.jsonl#1" in second["error"]
    assert [row["text"] for row in rows(tmp_path / "out", "times")] == ["1990"]


def test_metadata_given_or_beside_the_articles(tmp_path, corpus):
    table = "id;title;date;source\na01;One;4 January 2024;Globe\na02.txt;Two;;\nzz;Nobody;;\n"
    (corpus / "metadata.csv").write_text(table, encoding="utf-8-sig")
    said = []
    batch.run(plan(tmp_path, corpus, published="2020-02-02"), Progress(say=said.append))
    found = {row["article_id"]: row for row in rows(tmp_path / "out", "articles")}
    assert len(found) == 40
    assert (found["a01"]["title"], found["a01"]["published"], found["a01"]["outlet"]) == ("One", "2024-01-04", "Globe")
    assert (found["a02"]["title"], found["a02"]["published"]) == ("Two", "2020-02-02")
    assert any('no article has the id "zz"' in words for words in said)


def test_a_date_of_the_metadata_that_fixes_no_day_costs_only_itself(tmp_path, corpus):
    (tmp_path / "m.csv").write_text("id,title,date\na01,One,2024-02-31\na02,Two,2024-02-01\n")
    assert batch.run(plan(tmp_path, corpus, metadata=str(tmp_path / "m.csv"))).complete
    found = {row["article_id"]: row for row in rows(tmp_path / "out", "articles")}
    assert [found["a02"][name] for name in ("published", "title", "status")] == ["2024-02-01", "Two", "ok"]
    assert [found["a01"][name] for name in ("published", "title", "status")] == ["", "One", "warning"]
    assert found["a01"]["error"] == 'm.csv#2: no date: "2024-02-31" fixes no day; write it as 2019-04-30'


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("name,title\na,b\n", "no column for id"),
        ("id,title\na01,b\na01,c\n", 'm.csv#3: the id "a01" stands twice'),
        ("id,title\n,b\n", "m.csv#2: the id is empty"),
        ("id,title\na01\n", "m.csv#2: 1 cells"),
    ],
)
def test_metadata_that_cannot_be_used_is_refused_with_its_line(tmp_path, corpus, table, reason):
    (tmp_path / "m.csv").write_text(table)
    with pytest.raises(UsageError, match=reason):
        batch.run(plan(tmp_path, corpus, metadata=str(tmp_path / "m.csv")))


def test_two_runs_into_one_folder(tmp_path, corpus):
    state = tmp_path / "out" / STATE
    state.mkdir(parents=True)
    with locked(state), pytest.raises(QuotestatsError, match="another run is writing"):
        batch.run(plan(tmp_path, corpus))
    assert batch.run(plan(tmp_path, corpus)).complete


def test_nothing_to_read(tmp_path):
    (tmp_path / "in").mkdir()
    with pytest.raises(SourceError, match="no articles in"):
        batch.run(plan(tmp_path, tmp_path / "in"))
    with pytest.raises(UsageError, match="no such file"):
        batch.run(plan(tmp_path, tmp_path / "nowhere"))


def test_the_output_path_is_a_file(tmp_path, corpus):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(QuotestatsError, match="cannot write the outputs"):
        batch.run(plan(tmp_path, corpus))
    assert (tmp_path / "out").read_text() == "mine"


def test_files_of_formats_no_longer_asked_for_go(tmp_path, corpus):
    batch.run(plan(tmp_path, corpus, formats=["jsonl", "sqlite"], keep_text=True))
    assert (tmp_path / "out" / "quotestats.sqlite").exists()
    with (tmp_path / "out" / "articles.jsonl").open() as lines:
        kept = {row["article_id"]: row["text"] for row in map(json.loads, lines)}
    assert kept == TEXTS
    batch.run(plan(tmp_path, corpus))
    assert not list((tmp_path / "out").glob("*.jsonl"))
    assert not (tmp_path / "out" / "quotestats.sqlite").exists()


def test_kept_texts_can_be_run_again_with_the_same_rows(tmp_path, corpus):
    batch.run(plan(tmp_path, corpus, keep_text=True))
    batch.run(plan(tmp_path, tmp_path / "out" / "articles.jsonl", out="again"))
    assert tables(tmp_path / "out")["times.csv"] == tables(tmp_path / "again")["times.csv"]


def test_a_whole_disk_or_folder_that_cannot_be_written(tmp_path, corpus):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (tmp_path / "out").mkdir(mode=0o500)
    with pytest.raises(QuotestatsError, match="cannot write"):
        batch.run(plan(tmp_path, corpus))


def damage(out, name, old, new):
    file = out / f"{name}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("times", ",DATE,", ",DAY,", 'type is "DAY", not one of DATE'),
        ("times", "t_0,a00", "t_1,a00", "time_id t_1 stands twice"),
        ("times", "t_0,a00,1990,3,7", "t_0,a00,1990,4,8", 'stands "990 ", not "1990"'),
        ("times", "t_0,a00,1990,3,7", "t_0,a00,1990,x,7", 'start is "x", not a integer'),
        ("times", "time_id,", "id,", "columns are not those"),
        ("articles", ",ok,", ",fine,", "not one of ok"),
        ("articles", ",0,0,0,0,3", ",0,0,0,0,4", "times is 4, yet times.csv has 3 rows of it"),
        ("articles", "a01,a01.txt", "b01,a01.txt", "out of order"),
    ],
)
def test_validation_finds_what_is_wrong(tmp_path, corpus, name, old, new, reason):
    batch.run(plan(tmp_path, corpus))
    damage(tmp_path / "out", name, old, new)
    found = list(validation.check(tmp_path / "out", texts(corpus)))
    assert any(reason in problem for problem in found), found
    assert any("has been changed since it was written" in problem for problem in found)


def test_validation_knows_another_text(tmp_path, corpus):
    batch.run(plan(tmp_path, corpus))
    (corpus / "a01.txt").write_text("other")
    (corpus / "a02.txt").unlink()
    found = "\n".join(validation.check(tmp_path / "out", texts(corpus)))
    assert "the text of a01 is not the one that was read" in found
    assert "the article a02 is not among the texts" in found


def test_progress_counts_what_failed(tmp_path):
    source = tmp_path / "articles"
    source.mkdir()
    (source / "good.txt").write_text("Rents rose by 9%, Ana Ruiz said.", encoding="utf-8")
    (source / "odd.json").write_text("[1, 2", encoding="utf-8")
    steps = []

    batch.run(plan(tmp_path, source), Progress(step=lambda *counts: steps.append(counts)))

    assert steps[-1][:3] == (1, 2, 1)
    assert 0.5 < steps[-1][3] <= 1
