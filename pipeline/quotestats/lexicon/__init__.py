"""Word lists as data: one folder a language, UTF-8 TSV with a header row and ``#`` comments, read by ``table``."""

from functools import cache
from importlib import resources

from quotestats.errors import LexiconError

Row = dict[str, str]


@cache
def table(name: str, language: str = "en") -> tuple[Row, ...]:
    """Return the rows of ``lexicon/LANGUAGE/NAME.tsv``, header to cell, missing cells as ``""``.

    Raises LexiconError when the table does not exist or a row has more cells than the header.
    """
    place = resources.files(__name__).joinpath(language, f"{name}.tsv")
    if not place.is_file():
        raise LexiconError(f"no lexicon table {language}/{name}.tsv")
    return tuple(parse(place.read_text(encoding="utf-8"), f"{language}/{name}.tsv"))


def parse(text: str, where: str) -> list[Row]:
    """Return the rows of a TSV text; ``where`` names it in errors. Quotation marks have no special meaning."""
    numbered = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        raise LexiconError(f"{where}: empty; the first line must name the columns")
    header = numbered[0][1].split("\t")
    rows = []
    for number, line in numbered[1:]:
        values = line.split("\t")
        if len(values) > len(header):
            raise LexiconError(f"{where}:{number}: {len(values)} cells for {len(header)} columns: mend the tabs")
        values += [""] * (len(header) - len(values))
        rows.append(dict(zip(header, values, strict=True)))
    return rows
