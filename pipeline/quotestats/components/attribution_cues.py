"""The lexicon of cues and sources, as the rules look it up."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from quotestats.lexicon import Row, table
from quotestats.records import Stance

_STANCE: dict[str, Stance] = {"denied": "denied", "questioned": "questioned", "planned": "planned"}
_FRAMES = {"plan": "clause|object|to|for", "deny": "clause|object", "show": "clause|object", "poll": "at|object"}


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: its kind (say, show, think, plan, deny, ask, manner, poll), its stance, the complements it takes."""

    lemma: str
    kind: str
    stance: Stance
    frames: frozenset[str]


@dataclass(frozen=True)
class Cues:
    """All tables of the language."""

    verbs: dict[str, Cue] = field(default_factory=lambda: {r["lemma"]: _cue(r) for r in table("cues")})
    nouns: dict[str, Cue] = field(default_factory=lambda: {r["lemma"]: _cue(r) for r in table("cue_nouns")})
    documents: frozenset[str] = field(default_factory=lambda: _sources("document"))
    statements: frozenset[str] = field(default_factory=lambda: _sources("statement"))
    labels: frozenset[str] = field(default_factory=lambda: frozenset(r["label"] for r in table("labels")))

    @classmethod
    def of(cls, own: Iterable[Row]) -> "Cues":
        """Return the tables with a person's own cues over them."""
        own = list(own)
        nouns = [row for row in own if row["kind"] == "noun"]
        verbs = [row for row in own if row["kind"] != "noun"]
        known = cls()
        return cls(
            verbs=known.verbs | {row["lemma"]: _own(row, known.verbs, "clause") for row in verbs},
            nouns=known.nouns | {row["lemma"]: _own(row, known.nouns, "clause|of") for row in nouns},
        )

    def is_document(self, head: Token | None) -> bool:
        """Tell whether a source is a poll, report or other document."""
        return head is not None and head.lemma_.lower() in self.documents


def _sources(kind: str) -> frozenset[str]:
    return frozenset(row["lemma"] for row in table("source_nouns") if row["kind"] == kind)


def _cue(row: Row) -> Cue:
    stance = _STANCE.get(row["stance"], "asserted")
    return Cue(row["lemma"], row["kind"], stance, frozenset(row["frames"].split("|")))


def _own(row: Row, known: dict[str, Cue], frames: str) -> Cue:
    """Return a person's cue; what the row leaves open is as in the shipped table, else as of a cue of saying."""
    frames = _FRAMES.get(row["kind"], frames)
    before = known.get(row["lemma"], Cue(row["lemma"], "say", "asserted", frozenset(frames.split("|"))))
    kind = before.kind if row["kind"] in {"", "verb", "noun"} else row["kind"]
    stance = _STANCE.get(row["stance"], "asserted") if row["stance"] else before.stance
    return Cue(row["lemma"], kind, stance, before.frames)
