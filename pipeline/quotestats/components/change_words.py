"""The words of change with their directions, and what they tell of a figure."""

from dataclasses import dataclass
from typing import cast

from spacy.tokens import Span, Token

from quotestats import lexicon
from quotestats.lexicon import Row
from quotestats.records import Direction, Role

_ROWS = lexicon.table("change")
VERBS: dict[str, Row] = {row["lemma"]: row for row in _ROWS if row["class"] == "verb"}
_TABLES: dict[str, dict[str, Direction]] = {
    name: {row["lemma"]: cast(Direction, row["direction"]) for row in _ROWS if row["class"] == name}
    for name in ("noun", "adverb", "adjective")
}
NOUNS, ADVERBS, ADJECTIVES = _TABLES["noun"], _TABLES["adverb"], _TABLES["adjective"]


@dataclass(frozen=True, slots=True)
class Change:
    """The direction and role that the text gives a figure."""

    direction: Direction = ""
    role: Role = "level"


NONE = Change()


def token_at(figure: Span, index: int) -> Token | None:
    """Return the token at an index of the figure's own sentence."""
    sentence = figure[0].sent
    return figure.doc[index] if sentence.start <= index < sentence.end else None
