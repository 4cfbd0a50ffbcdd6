"""Measure everything again and write the figures into ``docs/accuracy.md``.

usage: python tools/accuracy.py [MEASURE ...]

Only the tables between the two marks of that page are written. Measures that are not named, or whose data are absent,
keep the figures that stand there.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import measures

PAGE = measures.ROOT / "docs" / "accuracy.md"
SENTENCES = measures.ROOT / "corpus" / "sentences"
BEGIN, END = "<!-- measured: written by tools/accuracy.py -->", "<!-- end of measured -->"


def standing(page: str) -> dict[str, dict[str, float]]:
    """Return the figures that the page's tables hold, by measure."""
    found: dict[str, dict[str, float]] = {}
    header: list[str] = []
    for line in page.splitlines():
        cells = [cell.strip(" `") for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if cells and cells[0] == "measure":
            header = cells
        elif cells and header and not set(line) <= set("|-: "):
            numbers = zip(header[1:], cells[1:], strict=False)
            found[cells[0]] = {name: float(cell) for name, cell in numbers if re.fullmatch(r"[\d.]+", cell)}
        elif not cells:
            header = []
    return found


def tables(figures: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """Yield the lines of the tables: one for the measures that share their figures, then what each of them is."""
    groups: dict[tuple[str, ...], list[measures.Measure]] = {}
    for measure in measures.MEASURES:
        if measure.name in figures:
            groups.setdefault(_family(measure), []).append(measure)
    for columns, members in groups.items():
        yield from ("", _row(["measure", *columns]), _row(["---", *["---:"] * len(columns)]))
        for measure in members:
            yield _row([f"`{measure.name}`", *(_cell(name, figures[measure.name].get(name)) for name in columns)])
    yield from ("", "| what | on | command |", "| --- | --- | --- |")
    for measure in measures.MEASURES:
        if measure.name in figures:
            yield _row([f"`{measure.name}`: {measure.what}", measure.on, f"`{measure.command}`"])


def sentences(folder: Path) -> Iterator[str]:
    """Yield a table of the sentence tables: sentences, and known limits among them."""
    yield from ("", "| table of sentences | sentences | known limits |", "| --- | ---: | ---: |")
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        held = [line for line in lines if line.strip() and not line.startswith("#")]
        limits = [line for line in lines if re.match(r"#\s*xfail:", line)]
        yield _row([f"`{path.name}`", str(len(held)), str(len(limits))])


def _family(measure: measures.Measure) -> tuple[str, ...]:
    """Return the columns of the table that a measure stands in: those of the widest measure that begins like it."""
    same = [other.figures for other in measures.MEASURES if other.figures[0] == measure.figures[0]]
    return max(same, key=len)


def _cell(name: str, figure: float | None) -> str:
    """Return a figure as it is shown: a share with three decimals, a count without."""
    return "" if figure is None else f"{figure:.0f}" if name.endswith("_n") else f"{figure:.3f}"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Measure and write; exit status 1 when the page has no place for the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measure", nargs="*")
    asked = measures.named(parser.parse_args().measure)
    page = PAGE.read_text(encoding="utf-8")
    if BEGIN not in page or END not in page:
        print(f"{PAGE}: needs the lines {BEGIN} and {END}", file=sys.stderr)
        return 1
    figures = standing(page)
    for measure in asked:
        if measure.present:
            figures[measure.name] = measure.measure()
            print(measure.name, figures[measure.name], flush=True)
        head, rest = page.split(BEGIN)[0], page.split(END)[1]
        lines = "\n".join([*tables(figures), *sentences(SENTENCES)])
        PAGE.write_text(f"{head}{BEGIN}\n{lines}\n\n{END}{rest}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
