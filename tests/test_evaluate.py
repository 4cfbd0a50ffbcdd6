"""Scores against gold: the figures of hand-made tables, and the same figures as the shared scorer gives."""

import csv
import json
import re
import subprocess
import sys

import pytest

from quotestats import evaluate
from quotestats.evaluate import agreement, calibration
from quotestats.evaluate.gold import GoldQuantity

TEXT = "Ann Vale said rents rose 9% last year, and that 40 tenants left. The street has 12 houses."
RENT = {
    "text": "9%", "start": 25, "end": 27, "value": 9, "value_low": 9, "value_high": 9, "bound": "exact",
    "kind": "percent", "unit": "percent", "per": "", "counted": "rents", "direction": "up", "role": "change",
    "time": "last year", "period_start": "2023-01-01", "period_end": "2023-12-31", "quoted": True, "source": "Ann Vale",
    "source_start": 0, "source_end": 8, "speaker": "Ann Vale", "speaker_alternatives": [], "relayed_by": "",
    "quote_type": "indirect", "sure": True,
}  # fmt: skip
TENANTS = {
    **RENT, "text": "40", "start": 48, "end": 50, "value": 40, "value_low": 40, "value_high": 40, "kind": "count",
    "unit": "tenant", "counted": "tenants", "direction": "", "role": "level", "time": "", "period_start": "",
    "period_end": "",
}  # fmt: skip
HOUSES = {
    **TENANTS, "text": "12", "start": 80, "end": 82, "value": 12, "unit": "house", "counted": "houses", "quoted": False,
    "speaker": "", "quote_type": "",
}  # fmt: skip
COLUMNS = (
    "article_id", "quantity", "start", "end", "value", "value_low", "value_high", "bound", "kind", "unit", "per",
    "counted", "direction", "role", "compared_to", "time", "year", "period_start", "period_end", "source", "actor",
    "relayed_by", "resolved_by", "quote_type", "stance", "confidence",
)  # fmt: skip


def write_gold(path, quantities, article_id="a"):
    record = {"id": article_id, "quantities": quantities, "not_quantities": []}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


def predicted(gold, article_id="a", **changes):
    """The row of a run that found a gold quantity and got all of it right, but for the changes."""
    year = gold["period_start"][:4] if gold["period_start"][:4] == gold["period_end"][:4] else ""
    row = {key: "" if gold.get(key) is None else gold.get(key, "") for key in COLUMNS}
    row |= {"article_id": article_id, "quantity": gold["text"], "year": year, "actor": gold["speaker"]}
    return {**row, "resolved_by": "name", "confidence": 0.9, **changes}


def write_run(out, quantities, statistics):
    out.mkdir(exist_ok=True)
    for name, rows in (("quantities", quantities), ("quoted_statistics", statistics)):
        with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
            table = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
            table.writeheader()
            table.writerows(rows)
    return out


def test_a_run_that_says_what_gold_says_has_every_figure_at_one(tmp_path):
    gold = write_gold(tmp_path / "g.jsonl", [RENT, TENANTS, HOUSES])
    rows = [predicted(one) for one in (RENT, TENANTS, HOUSES)]
    out = write_run(tmp_path / "out", rows, rows[:2])

    figures = evaluate.score(gold, {"a": TEXT}, out).figures

    ones = [name for name in figures if name.endswith((".f1", ".accuracy"))]
    assert {name: figures[name] for name in ones} == dict.fromkeys(ones, 1.0)
    assert figures["offsets_bad"] == 0
    assert figures["quoted.right"] == 2


def test_wrong_fields_count_where_they_belong(tmp_path):
    gold = write_gold(tmp_path / "g.jsonl", [RENT, TENANTS, HOUSES])
    rows = [
        predicted(RENT, direction="down", actor="Bo Reed", resolved_by="pronoun"),
        predicted(TENANTS, value="41"),
        predicted(HOUSES, actor="Ann Vale"),
    ]
    out = write_run(tmp_path / "out", rows, rows)

    scores = evaluate.score(gold, {}, out)

    assert scores.figures["quoted.spurious"] == 1
    assert scores.figures["value.accuracy"] == pytest.approx(2 / 3)
    assert scores.figures["direction_told.f1"] == 0
    assert scores.figures["full_row.f1"] == 0
    assert scores.figures["speaker.wrong_not_empty"] == 0.5
    assert [(m.sort, m.gold, m.predicted) for m in scores.mistakes] == [
        ("direction", "up", "down"),
        ("value", "40", "41"),
        ("speaker", "Ann Vale", "Bo Reed"),
        ("not said", "", "Ann Vale"),
    ]
    assert dict((table.name, table.rows) for table in scores.tables)["speaker_by_resolved_by"] == (
        ("name", "1", "1.000"),
        ("pronoun", "1", "0.000"),
    )


