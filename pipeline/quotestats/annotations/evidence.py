"""The rows of the lexicon behind the cells of a row: the shipped ones and a person's own."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quotestats import lexicon
from quotestats.actors.names import keys
from quotestats.annotations.touch import forms_of
from quotestats.lexicon import Row
from quotestats.lexicon.overlay import Overlay


class Entry(NamedTuple):
    """A row of a table; ``table`` is the name of its file: ``aliases.tsv`` is shipped, ``aliases.csv`` a person's."""

    table: str
    row: Row

    def __str__(self) -> str:
        cells = ", ".join(f"{name} {value}" for name, value in self.row.items() if value)
        return f"{self.table}: {cells}"


def of_actor(actor_id: str, source: str, overlay: Overlay) -> Iterator[Entry]:
    """Yield the rows that describe an actor, its names that stand in the words of the source, and its offices there."""
    said = {word.casefold() for word in keys(source)}
    for entry in _rows("actors", overlay):
        if entry.row["actor_id"] == actor_id:
            yield entry
    for table, column in (("aliases", "alias"), ("offices", "office")):
        for entry in _rows(table, overlay):
            named = {word.casefold() for word in keys(entry.row[column])}
            if entry.row["actor_id"] == actor_id and named <= said:
                yield entry


def of_cue(cue: str, overlay: Overlay) -> Iterator[Entry]:
    """Yield the rows whose word stands in a cue, in any form."""
    words = [word.casefold() for word in keys(cue)]
    for entry in (*_rows("cues", overlay), *_rows("cue_nouns", overlay)):
        if any(_is_form(word, entry.row["lemma"].casefold()) for word in words):
            yield entry


def of_unit(quantity: str, unit: str, overlay: Overlay) -> Iterator[Entry]:
    """Yield the rows that give the unit and whose surface stands in the words of the quantity."""
    lowered = quantity.casefold()
    for entry in (*_rows("units", overlay), *_rows("currencies", overlay)):
        surface = entry.row["surface"]
        if surface.casefold() in lowered and unit in (entry.row["unit"], surface):
            yield entry


def _rows(table: str, overlay: Overlay) -> Iterable[Entry]:
    own = getattr(overlay, table, ())
    return [*(Entry(f"{table}.csv", row) for row in own), *(Entry(f"{table}.tsv", row) for row in lexicon.table(table))]


def _is_form(word: str, lemma: str) -> bool:
    stem, irregular = forms_of(lemma)
    return word in irregular or (word.startswith(stem) and len(word) <= len(lemma) + len("ing") + 1)
