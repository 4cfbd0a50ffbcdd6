"""Write ``corpus/articles/`` and ``corpus/gold/corpus.gold.jsonl`` from the marked articles in ``corpus/gold/marked/``.

usage: python tools/gold.py [--check]

A marked article is the text with its annotation inline (``docs/gold.md`` explains the marks). ``--check`` writes
nothing and fails where the files that would be written differ from those that are there. Both say what looks wrong
in the marks: a number that has none, a surface that is not in the text.
"""

import argparse
import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
WIRE = "wire-briefs"  # this folder of marked articles becomes one JSONL file, to show that format

KINDS = dict.fromkeys(("count", "money", "measure", "duration"), "") | {  # kind: its unit where there is but one
    "percent": "percent",
    "points": "percentage_point",
    "multiple": "times",
    "ratio": "ratio",
}
WORDS = {
    "bound": ("exact", "about", "more_than", "at_least", "less_than", "at_most", "between", "vague"),
    "direction": ("up", "down"),
    "role": ("level", "change", "from", "to"),
    "quote_type": ("direct", "indirect", "mixed"),
    "stance": ("asserted", "denied", "questioned", "planned"),
}
FIELD = {word: name for name, words in WORDS.items() for word in words}
OPEN = {
    "anycounted": "counted",
    "anydir": "direction role",
    "anyper": "per",
    "anyperiod": "period",
    "anystance": "stance",
    "anytype": "quote_type",
    "anyunit": "unit",
}
NUMBER_WORD = re.compile(
    r"\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty|forty|fifty|"
    r"sixty|hundreds?|thousands?|millions?|half|halved|third|quarters?|fifth|tenth|double|doubled|tripled|trebled|twice)\b",
    re.I,
)
Record = dict[str, Any]  # Any: a JSON object


@dataclass
class Marked:
    """One marked article: its metadata, its plain text and what was marked."""

    id: str
    meta: dict[str, str]
    text: str = ""
    marks: list[tuple[int, int, str]] = field(default_factory=list)


def read(path: Path, root: Path) -> Marked:
    """Return a marked article. Raises ValueError when the marks do not nest."""
    lines = path.read_text(encoding="utf-8").split("\n")
    head = [line for line in lines if re.match(r"# \w+:", line)]
    meta = {key: value.strip() for key, _, value in (line[2:].partition(":") for line in head)}
    one = Marked(path.relative_to(root).with_suffix("").as_posix(), meta)
    body = "\n".join(lines[len(head) :]).strip("\n") + "\n"
    plain: list[str] = []
    opened: list[int] = []
    at = 0
    while at < len(body):
        mark = re.compile(r'\]\(((?:[^()"]|"[^"]*")+)\)').match(body, at)
        if body[at] == "[":
            opened.append(len(plain))
            at += 1
        elif mark and opened:
            one.marks.append((opened.pop(), len(plain), mark[1]))
            at = mark.end()
        else:
            plain.append(body[at])
            at += 1
    if opened:
        raise ValueError(f"{path}: a mark is not closed")
    one.text = "".join(plain)
    return one


def annotated(one: Marked) -> Record:
    """Return the gold record of an article, in the form that ``quotestats evaluate`` reads."""
    sources = {}
    quantities: list[Record] = []
    others: list[Record] = []
    for start, end, words in sorted(one.marks):
        label, *rest = re.findall(r'\w+="[^"]*"|"[^"]*"|\S+', words)
        keys = {key: value.strip('"') for key, _, value in (word.partition("=") for word in rest if "=" in word)}
        bare = [word.strip('"') for word in rest if "=" not in word]
        span = {"text": one.text[start:end], "start": start, "end": end}
        if label == "source":
            sources[bare[0]] = {**span, **keys}
        elif label == "not":
            others.append({**span, "why": bare[0]})
        else:
            quantities.append({**span, "label": label, "bare": bare, **keys})
    return {
        "id": one.id,
        "quantities": [_quantity(one, mark, sources) for mark in quantities],
        "not_quantities": others,
    }


def _said(bare: list[str], where: str) -> Record:
    """Return what the bare words of a quantity's mark say: fields, numbers, unit, source id."""
    said: Record = {"bound": "exact", "direction": "", "role": "level", "quote_type": "", "stance": "asserted"}
    said |= {"id": "", "unit": "", "low": None, "high": None, "open": set(), "sure": "unsure" not in bare}
    for word in bare:
        number = re.fullmatch(r"(-?[\d.]+?(?:e-?\d+)?)(?:\.\.([\d.]+?(?:e\d+)?))?", word)
        if word in FIELD:
            said[FIELD[word]] = word
        elif word in OPEN:
            said["open"] = {*said["open"], *OPEN[word].split()}
        elif re.fullmatch(r"s\d+b?", word):
            said["id"] = word
        elif number:
            said |= {"low": float(number[1]), "high": float(number[2] or number[1])}
        elif word != "unsure":
            said["unit"] = word
    if said["low"] is None or bool(said["id"]) != bool(said["quote_type"]):
        raise ValueError(f"{where}: no value, or a source without a quote type")
    return said


