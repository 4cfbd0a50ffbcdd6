"""The figures of a comparison, by name and as tables."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotestats.errors import QuotestatsError
from quotestats.evaluate import calibration, gold
from quotestats.evaluate.scoring import compare
from quotestats.evaluate.tally import Found, Mistake, Tally

ACCURACIES = (
    "span_exact", "value", "unit", "kind", "bound", "direction", "per", "counted", "role", "compared_to", "period",
    "year", "notime", "quote_type", "stance", "speaker", "relayed_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures, every cell as text."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Figures by name (``quoted.f1``, ``value.accuracy``, ``value.n``), tables, and every disagreement."""

    figures: Mapping[str, float]
    tables: tuple[Table, ...]
    mistakes: tuple[Mistake, ...]

    def as_dict(self) -> dict[str, object]:
        """Return plain values, ready for JSON."""
        tables = {
            table.name: [dict(zip(table.header, row, strict=True)) for row in table.rows] for table in self.tables
        }
        return {"figures": dict(self.figures), "tables": tables}


def score(gold_file: Path, articles: Mapping[str, str], out: Path) -> Report:
    """Return the figures of a run's tables in ``out`` against a gold file.

    ``articles`` gives the texts by article id, to check offsets; those it lacks are not checked (``{}``: none is).
    Raises GoldError for a gold file that cannot be read, QuotestatsError where the tables are missing.
    """
    tally = compare(gold.read(gold_file), _rows(out / "quantities.csv"), _rows(out / "quoted_statistics.csv"), articles)
    return report(tally)


def report(tally: Tally) -> Report:
    """Return the figures and tables of a tally."""
    tables = tuple(table for table in _tables(tally) if table.rows)
    return Report(dict(_figures(tally)), tables, tuple(tally.mistakes))


def _rows(path: Path) -> dict[str, list[dict[str, str]]]:
    """Return the rows of a table by article id, in its order."""
    if not path.is_file():
        raise QuotestatsError(f"{path}: no such table; give the folder that `quotestats run --out` wrote")
    by_article: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            by_article.setdefault(row["article_id"], []).append(row)
    return by_article


def _figures(tally: Tally) -> Iterator[tuple[str, float]]:
    if tally.counts["offsets n"]:
        yield "offsets_bad", tally.counts["offsets bad"]
    for name, found in _found(tally).items():
        yield f"{name}.precision", found.precision
        yield f"{name}.recall", found.recall
        yield f"{name}.f1", found.f1
        yield f"{name}.right", found.right
        yield f"{name}.spurious", found.spurious
        yield f"{name}.missed", found.missed
    for name in ACCURACIES:
        one = tally.accuracy(name)
        if one.n:
            yield f"{name}.accuracy", one.rate
            yield f"{name}.n", one.n
    speaker = tally.accuracy("speaker")
    if speaker.n:
        yield "speaker.wrong_not_empty", tally.counts["speaker wrong"] / speaker.n
    if tally.judged:
        yield "confidence.calibration_error", calibration.expected_error(tally.judged)
        yield "confidence.brier", calibration.brier(tally.judged)
        yield "confidence.n", len(tally.judged)


def _found(tally: Tally) -> dict[str, Found]:
    """Return what is counted as found: quantities, quoted ones, and those of the quoted whose row is right."""
    quoted = tally.found("quoted")
    rows = {}
    for name in ("full", "complete"):
        right = tally.accuracy(name).right
        wrong = quoted.right - right
        rows[f"{name}_row"] = Found(right, quoted.spurious + wrong, quoted.missed + wrong)
    return {
        "quantity_span": tally.found("quantity_span"),
        "quoted": quoted,
        **rows,
        "direction_told": tally.found("direction_told"),
    }


def _tables(tally: Tally) -> Iterator[Table]:
    yield Table(
        "by_kind",
        ("kind", "gold", "span F1", "value", "unit", "counted", "quoted F1"),
        tuple(_kind_row(tally, kind) for kind in tally.slices("quantity_span", "kind")),
    )
    for name, by in (("speaker", "resolved_by"), ("quote_type", "quote_type"), ("stance", "stance")):
        slices = [(one, tally.accuracy(f"{name}[{by}={one}]")) for one in tally.slices(name, by)]
        rows = tuple((one, str(accuracy.n), f"{accuracy.rate:.3f}") for one, accuracy in slices)
        yield Table(f"{name}_by_{by}" if name != by else name, (by, "n", "right"), rows)
    yield Table(
        "confidence",
        ("from", "to", "n", "mean confidence", "right"),
        tuple(
            (f"{one.low:.1f}", f"{one.high:.1f}", str(one.n), f"{one.confidence:.3f}", f"{one.right:.3f}")
            for one in calibration.reliability(tally.judged)
        ),
    )


def _kind_row(tally: Tally, kind: str) -> tuple[str, ...]:
    of_kind = f"[kind={kind}]"
    spans = tally.found(f"quantity_span{of_kind}")
    return (
        kind,
        str(spans.right + spans.missed),
        f"{spans.f1:.3f}",
        *(f"{tally.accuracy(name + of_kind).rate:.3f}" for name in ("value", "unit", "counted")),
        f"{tally.found(f'quoted{of_kind}').f1:.3f}",
    )


def as_text(scores: Report, mistakes: int = 0) -> Sequence[str]:
    """Return the report as lines to read, with the first so many disagreements."""
    lines = []
    for name, value in scores.figures.items():
        whole = name.endswith((".n", ".right", ".spurious", ".missed", "_bad"))
        lines.append(f"{name}: {value:.0f}" if whole else f"{name}: {value:.3f}")
    for table in scores.tables:
        lines += ["", f"{table.name}:", *_aligned([table.header, *table.rows])]
    lines += [" | ".join((m.article_id, m.sort, m.text, m.gold, m.predicted)) for m in scores.mistakes[:mistakes]]
    return lines


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
