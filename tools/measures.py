"""What is measured, on which data, by which command: used by ``pin.py``, ``accuracy.py`` and the tests.

Each measure runs the program through its command line and reads figures from 0 to 1 out of what is printed. The gold of
the project itself is in ``corpus/gold/``; other gold lies in a folder beside the checkout (or where QUOTESTATS_SHARED
says) and is not part of the project: its measures are skipped where it is absent.
"""

import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("QUOTESTATS_SHARED", ROOT.parent / "shared"))
PROGRAM = Path(sys.executable).with_name("quotestats")

Figures = Mapping[str, float]


@dataclass(frozen=True)
class Measure:
    """One measure. ``data`` are its files, ``figures`` those of its figures that are pinned and shown.

    ``command`` is what it runs, to be read by people: GOLD stands for the folder of gold beside the checkout.
    """

    name: str
    what: str
    on: str
    command: str
    data: tuple[Path, ...]
    figures: tuple[str, ...]
    run: Callable[[Path], Figures]
    slow: bool = False

    @property
    def present(self) -> bool:
        """Whether its data are there."""
        return all(path.is_file() for path in self.data)

    def digest(self) -> str:
        """Return the SHA-256 of its data: a figure is comparable only on the same."""
        whole = hashlib.sha256()
        for path in self.data:
            whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()

    def measure(self) -> dict[str, float]:
        """Run the measure and return the figures that it is about."""
        with tempfile.TemporaryDirectory() as work:
            found = self.run(Path(work))
        return {name: round(found[name], 4) for name in self.figures if name in found}


def _output(*command: str | Path, **settings: str) -> str:
    """Run a command, with settings given as QUOTESTATS_* variables, and return what it prints."""
    known = {**os.environ, **{f"QUOTESTATS_{name.upper()}": value for name, value in settings.items()}}
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, env=known)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: exit code {done.returncode}: {done.stderr[-800:]}")
    return done.stdout


def _evaluated(gold: Path, articles: Path, method: str) -> Callable[[Path], Figures]:
    def run(work: Path) -> Figures:
        out = _output(
            PROGRAM, "evaluate", gold, "--articles", articles, "--out", work / "out", "--attribution", method, "--json",
            "--quiet",
        )  # fmt: skip
        figures: Figures = json.loads(out)["figures"]
        return figures

    return run


def _attributed(gold: Path, method: str) -> Callable[[Path], Figures]:
    def run(work: Path) -> Figures:
        tables, score = gold.with_name("from_tables.py"), gold.with_name("score.py")
        texts, out, predicted = work / "in.jsonl", work / "out", work / "predicted.jsonl"
        _output(sys.executable, tables, "input", gold, texts)
        _output(PROGRAM, "run", texts, "--out", out, "--scope", "all", "--attribution", method, "--quiet")
        _output(sys.executable, tables, "predict", gold, out, predicted)
        scores = json.loads(_output(sys.executable, score, gold, predicted, "--json"))
        triples = {name: value for name, value in scores.items() if isinstance(value, list) and len(value) == 3}
        return {
            f"{name}.{part}": share
            for name, shares in triples.items()
            for part, share in zip(("precision", "recall", "f1"), shares, strict=True)
        }

    return run


def _set(path: Path) -> Callable[[Path], Figures]:
    def run(work: Path) -> Figures:
        printed = _output(sys.executable, path.parent.parent / "run_sets.py", PROGRAM, work, path, attribution="rules")
        lines = re.findall(r"^(\w+) +P +([\d.]+) +R +([\d.]+) +F1 +([\d.]+)", printed, re.M)
        figures = {f"{name}.f1": float(f1) / 100 for name, _, _, f1 in lines}
        if negatives := re.search(r"negatives extracted: (\d+) of (\d+)", printed):
            figures["negatives_left_alone"] = 1 - int(negatives[1]) / int(negatives[2])
        return figures

    return run


def _linked(paths: tuple[Path, ...]) -> Callable[[Path], Figures]:
    def run(work: Path) -> Figures:
        from quotestats.actors.gazetteer import builtin
        from quotestats.evaluate import actors

        read = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
        documents = {str(one.get("doc") or one["id"]): one for one in read}
        texts, out = work / "in.jsonl", work / "out"
        lines = [json.dumps(_article(name, one), ensure_ascii=False) for name, one in documents.items()]
        texts.write_text("\n".join(lines) + "\n", encoding="utf-8")
        _output(PROGRAM, "run", texts, "--out", out, "--scope", "all", "--attribution", "rules", "--quiet")
        gold = {name: actors.gold_mentions(one) for name, one in documents.items()}
        scores = actors.score(builtin(), gold, _rows(out / "mentions.csv"), _rows(out / "attributions.csv"))
        return scores.figures()

    return run


def _article(name: str, document: Mapping[str, Any]) -> dict[str, str]:
    """Return a gold document (Any: JSON) as an article; NewsFair titles begin with the day: ``20180306 - ...``."""
    meta = document.get("meta", {})
    title = str(document.get("title") or meta.get("title") or "")
    day = re.match(r"(\d{4})(\d\d)(\d\d) - ", title)
    published = "-".join(day.groups()) if day else str(meta.get("dateCreated") or "")
    return {"id": name, "title": title[day.end() :] if day else title, "published": published, "text": document["text"]}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


