"""Another version of the program ships other words, or another stage: what is done again, and what is not."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field

import pytest

from conftest import ROOT
from quotestats import batch, lexicon
from quotestats.batch import fingerprint, upgrade
from quotestats.batch.state import state
from quotestats.lexicon.overlay import TABLES, Overlay
from quotestats.records import Article
from quotestats.store import versions
from quoting_recipe import QuotingRecipe

DEE = {"alias": "Dee", "actor_id": "uk-government", "valid_from": "", "valid_to": "", "kind": "local"}
ROE = DEE | {"alias": "Roe"}


@dataclass(frozen=True)
class Shipped:
    """A recipe whose aliases are shipped ones, not a person's."""

    aliases: tuple = ()
    overlay: Overlay = field(default_factory=Overlay)
    model: str = "quoting"
    attribution: str = "rules"
    scope: str = "all"

    def analyser(self):
        return QuotingRecipe(Overlay(aliases=self.aliases)).analyser()


@pytest.fixture
def world(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    for name, text in (("a", "Dee said 40 boats."), ("b", "Roe said 12 crews."), ("c", "Poe said 13 crews.")):
        (tmp_path / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    parts, packed = fingerprint.parts, upgrade.packed.__wrapped__

    def plan(aliases, out="out", **versions):
        words = {"aliases": aliases}
        monkeypatch.setattr(upgrade, "shipped", lambda: words)
        monkeypatch.setattr(upgrade, "packed", packed)
        name = hashlib.sha256(json.dumps(aliases).encode()).hexdigest()
        monkeypatch.setattr(fingerprint, "parts", lambda model: parts(model) | versions | {fingerprint.WORDS: name})
        return batch.Plan([str(tmp_path / "in")], tmp_path / out, Shipped(tuple(aliases)))

    plan.folder = tmp_path
    return plan


def tables(folder):
    names = (f"{name}.csv" for name in ("quoted_statistics", "quantities", "attributions", "articles"))
    return {name: (folder / name).read_bytes() for name in names}


def changes(folder):
    with (folder / "changes.csv").open(encoding="utf-8", newline="") as file:
        return {(row["article_id"], row["why"]) for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ([DEE], [DEE, ROE], {("b", "aliases.tsv: Roe added")}),
        ([DEE, ROE], [DEE], {("b", "aliases.tsv: Roe removed")}),
        ([DEE, ROE], [DEE, ROE | {"actor_id": "labour-party"}], {("b", "aliases.tsv: Roe changed")}),
    ],
)
def test_a_shipped_row_redoes_the_articles_that_it_can_touch(world, before, after, why):
    batch.run(world(before))
    assert state(world(after)).todo == dict(why)
    summary = batch.run(world(after))
    assert (summary.done, summary.reused) == (1, 2)
    assert changes(world.folder / "out") == why
    batch.run(world(after, out="fresh"))
    assert tables(world.folder / "out") == tables(world.folder / "fresh")
    assert batch.run(world(after)).done == 0


def test_a_source_or_note_is_no_change_and_another_order_is_one_of_everything(world):
    assert upgrade.Upgrade({"aliases": [DEE, ROE]}, {"aliases": [ROE, DEE]}).everywhere
    batch.run(world([DEE, ROE]))
    assert batch.run(world([ROE, DEE])).done == 3


def test_a_run_after_one_that_was_interrupted_in_an_upgrade_goes_on(world, monkeypatch):
    batch.run(world([DEE]))
    with monkeypatch.context() as stopped:
        stopped.setattr("quotestats.batch.publish.write", lambda *given, **more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            batch.run(world([DEE, ROE]))
    assert batch.run(world([DEE, ROE])).done == 0
    assert changes(world.folder / "out") == {("b", "aliases.tsv: Roe added")}


def test_words_that_are_kept_and_damaged_count_as_unknown():
    assert upgrade.known(None) is None
    assert upgrade.known(("x", b"no words")) is None
    assert upgrade.known(("x", upgrade.packed())) == ("x", upgrade.shipped())


def test_a_new_version_of_a_stage_redoes_rows(world):
    batch.run(world([DEE]))
    assert set(state(world([DEE], mentions="9")).todo.values()) == {"quotestats or its settings changed: mentions"}
    assert batch.run(world([DEE], mentions="9")).done == 3


def test_costly_results_are_kept_by_their_own_stage():
    made = fingerprint.parts("none") | {"model": "none", "attribution": "model", "scope": "all"}
    costly = (fingerprint.of_parse, fingerprint.of_answers)

    def differ(name):
        return [kind(made) != kind(made | {name: "other"}) for kind in costly]

    assert differ("mentions") == differ("rows") == differ("lexicon") == differ("words") == [False, False]
    assert differ("parse") == differ("base_model") == differ("parse_tables") == [True, False]
    assert differ("network") == differ("onnxruntime") == [False, True]
    assert differ("scope") == [True, True]
    assert fingerprint.joined(made) != fingerprint.joined(made | {"mentions": "other"})


@pytest.mark.parametrize("kind", ["government", "place"])
def test_a_shipped_state_touches_everything(kind):
    row = {"actor_id": "new-land", "name": "New Land", "type": kind, "country": "NL", "wikidata": ""}
    one = upgrade.Upgrade({"actors": []}, {"actors": [row]})
    assert one.touches(Article(id="a", text="Nothing of it.")) == ("actors.tsv: new-land added",)
    alias = DEE | {"kind": "government"}
    assert upgrade.Upgrade({}, {"aliases": [alias]}).touches(Article(id="a", text="Nothing of it."))


def test_the_rows_that_are_looked_at_are_those_of_the_five_tables():
    assert {name: len(rows) for name, rows in upgrade.shipped().items()} == {
        name: len(lexicon.table(name)) for name in TABLES
    }


@pytest.mark.slow
def test_an_upgraded_package_redoes_what_its_rows_touch_and_parses_nothing(tmp_path):
    shutil.copytree(ROOT / "pipeline", tmp_path / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "in").mkdir()
    for name in ("Marnes Harbour Watch", "Nether Marnes Watch"):
        text = f"The {name} said on Monday that 40 boats had left the port."
        (tmp_path / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    env = os.environ | {"PYTHONPATH": str(tmp_path / "pipeline")}

    def call(*arguments):
        command = [sys.executable, "-m", "quotestats", *arguments, "--attribution", "rules"]
        return subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert call("run", "in").returncode == 0
    aliases = tmp_path / "pipeline" / "quotestats" / "lexicon" / "en" / "aliases.tsv"
    columns = aliases.read_text(encoding="utf-8").splitlines()[0].split("\t")
    row = dict.fromkeys(columns, "") | {"alias": "Marnes Harbour Watch", "actor_id": "uk-government", "source": "test"}
    with aliases.open("a", encoding="utf-8") as file:
        file.write("\t".join(row.values()) + "\n")
    mentions = tmp_path / "pipeline" / "quotestats" / "components" / "mentions.py"
    assert "aliases.tsv: Marnes Harbour Watch added" in call("status", "in").stdout
    assert call("run", "in").returncode == 0
    described = json.loads((tmp_path / "outputs" / "run.json").read_text(encoding="utf-8"))
    assert (described["articles_analysed"], described["articles_reused"]) == (1, 1)
    assert {why for _, why in changes(tmp_path / "outputs")} == {"aliases.tsv: Marnes Harbour Watch added"}
    mentions.write_text(mentions.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    assert "settings changed: mentions" in call("status", "in").stdout


def test_the_versions_are_told_in_run_json(world):
    batch.run(world([DEE]))
    told = json.loads((world.folder / "out" / "run.json").read_text(encoding="utf-8"))["parts"]
    assert {name: told[name] for name in versions.declared()} == {
        name: stage.label for name, stage in versions.declared().items()
    }