def test_unsure_quantities_and_open_fields_count_neither_way(tmp_path):
    gold = write_gold(tmp_path / "g.jsonl", [{**RENT, "open": ["direction"]}, {**TENANTS, "sure": False}])
    rows = [predicted(RENT, direction="down"), predicted(TENANTS, value="41")]
    out = write_run(tmp_path / "out", rows, rows)

    figures = evaluate.score(gold, {}, out).figures

    assert figures["full_row.f1"] == figures["complete_row.f1"] == figures["value.accuracy"] == 1
    assert "direction.n" not in figures


def test_an_unreadable_gold_names_file_and_line(tmp_path):
    gold = tmp_path / "g.jsonl"
    gold.write_text('{"id": "a", "quantities": []}\n{"id": "b"}\n', encoding="utf-8")

    with pytest.raises(evaluate.GoldError, match=r"g\.jsonl:2: no annotated article"):
        evaluate.score(gold, {}, tmp_path)


@pytest.mark.parametrize(
    ("predicted_name", "golds", "right"),
    [
        ("Elizabeth Warren", ["Sen. Elizabeth Warren"], True),
        ("Warren", ["Elizabeth Warren"], True),
        ("Elizabeth", ["Elizabeth Warren"], False),
        ("ONS", ["Office National Statistics"], True),
        ("", ["Elizabeth Warren"], False),
        ("Bo Reed", ["Ann Vale", "Bo Reed"], True),
    ],
)
def test_same_actor(predicted_name, golds, right):
    assert agreement.same_actor(predicted_name, golds) is right


def test_a_range_has_no_value_and_its_ends():
    gold = GoldQuantity("4-6%", 0, 4, "percent", value_low=4, value_high=6, bound="between", unit="percent")

    assert agreement.same_value(gold, {"value": "", "value_low": "4", "value_high": "6.0"})
    assert not agreement.same_value(gold, {"value": "5", "value_low": "4", "value_high": "6"})


def test_calibration_error_is_the_mean_distance_of_confidence_and_share_right():
    judged = [(0.95, True), (0.95, True), (0.25, False), (0.25, True)]

    assert [(one.n, one.right) for one in calibration.reliability(judged)] == [(2, 0.5), (2, 1.0)]
    assert calibration.expected_error(judged) == pytest.approx(0.5 * 0.25 + 0.5 * 0.05)
    assert calibration.brier([(1.0, True), (0.0, True)]) == 0.5


def test_the_figures_are_those_of_the_shared_scorer(shared, tmp_path):
    """On a run made of the gold itself with every third field damaged: same figures, name by name."""
    folder = shared / "gold" / "e2e"
    lines = (folder / "dev.gold.jsonl").read_text(encoding="utf-8").splitlines()
    damage = [{}, {"value": "3"}, {"unit": "x"}, {"kind": "count"}, {"actor": "Bo Reed"}, {"actor": ""}, {"bound": "x"}]
    damage += [{"direction": "up"}, {"period_start": "", "period_end": "", "year": ""}, {"counted": "x"}, {"per": "x"}]
    quantities, statistics = [], []
    for article in map(json.loads, lines):
        for number, gold in enumerate(article["quantities"]):
            row = predicted(gold, article["id"], **damage[number % len(damage)])
            quantities += [row] if number % 9 else []
            statistics += [row] if gold["quoted"] == bool(number % 7) else []
    out = write_run(tmp_path / "out", quantities, statistics)
    said = subprocess.run(
        [sys.executable, folder / "score_e2e.py", folder / "dev.gold.jsonl", folder / "dev.articles.jsonl", out],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    figures = evaluate.score(folder / "dev.gold.jsonl", evaluate.texts(folder / "dev.articles.jsonl"), out).figures

    for name in ("quantity_span", "quoted", "full_row", "complete_row"):
        theirs = re.search(rf"^{name}: P (\S+) R (\S+) F1 (\S+)", said, re.M)
        mine = tuple(f"{figures[f'{name}.{one}']:.3f}" for one in ("precision", "recall", "f1"))
        assert (name, mine) == (name, theirs.groups())
    accuracies = re.findall(r"^(\w+)_accuracy: (\S+)", said, re.M)
    assert len(accuracies) == 14
    for name, theirs in accuracies:
        mine = (
            figures[f"{name}.accuracy"]
            if name != "complete_row"
            else figures["complete_row.right"] / figures["quoted.right"]
        )
        assert (name, f"{mine:.3f}") == (name, theirs)
    assert f"speaker_wrong_not_empty: {figures['speaker.wrong_not_empty']:.3f}" in said
    assert f"offsets_bad: {figures['offsets_bad']:.0f}" in said
