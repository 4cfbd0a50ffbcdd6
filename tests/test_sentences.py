"""Every table of ``corpus/sentences/`` against the whole pipeline; the reader of the tables itself."""

import pytest
import spacy

import sentences
from quotestats import layers
from quotestats.records import Attribution, Quantity, TimeRef

TABLES = sorted(sentences.FOLDER.glob("*.txt"))
CASES = [case for table in TABLES for case in sentences.cases(table)]


def _parameter(case):
    marks = [pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else []
    return pytest.param(case, id=f"{case.where} {case.article.text[:60]}", marks=marks)


@pytest.mark.parametrize("case", [_parameter(case) for case in CASES])
def test_sentence(case, nlp):
    from quotestats import model

    doc = next(iter(model.read(nlp, [case.article])))

    assert sentences.differences(case, doc) == []


def test_marks_nest_and_offsets_are_those_of_the_plain_text():
    text, marks = sentences.parse('[Bo](source a1) [said](cue a1): "[[4%](quantity value=4) left](content a1)"')

    assert text == 'Bo said: "4% left"'
    assert [(mark.label, text[mark.start : mark.end]) for mark in marks] == [
        ("source", "Bo"),
        ("cue", "said"),
        ("content", "4% left"),
        ("quantity", "4%"),
    ]


def test_escapes_give_line_breaks_and_brackets():
    assert sentences.parse(r"One \[sic\].\nTwo.")[0] == "One [sic].\nTwo."


def test_directives_hold_for_the_lines_below_and_xfail_for_one(tmp_path):
    table = tmp_path / "t.txt"
    table.write_text(
        "# layers: quantity\n# published: 2024-01-04\n# xfail: not yet\nOne line.\nAnother.  # with a note\n",
        encoding="utf-8",
    )

    first, second = sentences.cases(table)

    assert (first.xfail, second.xfail) == ("not yet", "")
    assert (second.article.text, second.article.published) == ("Another.", "2024-01-04")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[Two](quantty value=2) died", "t.txt:2: no label quantty"),
        ("[Two](quantity vlue=2) died", "t.txt:2: a quantity has no vlue"),
        ("[Two(quantity value=2) died", 't.txt:2: "[" is never closed'),
        ("Two](quantity value=2) died", 't.txt:2: "]" at 3 closes no mark'),
        ("[Bo](source) spoke", "t.txt:2: (source): source, cue, content need an id"),
        ("[2020](time value=2020)", "t.txt:2: marks of"),
    ],
)
def test_broken_markup_is_refused_with_its_place(tmp_path, line, message):
    table = tmp_path / "t.txt"
    table.write_text(f"# layers: quantity attribution\n{line}\n", encoding="utf-8")

    with pytest.raises(ValueError) as error:
        sentences.cases(table)

    assert str(error.value).startswith(message)


LINE = "[Bo](source a1) [said](cue a1) [[4](quantity value=4) goats](content a1) left in [May](time value=2023-05)."


def _doc(case, quantities):
    doc = spacy.blank("en")(case.article.text)
    layers.write(doc, layers.QUANTITIES, quantities)
    layers.write(doc, layers.ATTRIBUTIONS, [Attribution("a0", ((8, 15),), "Bo", 0, 2, "said", 3, 7)])
    layers.write(doc, layers.TIMES, [TimeRef("May", 24, 27, "DATE", "2022-05")])
    return doc


def test_differences_name_what_is_missed_wrong_and_too_much(tmp_path):
    table = tmp_path / "t.txt"
    table.write_text(f"# layers: quantity time attribution\n{LINE}\n", encoding="utf-8")
    (case,) = sentences.cases(table)

    right = Quantity("4", 8, 9, "count", value=4.0, unit="goat")
    other = Quantity("left", 16, 20, "count")

    assert sentences.differences(case, _doc(case, [right])) == ["time 'May': value='2022-05', not '2023-05'"]
    assert sentences.differences(case, _doc(case, [other]))[:2] == ["missed quantity '4'", "too much: quantity 'left'"]