CORPUS = ROOT / "corpus" / "gold" / "corpus.gold.jsonl"
E2E = SHARED / "gold" / "e2e"
POLNEAR = SHARED / "gold" / "attribution" / "polnear.dev.jsonl.gz"
SETS = SHARED / "gold" / "quantity"

_WHOLE = (
    "quantity_span.f1", "value.accuracy", "unit.accuracy", "bound.accuracy", "counted.accuracy", "direction_told.f1",
    "period.accuracy", "quoted.f1", "speaker.accuracy", "full_row.f1", "complete_row.f1",
)  # fmt: skip
_QUANTITY = ("span_strict.f1", "span_relaxed.f1", "value.f1", "value_unit.f1", "value_unit_change.f1")
_TIME = ("strict.f1", "relaxed.f1", "type.f1", "value.f1")


def _whole(name: str, on: str, gold: Path, articles: Path, method: str) -> Measure:
    places = [
        path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else f"GOLD/{path.relative_to(SHARED / 'gold')}"
        for path in (gold, articles)
    ]
    flags = " --attribution rules" if method == "rules" else ""
    return Measure(
        name=name,
        what=f"the whole task, attribution by {method}",
        on=on,
        command=f"quotestats evaluate {places[0]} --articles {places[1]}{flags}",
        data=(gold, articles) if articles.is_file() else (gold, *sorted(articles.rglob("*.*"))),
        figures=(*_WHOLE, "confidence.calibration_error"),
        run=_evaluated(gold, articles, method),
        slow=gold != CORPUS,
    )


def _attribution(method: str, figures: tuple[str, ...]) -> Measure:
    return Measure(
        name=f"polnear-{method}",
        what=f"who said which number, by {method}",
        on="PolNeAR dev (84 political news articles)",
        command=f"quotestats run --scope all --attribution {method}, GOLD/attribution/from_tables.py, score.py",
        data=(POLNEAR,),
        figures=figures,
        run=_attributed(POLNEAR, method),
        slow=True,
    )


def _short_texts(name: str, on: str, figures: tuple[str, ...]) -> Measure:
    path = SETS / f"{name}.jsonl"
    what = "times in short texts" if figures == _TIME else "quantities in short texts"
    command = f"GOLD/run_sets.py quotestats WORK GOLD/quantity/{name}.jsonl"
    return Measure(name, what, on, command, (path,), figures, _set(path), slow=True)


def _actors(name: str, on: str, *sets: str) -> Measure:
    paths = tuple(SHARED / "gold" / "actors" / f"{one}.jsonl" for one in sets or (name,))
    command = f"python tools/accuracy.py {name} (quotestats run --scope all --attribution rules, evaluate/actors.py)"
    return Measure(name, "actors linked and resolved", on, command, paths, _LINKS, _linked(paths), slow=True)


_LINKS = (
    "link_precision", "link_recall", "link_n", "pronoun_right", "pronoun_abstained", "pronoun_wrong", "pronoun_n",
    "source_right", "source_abstained", "source_wrong", "source_n", "nominal_right", "nominal_wrong", "nominal_n",
)  # fmt: skip
_OURS = "corpus/gold: 33 articles written for this project"
_E2E = "e2e dev: 21 news articles"
_NUMBER = ("number.f1", "number.precision", "number.recall", "content_j50.f1")

MEASURES = tuple(
    [
        *(_whole(f"corpus-{m}", _OURS, CORPUS, ROOT / "corpus" / "articles", m) for m in ("model", "rules")),
        *(_whole(f"e2e-{m}", _E2E, E2E / "dev.gold.jsonl", E2E / "dev.articles.jsonl", m) for m in ("model", "rules")),
        *(_attribution(m, _NUMBER) for m in ("model", "rules")),
        _short_texts("checklist", "149 sentences, 35 that hold none", (*_QUANTITY, "negatives_left_alone")),
        _short_texts("newsquant.dev", "half of NewsQuant", _QUANTITY),
        _short_texts("duckling_quantity", "Duckling's examples", _QUANTITY),
        _short_texts("quantulum3_tests", "quantulum3's tests", _QUANTITY),
        _short_texts("te3_timebank", "TimeBank (TempEval-3)", _TIME),
        _short_texts("te3_aquaint", "AQUAINT (TempEval-3)", _TIME),
        _short_texts("gum_dates.dev", "dates of GUM news", _TIME),
        _short_texts("recognizers_datetime", "Recognizers-Text date and time specs", _TIME),
        _actors("gum_news.dev", "12 news articles of GUM"),
        _actors("news_fair.dev", "40 news articles with Wikidata ids"),
        _actors("actors.dev", "both together", "gum_news.dev", "news_fair.dev"),
    ]
)


def named(names: list[str]) -> list[Measure]:
    """Return the measures of these names, all for ``[]``. Exits with the known names when one is unknown."""
    known = {measure.name: measure for measure in MEASURES}
    if unknown := sorted(set(names) - known.keys()):
        raise SystemExit(f"no measure {unknown[0]}; measures are {', '.join(known)}")
    return [known[name] for name in names] if names else list(MEASURES)
