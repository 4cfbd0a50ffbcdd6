"""Score third-party sets of quantities and dates where they ask what our conventions ask.

usage: python tools/asked.py [--errors N] [SET ...]   # newsquant.dev duckling_quantity quantulum3_tests gum_dates.dev

The sets have conventions of their own ("from X to Y" as one range, "one man" as a quantity, ordinals), and wrong
labels. What a set asks against our conventions is mapped or left out on both sides: by the rules of
``conventions.py``, which know no text, and then by the list ``docs/asked.tsv`` as well (set, id, gold: the number of
the gold in its text, or +N for a figure at offset N that the set lacks; asks: figure, unit or change; reason).
docs/asked.md says what comes out.
"""

import argparse
import collections
import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import conventions
import measures
from conventions import change_is, overlap, unit_is

sys.path[:0] = [str(measures.SHARED / "gold"), str(measures.SHARED / "gold" / "quantity")]
LIST = measures.ROOT / "docs" / "asked.tsv"
SETS = ("newsquant.dev", "duckling_quantity", "quantulum3_tests", "gum_dates.dev")

Row = dict[str, Any]  # Any: JSON of many shapes


def listed(name: str) -> dict[str, dict[str, set[str]]]:
    """Return the places of a set that the list takes out: by id, what is asked there and the golds concerned."""
    found: dict[str, dict[str, set[str]]] = collections.defaultdict(lambda: collections.defaultdict(set))
    rows = (line for line in LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for row in csv.DictReader(rows, delimiter="\t"):
        if row["set"] == name:
            found[row["id"]][row["asks"]].add(row["gold"])
    return found


def of_left_out(row: Row, gold: Row) -> bool:
    """Tell whether a prediction is of a gold that is left out: in its place, or where it has none, by a value."""
    figures = {gold.get("value"), gold.get("low"), gold.get("high")} - {None}
    return overlap(gold, row) or (gold.get("start") is None and bool({row["value"], row["low"]} & figures))


def matched(golds: dict[int, Row], rows: list[Row]) -> dict[int, int]:
    """Return the row of each gold that is found: of the same value, in its place where there are several."""
    pairs = [
        (
            -4 * overlap(gold, row) - 2 * unit_is(gold, row) - change_is(gold, row),
            i,
            j,
        )
        for i, gold in golds.items()
        for j, row in enumerate(rows)
        if conventions.same(gold, row)
    ]
    used: dict[int, int] = {}
    for _, i, j in sorted(pairs):
        if i not in used and j not in used.values():
            used[i] = j
    return used


def quantities(name: str, predicted: dict[str, list[Row]], gold: list[Row], errors: int, *, by_list: bool) -> None:
    """Print the scores of a set of quantities, and what is wrong where ``errors`` are asked for."""
    import run_sets

    out, count = listed(name) if by_list else {}, collections.Counter[str]()
    for text in gold:
        key = str(text["id"])
        place = out.get(key, {})
        golds = [run_sets.gold_quantity(conventions.in_contract_terms(g), False) for g in text["quantities"]]
        left = [
            g for i, g in enumerate(golds)
            if conventions.unasked(g, text["text"]) or str(i) in place.get("figure", ())
        ]  # fmt: skip
        rows = [row for row in predicted.get(key, []) if f"+{row['start']}" not in place.get("figure", ())]
        kept = conventions.alternatives({i: g for i, g in enumerate(golds) if g not in left}, rows)
        rows = conventions.changes(kept, rows)
        used = matched(kept, rows)
        extra = [r for j, r in enumerate(rows) if j not in used.values() and not any(of_left_out(r, g) for g in left)]
        count.update({"left out": len(left), "gold": len(kept), "predicted": len(used) + len(extra)})
        wrong = [("EXTRA", row["start"], row["text"]) for row in extra]
        wrong += [("MISS", i, kept[i].get("text")) for i in kept.keys() - used.keys()]
        for i, j in used.items():
            unit = unit_is(kept[i], rows[j]) or str(i) in place.get("unit", ())
            change = change_is(kept[i], rows[j]) or str(i) in place.get("change", ())
            count.update({"value": 1, "+unit": unit, "+change": change, "+unit+change": unit and change})
            wrong += [] if unit else [("UNIT", i, rows[j]["unit_norm"], kept[i]["unit_norm"])]
            wrong += [] if change else [("CHANGE", i, rows[j]["change"], kept[i]["change"])]
        for entry in wrong if errors else ():
            print("  ", key, *entry, sep=" | ")
    report(f"{name}, by rule{' and list' if by_list else ''}", count, ("value", "+unit", "+change", "+unit+change"))


def report(name: str, count: collections.Counter[str], figures: tuple[str, ...]) -> None:
    """Print recall, precision and F1 of each figure."""
    print(f"== {name}: {count['gold']} asked, {count['left out']} golds left out, {count['predicted']} predicted")
    for figure in figures:
        recall, precision = count[figure] / count["gold"], count[figure] / count["predicted"]
        print(f"{figure:<14} P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / (precision + recall):.3f}")


def read(gold: list[Row], work: Path) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Run the program on the texts of a set and return its quantities and times in the scorer's terms, by text."""
    texts, out = work / "in.jsonl", work / "out"
    with texts.open("w", encoding="utf-8") as lines:
        for text in gold:
            record = {"id": str(text["id"]), "text": text["text"], "published": (text.get("dct") or "")[:10]}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    command = [measures.PROGRAM, "run", texts, "--out", out, "--scope", "all", "--attribution", "rules", "-q"]
    subprocess.run([str(word) for word in command], check=True)
    return tables(out)


def tables(out: Path) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Return the quantities and times of a run in the scorer's terms, by text."""
    import run_sets

    quantity: dict[str, list[Row]] = collections.defaultdict(list)
    time: dict[str, list[Row]] = collections.defaultdict(list)
    for row in _rows(out / "quantities.csv"):
        number, vague = run_sets.number, row["value"] == ""
        quantity[row["article_id"]].append({
            "start": int(row["start"]), "end": int(row["end"]), "text": row["quantity"], "kind": row["kind"],
            "value": number(row["value"]), "low": number(row["value_low"]) if vague else None,
            "high": number(row["value_high"]) if vague else None, "unit_norm": run_sets.unit(row["unit"]),
            "per": run_sets.unit(row["per"]), "role": row["role"], "bound": row["bound"],
            "change": run_sets.change(row), "symbol": run_sets.change({**row, "direction": ""}),
        })  # fmt: skip
    for row in _rows(out / "times.csv"):
        span = {"start": int(row["start"]), "end": int(row["end"])}
        time[row["article_id"]].append({**span, "type": row["type"], "value": row["value"]})
    return quantity, time


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def day(value: str, asked: str) -> str:
    """Return what is asked of a TIMEX3 value: the calendar part, of a clock time the time alone.

    ``2007-03-03TNI`` gives the day. Where the date asked has no year (``--12-25``, a day of every year), none is given.
    """
    clock = re.search(r"T?(\d\d:\d\d)(:\d\d)?$", value)
    if clock:
        return clock[1].replace("24:00", "00:00")
    plain = re.sub(r"T[A-Z]{2}$", "", value)
    if asked.startswith("--"):
        return re.sub(r"^(?:-|\d{4})-", "", plain)
    return plain.lstrip("-").removeprefix("0")


def dates(name: str, predicted: dict[str, list[Row]], gold: list[Row]) -> None:
    """Print how many dates of the calendar have the right value.

    Lengths, sets and "now" are not asked by the set. Stretches that it gives by two ends and not by a value (decades,
    centuries, weeks, seasons) count for neither side, as in ``run_sets.py``.
    """
    count = collections.Counter[str]()
    for text in gold:
        rows = [r for r in predicted.get(str(text["id"]), []) if r["type"] in ("DATE", "TIME")]
        rows = [r for r in rows if re.match(r"-?\d|XX", r["value"])]
        used: set[int] = set()
        for g in text["times"]:
            said = next((t for t in g.get("timex") or [] if isinstance(t, str)), "")
            value = str(g.get("value") or g.get("when") or said)
            found = next((j for j, r in enumerate(rows) if j not in used and overlap(g, r)), None)
            used |= {found} if found is not None else set()
            if not value:
                count["predicted"] -= found is not None
                continue
            count["gold"] += 1
            if found is not None:
                count["found"] += 1
                count["value"] += day(rows[found]["value"], value) == day(value, value)
        count["predicted"] += len(rows)
    report(f"{name}, by rule", count, ("value",))
    print(f"of {count['found']} dates found, value right: {count['value'] / count['found']:.3f}")


def main() -> int:
    """Run the program on the sets and print their scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", default=SETS)
    parser.add_argument("--errors", type=int, default=0, help="show what is wrong")
    options = parser.parse_args()
    for name in options.sets:
        with (measures.SHARED / "gold" / "quantity" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            gold = [json.loads(line) for line in lines if line.strip()]
        with tempfile.TemporaryDirectory() as work:
            found, times = read(gold, Path(work))
        if any("times" in text for text in gold):
            dates(name, times, gold)
        else:
            quantities(name, found, gold, options.errors, by_list=False)
            quantities(name, found, gold, options.errors, by_list=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
