"""What was read last is used again where nothing that reading hangs on has changed, and nowhere else."""

import io
import os
from dataclasses import replace

import pytest

from fake_recipe import FakeRecipe
from quotestats import batch
from quotestats.annotations import Annotations
from quotestats.batch import reading
from quotestats.batch.plan import Progress
from quotestats.lexicon.overlay import Overlay


@pytest.fixture
def plan(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / ".hidden").touch()
    (tmp_path / "in" / "empty.txt").touch()
    for number in range(4):
        (tmp_path / "in" / f"{number}.txt").write_text(f"In 200{number} Marnes rose.\n", encoding="utf-8")
    return batch.Plan([str(tmp_path / "in")], tmp_path / "out", FakeRecipe())


@pytest.fixture
def read(monkeypatch):
    """How often articles were read anew, and how often they were looked up in what was read."""
    counts = {"anew": 0, "looked up": 0}
    for name, function in (("anew", "items"), ("looked up", "unmarked")):
        monkeypatch.setattr(reading, function, counting(counts, name, getattr(reading, function)))
    return counts


def counting(counts, name, function):
    def counted(*given, **more):
        for item in function(*given, **more):
            counts[name] += 1
            yield item

    return counted


def run(plan):
    said = []
    batch.run(plan, Progress(say=said.append))
    tables = {file.name: file.read_bytes() for file in plan.out.glob("*.csv") if file.name != "changes.csv"}
    return tables, said


def test_nothing_is_read_twice_and_the_same_is_said(plan, read):
    first = run(plan)
    assert read == {"anew": 5, "looked up": 0}
    assert any("hidden" in words for words in first[1])
    assert any("empty" in words for words in first[1])
    assert run(plan) == first
    assert read == {"anew": 5, "looked up": 0}


@pytest.mark.parametrize("spoiled", ["times.csv", "articles.csv"])
def test_tables_that_somebody_spoiled_are_written_again(plan, read, spoiled):
    first = run(plan)
    (plan.out / spoiled).write_text("", encoding="utf-8")
    assert run(plan) == first
    (plan.out / spoiled).unlink()
    assert run(plan) == first
    assert read["anew"] == 5


def test_a_file_that_is_only_touched_is_not_read(plan, read):
    first = run(plan)
    os.utime(plan.sources[0] + "/1.txt", (1, 1))
    assert run(plan) == first
    assert read["anew"] == 5


def test_a_file_of_the_same_size_and_time_with_other_bytes_is_read(plan, read):
    run(plan)
    file = plan.out.parent / "in" / "1.txt"
    before = file.stat()
    file.write_text("In 1999 Marnes rose.\n", encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    tables, _ = run(plan)
    assert b"1999" in tables["times.csv"]
    assert read["anew"] == 10


@pytest.mark.parametrize(
    "option",
    [
        *({"published": "2024-01-04"}, {"limit": 2}, {"dedupe": True}, {"timezone": "Asia/Tokyo"}, {"reader": "text"}),
        *({"fields": {"id": "name"}}, {"keep_text": True}),
    ],
)
def test_another_option_reads_again(plan, read, option):
    run(plan)
    changed = replace(plan, **option)
    again = run(changed)
    assert read["anew"] > 5
    assert run(replace(changed, out=plan.out.parent / "other")) == again


def test_metadata_that_changed_is_read(plan, read):
    table = plan.out.parent / "in" / "metadata.csv"
    table.write_text("id,title\n1,Prices\n", encoding="utf-8")
    run(plan)
    table.write_text("id,title\n1,Wages\n", encoding="utf-8")
    assert b"Wages" in run(plan)[0]["articles.csv"]


def test_a_row_of_a_person_is_looked_for_in_what_was_read_and_only_once(plan, read):
    run(plan)
    row = {"alias": "Marnes", "actor_id": "uk-government", "valid_from": "", "valid_to": ""}
    other = row | {"alias": "Valdor"}
    for rows, looked_up in (((row,), 4), ((row,), 4), ((row, other), 8), ((), 12), ((other,), 16)):
        overlay = Overlay(aliases=rows)
        changed = replace(plan, recipe=FakeRecipe(overlay=overlay), annotations=Annotations(overlay=overlay))
        run(changed)
        assert read == {"anew": 5, "looked up": looked_up}


def test_an_article_that_failed_is_read_and_tried_again(plan, read):
    (plan.out.parent / "in" / "1.txt").write_text("BOOM", encoding="utf-8")
    run(plan)
    run(plan)
    assert read["anew"] == 10


def test_a_file_that_changes_while_it_is_read_gives_no_name(plan, read, monkeypatch):
    real, files = reading.items, plan.out.parent / "in"

    def changing(*given, **more):
        for item in real(*given, **more):
            (files / "3.txt").write_text("In 1999.", encoding="utf-8")
            yield item
        (files / "3.txt").write_text("In 2003 Marnes rose.\n", encoding="utf-8")

    monkeypatch.setattr(reading, "items", changing)
    assert b"1999" in run(plan)[0]["times.csv"]
    monkeypatch.setattr(reading, "items", real)
    assert b"1999" not in run(plan)[0]["times.csv"]


def test_a_file_that_changes_before_it_is_looked_up_is_read(plan, read, monkeypatch):
    run(plan)
    named = reading.named(plan)
    (plan.out.parent / "in" / "3.txt").write_text("In 1999 Marnes fell.\n", encoding="utf-8")
    answers = [named]
    real = reading.named
    monkeypatch.setattr(reading, "named", lambda plan: answers.pop() if answers else real(plan))
    row = {"alias": "Marnes", "actor_id": "uk-government", "valid_from": "", "valid_to": ""}
    tables, _ = run(replace(plan, recipe=FakeRecipe(overlay=Overlay(aliases=(row,)))))
    assert b"1999" in tables["times.csv"]


def test_standard_input_is_always_read(plan, read, monkeypatch):
    for year in (1998, 1999):
        given = io.TextIOWrapper(io.BytesIO(f"In {year}.".encode()))
        monkeypatch.setattr("sys.stdin", given)
        assert str(year).encode() in run(replace(plan, sources=["-"]))[0]["times.csv"]


def test_readers_of_other_programs_are_always_asked(plan, read):
    from quotestats.formats import readers

    first = run(plan)
    own = readers.Reader("own", "a test's", readers.reader("text").read, lambda source: 1)
    readers.REGISTRY.register("own", func=own)
    try:
        readers.all_readers.cache_clear()
        assert run(plan) == first
        assert run(plan) == first
    finally:
        del readers.catalogue.REGISTRY["quotestats", "readers", "own"]
        readers.all_readers.cache_clear()
    assert read["anew"] == 15
