"""Corrections end to end: attached by exact words, applied to kept rows, every state reported."""

import csv
import json

import pytest

from quotestats import annotations, batch
from quotestats.annotations import corrections
from quotestats.annotations.corrections import HEADER, anchor, attach
from quotestats.batch import validation
from quotestats.errors import LexiconError
from quoting_recipe import QuotingRecipe

TEXT = (
    "The port of Marnes was quiet on the morning of the count.\n"
    "Dee said 40 boats had been seen there in the first week of the year.\n"
    "Roe said 12 crews had left for good, and the harbour master agreed with that.\n"
)
BOATS, CREWS = TEXT.index("40"), TEXT.index("12")


class World:
    """A folder with articles and annotations, run as often as a test likes."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "in").mkdir()
        (folder / "notes").mkdir()
        self.lines = []

    def article(self, text=TEXT, name="a"):
        (self.folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8", newline="")

    def table(self, name, text):
        (self.folder / "notes" / f"{name}.csv").write_text(text, encoding="utf-8")

    def correct(self, start, end, action, column="", value="", seen="", *, table="quoted_statistics", text=TEXT):
        line = dict.fromkeys(HEADER, "") | anchor(text, start, end)
        line |= {"correction_id": f"c{len(self.lines)}", "article_id": "a", "table": table, "action": action}
        self.lines.append(line | {"column": column, "value": value, "value_seen": seen})
        with (self.folder / "notes" / "corrections.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADER)
            writer.writeheader()
            writer.writerows(self.lines)

    def run(self, out="out", **more):
        kept = annotations.read(self.folder / "notes")
        recipe = QuotingRecipe(kept.overlay)
        plan = batch.Plan([str(self.folder / "in")], self.folder / out, recipe, annotations=kept, **more)
        return batch.run(plan)

    def rows(self, table="quoted_statistics", out="out"):
        with (self.folder / out / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def states(self, out="out"):
        states = json.loads((self.folder / out / "run.json").read_text(encoding="utf-8"))["corrections"]["states"]
        return {state: number for state, number in states.items() if number}


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path)
    made.article()
    return made


def test_accept_and_set_are_marked_and_need_no_analysis(world):
    world.run()
    world.correct(BOATS, BOATS + 2, "accept")
    world.correct(CREWS, CREWS + 2, "set", "value", "13", "12")
    summary = world.run()
    assert summary.done == 0
    boats, crews = world.rows()
    assert (boats["reviewed"], crews["reviewed"]) == ("accepted", "corrected")
    assert [crews[name] for name in ("value", "value_low", "value_high")] == ["13"] * 3
    assert world.rows("quantities")[1]["value"] == "13"
    assert world.states() == {"applied": 2}
    changed = world.rows("changes")
    assert ("value", "12", "13", "correction c1") in {(c["column"], c["old"], c["new"], c["why"]) for c in changed}


def test_a_rejected_row_is_left_out_and_counted(world):
    world.correct(BOATS, BOATS + 2, "reject")
    world.run()
    assert [row["quantity"] for row in world.rows()] == ["12"]
    assert world.rows("quantities")[0]["attribution_id"] == ""
    described = json.loads((world.folder / "out" / "run.json").read_text(encoding="utf-8"))
    assert described["corrections"]["rejected_rows"] == {"quoted_statistics": 1}
    world.correct(BOATS, BOATS + 2, "accept")
    world.run()
    assert [row["reviewed"] for row in world.rows()] == ["accepted", ""]


def test_a_rejected_attribution_takes_its_statistics_along(world):
    (row, _) = world.run() and world.rows("attributions")
    world.correct(int(row["start"]), int(row["end"]), "reject", table="attributions")
    world.run()
    assert [row["quantity"] for row in world.rows()] == ["12"]
    assert world.rows("quantities")[0]["attribution_id"] == ""


def test_setting_an_actor_fills_its_columns(world):
    world.table("actors", "actor_id,name,type,wikidata\nada-dee,Ada Dee,person,Q42\n")
    world.correct(BOATS, BOATS + 2, "set", "actor_id", "ada-dee", "")
    world.correct(CREWS, CREWS + 2, "set", "actor_id", "nobody-known", "")
    world.run()
    names = ("actor_id", "actor", "actor_type", "actor_wikidata", "resolved_by")
    assert [world.rows()[0][name] for name in names] == ["ada-dee", "Ada Dee", "person", "Q42", "correction"]
    assert world.states() == {"applied": 1, "conflict": 1}


def test_a_speaker_set_in_attributions_holds_for_all_its_statistics(world):
    (row, _) = world.run() and world.rows("attributions")
    world.correct(int(row["start"]), int(row["end"]), "set", "actor_id", "uk-government", "", table="attributions")
    world.run()
    assert [row["actor_id"] for row in world.rows()] == ["uk-government", ""]


def test_what_the_program_says_by_now_decides(world):
    world.correct(BOATS, BOATS + 2, "set", "unit", "boats", "ships")
    world.correct(CREWS, CREWS + 2, "set", "unit", "people", "ships")
    world.run()
    assert world.states() == {"already true": 1, "conflict": 1}
    assert [row["reviewed"] for row in world.rows()] == ["accepted", ""]


def test_the_later_of_two_corrections_holds(world):
    world.correct(BOATS, BOATS + 2, "set", "unit", "boat", "boats")
    world.correct(BOATS, BOATS + 2, "set", "unit", "ship", "boats")
    world.run()
    assert world.rows()[0]["unit"] == "ship"


def test_an_added_statistic_brings_what_it_needs(world):
    text = TEXT + "Of these, Poe counted, about 30% may be back by the summer of next year.\n"
    world.article(text)
    start = text.index("about 30%")
    world.correct(start, start + 9, "add", text=text)
    world.correct(start, start + 9, "set", "actor_id", "uk-government", "", text=text)
    world.run()
    row = world.rows()[-1]
    assert [row[name] for name in ("quantity", "value", "bound", "kind")] == ["about 30%", "30", "about", "percent"]
    assert (row["actor_id"], row["reviewed"]) == ("uk-government", "corrected")
    assert row["sentence"] == text.splitlines()[-1]
    assert world.rows("attributions")[-1]["attribution_id"] == row["attribution_id"]
    assert world.rows("quantities")[-1]["statistic_id"] == row["statistic_id"]
    assert list(validation.check(world.folder / "out")) == []


def test_adding_what_is_there_is_already_true(world):
    world.correct(BOATS, BOATS + 2, "add")
    world.run()
    assert world.states() == {"already true": 1}


def test_corrections_of_no_article_are_orphans(world):
    world.correct(BOATS, BOATS + 2, "accept")
    world.lines[0]["article_id"] = "gone"
    world.correct(BOATS, BOATS + 2, "accept")
    world.run()
    assert world.states() == {"applied": 1, "orphan": 1}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"action": "delete"}, "action must be accept, reject, set or add"),
        ({"table": "people"}, "table must be one of quoted_statistics"),
        ({"action": "set", "column": "start"}, 'column "start" of quoted_statistics cannot be set'),
        ({"action": "set", "column": "value", "value": "many"}, "value must be a number"),
        ({"action": "set", "column": "kind", "value": "weight"}, "kind must be one of count"),
        ({"action": "set", "column": "period_end", "value": "May"}, "period_end must be a day"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(world, cells, said):
    world.correct(BOATS, BOATS + 2, "accept")
    world.lines[0] |= cells
    world.correct(CREWS, CREWS + 2, "accept")
    with pytest.raises(LexiconError, match=r"corrections.csv:2: ") as raised:
        world.run()
    assert said in str(raised.value)


EDITS = {
    "paragraph inserted above": (lambda t: "A new first paragraph, 40 words long.\n" + t, BOATS + 38),
    "typo fixed nearby": (lambda t: t.replace("been seen there", "been seem there"), None),
    "typo fixed elsewhere": (lambda t: t.replace("harbour master", "harbor master"), BOATS),
    "number changed": (lambda t: t.replace("40 boats", "41 boats"), None),
    "number deleted": (lambda t: t.replace("40 boats", "boats"), None),
    "quotation marks changed": (lambda t: t.replace("Roe said", "“Roe” said"), BOATS),
    "quotation marks added nearby": (lambda t: t.replace("40 boats", "“40 boats”"), None),
    "line ends changed": (lambda t: t.replace("\n", "\r\n"), BOATS + 1),
}


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_it_stands_on_the_same_words_or_nowhere(world, edit):
    change, place = EDITS[edit]
    world.correct(BOATS, BOATS + 2, "accept")
    (one,) = corrections.read(world.folder / "notes")["a"]
    found = attach(one, change(TEXT))
    assert found.span == (None if place is None else (place, place + 2))
    assert place is not None or found.state == "orphan"


def test_paragraphs_swapped_and_sentence_repeated(world):
    sentence = "Roe said 12 crews had left for good, and the harbour master agreed with that. "
    text = "It was so. " + sentence + "So it went on through the year.\nDee had gone home by then.\n"
    start = text.index("agreed")
    world.correct(start, start + 6, "accept", text=text)
    (one,) = corrections.read(world.folder / "notes")["a"]
    first, second = text.splitlines(keepends=True)
    assert attach(one, second + first).span == (start + len(second), start + len(second) + 6)
    assert attach(one, first[:-1] + " " + sentence + "So it went on through the year.\n").state == "ambiguous"


def test_a_number_is_no_part_of_a_longer_one():
    line = dict.fromkeys(("id", "article_id", "column", "value", "value_seen", "prefix", "suffix", "place"), "")
    one = corrections.Correction(table="quantities", action="accept", exact="40", **line)
    assert attach(one, "In 1940 they saw 40 boats and 400 crews.").span == (17, 19)


def test_state_tells_what_a_run_would_do(world):
    from quotestats.batch.state import state

    def told():
        kept = annotations.read(world.folder / "notes")
        plan = batch.Plan(
            [str(world.folder / "in")], world.folder / "out", QuotingRecipe(kept.overlay), annotations=kept
        )
        return state(plan)

    assert told().todo == {"a": "no run yet"}
    assert not told().current
    world.run()
    assert told().current
    world.table("aliases", "alias,actor_id\nDee,uk-government\nZoe,uk-government\n")
    assert told().todo == {"a": "aliases.csv: Dee added"}
    world.article("Roe said 9 boats.", "b")
    world.run()
    world.correct(BOATS, BOATS + 2, "accept")
    assert told().same == 2
    assert not told().current
    (world.folder / "in" / "b.txt").unlink()
    assert told().gone == ["b"]


def test_changes_say_why(world):
    world.run()
    assert world.rows("changes") == []
    world.table("aliases", "alias,actor_id\nDee,uk-government\n")
    world.run()
    whys = {(row["change"], row["column"], row["why"]) for row in world.rows("changes")}
    assert ("changed", "actor_id", "aliases.csv: Dee added") in whys
    world.article("A line above.\n" + TEXT)
    world.article("Roe said 9 boats.", "b")
    world.run()
    whys = {(row["article_id"], row["change"], row["column"], row["why"]) for row in world.rows("changes")}
    assert ("a", "changed", "offsets", "the article changed") in whys
    assert ("b", "added", "", "new article") in whys
    (world.folder / "in" / "b.txt").unlink()
    world.correct(BOATS, BOATS + 2, "reject")
    world.run()
    whys = {(row["article_id"], row["change"], row["why"]) for row in world.rows("changes")}
    assert whys >= {("b", "removed", "the article is gone"), ("a", "removed", "correction c0")}
