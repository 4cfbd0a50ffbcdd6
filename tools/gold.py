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

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
WIRE = "wire-briefs"  # this folder of marked articles becomes one JSONL file, to show that format

KINDS = {
    "count": "",
    "money": "",
    "percent": "percent",
    "points": "percentage_point",
    "multiple": "times",
    "ratio": "ratio",
    "measure": "",
    "duration": "",
}
BOUNDS = ("exact", "about", "more_than", "at_least", "less_than", "at_most", "between", "vague")
ROLES = ("level", "change", "from", "to")
QUOTE_TYPES = ("direct", "indirect", "mixed")
STANCES = ("asserted", "denied", "questioned", "planned")
OPEN = {
    "anycounted": "counted",
    "anydir": "direction",
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
Record = dict[str, object]


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


def _quantity(one: Marked, mark: Record, sources: dict[str, Record]) -> Record:
    where = f"{one.id}: {mark['text']!r}"
    bare = [str(word) for word in mark["bare"]]  # type: ignore[attr-defined]  # a list, made above
    kind, unit = str(mark["label"]), KINDS.get(str(mark["label"]), "")
    if kind not in KINDS:
        raise ValueError(f"{where}: no kind {kind}")
    low: float | None = None
    high: float | None = None
    said = {"bound": "exact", "direction": "", "role": "level", "quote_type": "", "stance": "asserted", "source": ""}
    open_fields: list[str] = []
    for word in bare:
        if word in BOUNDS:
            said["bound"] = word
        elif word in ("up", "down"):
            said["direction"] = word
        elif word in ROLES:
            said["role"] = word
        elif word in QUOTE_TYPES:
            said["quote_type"] = word
        elif word in STANCES:
            said["stance"] = word
        elif word in OPEN:
            open_fields.append(OPEN[word])
        elif re.fullmatch(r"s\d+b?", word):
            said["source"] = word
        elif numbers := re.fullmatch(r"(-?[\d.]+?(?:e\d+|e-\d+)?)(?:\.\.([\d.]+?(?:e\d+)?))?", word):
            low, high = float(numbers[1]), float(numbers[2] or numbers[1])
        elif word != "unsure" and not unit:
            unit = word
        elif word != "unsure":
            raise ValueError(f"{where}: what is {word}?")
    if (
        low is None
        or (said["source"] and said["source"] not in sources)
        or bool(said["source"]) != bool(said["quote_type"])
    ):
        raise ValueError(f"{where}: no value, no such source, or a source without quote type")
    values = _values(low, high, said["bound"])
    source = sources.get(said["source"], {})
    start, end = _period(str(mark.get("period", "")))
    return {
        **{key: mark[key] for key in ("text", "start", "end")},
        **values,
        "bound": said["bound"],
        "kind": {"points": "percentage_point"}.get(kind, kind),
        "unit": "" if "unit" in open_fields else unit,
        "per": mark.get("per", ""),
        "counted": "" if "counted" in open_fields else mark.get("of", ""),
        "direction": said["direction"],
        "role": said["role"],
        "compared_to": mark.get("vs", ""),
        "time": mark.get("when", ""),
        "period_start": start,
        "period_end": end,
        "quoted": bool(source),
        "source": source.get("text", ""),
        "source_start": source.get("start"),
        "source_end": source.get("end"),
        "speaker": source.get("name", ""),
        "speaker_alternatives": [name for name in str(source.get("alt", "")).split("|") if name],
        "relayed_by": mark.get("via", ""),
        "quote_type": said["quote_type"],
        "stance": said["stance"] if source else "",
        "open": sorted(open_fields),
        "sure": "unsure" not in bare,
    }


def _values(low: float, high: float | None, bound: str) -> Record:
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
    quantities: list[dict[str, str]] = gold["quantities"]  # type: ignore[assignment]  # made by annotated
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
    print(f"{len(articles)} articles, {sum(len(r['quantities']) for r in gold)} quantities, {changed} files changed")  # type: ignore[arg-type]  # a list
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