def _quantity(one: Marked, mark: Record, sources: dict[str, Record]) -> Record:
    where = f"{one.id}: {mark['text']!r}"
    said = _said(mark["bare"], where)
    kind, unfixed = str(mark["label"]), set(said["open"])
    if kind not in KINDS or said["id"] not in {"", *sources}:
        raise ValueError(f"{where}: no kind {kind}, or no source {said['id']}")
    source = sources.get(str(said["id"]), {})
    start, end = _period(str(mark.get("period", "")))
    return {
        **{key: mark[key] for key in ("text", "start", "end")},
        **_values(said["low"], said["high"], str(said["bound"])),
        "bound": said["bound"],
        "kind": "percentage_point" if kind == "points" else kind,
        "unit": "" if "unit" in unfixed else said["unit"] or KINDS[kind],
        "per": mark.get("per", ""),
        "counted": "" if "counted" in unfixed else mark.get("of", ""),
        "direction": said["direction"],
        "role": said["role"],
        "compared_to": mark.get("vs", ""),
        "time": mark.get("when", ""),
        "period_start": "" if "period" in unfixed else start,
        "period_end": "" if "period" in unfixed else end,
        "quoted": bool(source),
        "source": source.get("text", ""),
        "source_start": source.get("start"),
        "source_end": source.get("end"),
        "speaker": source.get("name", ""),
        "speaker_alternatives": [name for name in str(source.get("alt", "")).split("|") if name],
        "relayed_by": mark.get("via", ""),
        "quote_type": said["quote_type"],
        "stance": said["stance"] if source else "",
        "open": sorted(unfixed),
        "sure": said["sure"],
    }


def _values(low: object, high: object, bound: str) -> Record:
    """Return value and ends by the conventions: an open bound has one end, a range or vague magnitude no value."""
    return {
        "value": None if bound in ("between", "vague") else low,
        "value_low": low if bound in ("exact", "more_than", "at_least", "between", "vague") else None,
        "value_high": high if bound in ("exact", "less_than", "at_most", "between") else None,
    }


def _period(text: str) -> tuple[str, str]:
    """Return first and last day: ``"2022"``, ``"2022-04..2022-12"``, ``"1994-01-01.."`` (open), ``""``."""
    if not text:
        return "", ""
    first, dots, last = text.partition("..")
    last = last if dots else first
    return first + "-01-01"[len(first) - 4 :], _last_day(last)


def _last_day(text: str) -> str:
    if len(text) != len("2022-04"):
        return text + "-12-31" if len(text) == len("2022") else text
    year, month = int(text[:4]), int(text[5:])
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).isoformat()


def complaints(one: Marked, gold: Record) -> Iterator[str]:
    """Yield what looks wrong: numbers without a mark, surfaces that are not in the text, overlapping marks."""
    covered = [(start, end) for start, end, words in one.marks if not words.startswith("source")]
    quantities: list[dict[str, str]] = gold["quantities"]
    for match in NUMBER_WORD.finditer(one.text):
        if not any(start <= match.start() < end for start, end in covered):
            around = one.text[max(0, match.start() - 30) : match.end() + 20].replace("\n", " ")
            yield f"{one.id}: no mark on {match[0]!r} in {around!r}"
    for quantity in quantities:
        for key in ("time", "counted", "compared_to"):
            if quantity[key].casefold() not in one.text.casefold():
                yield f"{one.id}: {key} {quantity[key]!r} of {quantity['text']!r} is not in the text"
        if quantity["quoted"] and not quantity["speaker"]:
            yield f"{one.id}: {quantity['text']!r} has no speaker"


def files(articles: list[Marked], gold: list[Record]) -> dict[str, str]:
    """Return every file to be written, by its path below ``corpus/``."""
    texts = {f"articles/{one.id}.txt": one.text for one in articles if not one.id.startswith(WIRE)}
    plain = [one for one in articles if not one.id.startswith(WIRE)]
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["id", "title", "published", "outlet", "author"])
    writer.writerows(
        [one.id, *(one.meta.get(key, "") for key in ("title", "published", "outlet", "author"))] for one in plain
    )
    briefs = [
        {"id": one.id.rpartition("/")[2], **one.meta, "text": one.text.rstrip("\n")}
        for one in articles
        if one.id.startswith(WIRE)
    ]
    lines = {
        "articles/wire/briefs.jsonl": [{key: value for key, value in brief.items() if value} for brief in briefs],
        "gold/corpus.gold.jsonl": [{**record, "id": str(record["id"]).removeprefix(f"{WIRE}/")} for record in gold],
    }
    return {
        **texts,
        "articles/metadata.csv": table.getvalue(),
        **{name: "".join(json.dumps(x, ensure_ascii=False) + "\n" for x in records) for name, records in lines.items()},
    }


def main() -> int:
    """Write or check the files; exit status 1 when a check fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file would change")
    check = parser.parse_args().check
    root = CORPUS / "gold" / "marked"
    articles = [read(path, root) for path in sorted(root.rglob("*.txt"))]
    gold = [annotated(one) for one in articles]
    for one, record in zip(articles, gold, strict=True):
        for complaint in complaints(one, record):
            print(complaint, file=sys.stderr)
    changed = 0
    for name, content in files(articles, gold).items():
        path = CORPUS / name
        if path.is_file() and path.read_text(encoding="utf-8") == content:
            continue
        changed += 1
        if check:
            print(f"{name} is not what tools/gold.py writes", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="\n")
    print(f"{len(articles)} articles, {sum(len(r['quantities']) for r in gold)} quantities, {changed} files changed")
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
