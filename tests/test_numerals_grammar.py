"""What the number grammar gives for whole sentences, as ``numbers.tsv`` pins it.

The sentences are those of ``corpus/sentences`` (where people marked what the pipes must say of them), those of our own
articles with a figure, and more at the edges of the grammar. The table holds what the program gives: it pins the
grammar as it is and proves nothing right; only the edge sentences were read through. When the grammar changes,
``python tests/test_numerals_grammar.py`` writes it anew: look at each line of the difference.
"""

import re
from pathlib import Path

import pytest

from quotestats import lexicon, numerals, units

TABLE = Path(__file__).with_name("numbers.tsv")
HEADER = "# What the number grammar gives; written by tests/test_numerals_grammar.py.\ntext\tnumbers\n"
ROWS = lexicon.parse(TABLE.read_text(encoding="utf-8"), TABLE.name) if TABLE.is_file() else []
SCANNER = numerals.Scanner(units.rows())
_FLAGS = ("prefixed", "bare", "led_by_from")


def told(found, text):
    """Return all that is known of a number in words: ``about 30 km=30 measure about kilometre``."""
    numbers = (f"{name} {value:g}" for name in ("low", "high") if (value := getattr(found, name)) is not None)
    value = "" if found.value is None else f"{found.value:.12g}"
    core = text[found.core_start : found.core_end]
    per = f"per {found.per}" if found.per else ""
    flags = (flag for flag in _FLAGS if getattr(found, flag))
    ends = (f"[{told(end, text)}]" for end in found.ends)
    parts = [value, found.kind, found.form, found.bound, found.unit, per, *numbers, found.direction, *flags, *ends]
    return f"{text[found.start : found.end]} ({core}) = {' '.join(part for part in parts if part)}"


def numbers(text):
    return "; ".join(told(found, text) for found in SCANNER.scan(text))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:60])
def test_numbers_of_a_sentence(row):
    assert numbers(row["text"]) == row["numbers"]


def texts():
    """Return the sentences: those of the table, and what is new in the corpus."""
    import sentences

    marked = [case.article.text for file in sentences.FOLDER.glob("*.txt") for case in sentences.cases(file)]
    articles = (TABLE.parents[1] / "corpus" / "articles").glob("*.txt")
    lines = [one for file in articles for line in file.read_text(encoding="utf-8").split("\n") for one in _split(line)]
    wanted = {*(row["text"] for row in ROWS), *(text for text in marked + lines if re.search(r"\d", text))}
    return sorted(text for text in wanted if not re.search(r"[\n\t]", text) and not text.startswith("#"))


def _split(line):
    return re.split(r"(?<=[.?!]) (?=[A-Z“])", line)


if __name__ == "__main__":
    lines = [f"{text}\t{numbers(text)}\n" for text in texts()]
    TABLE.write_text(HEADER + "".join(lines), encoding="utf-8")
