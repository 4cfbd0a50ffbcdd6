"""The lexicon of cues, sources and markers, as the rules look them up."""

from dataclasses import dataclass, field

from quotestats.lexicon import Row, table
from quotestats.records import Stance


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: its ``kind`` (say, show, think, plan, deny, ask, judge, manner), and the complements it may take."""

    lemma: str
    kind: str
    stance: Stance
    frames: frozenset[str]


@dataclass(frozen=True)
class Cues:
    """All tables of the language, read once."""

    verbs: dict[str, Cue] = field(default_factory=lambda: {r["lemma"]: _cue(r) for r in table("cues")})
    nouns: dict[str, Cue] = field(default_factory=lambda: {r["lemma"]: _cue(r) for r in table("cue_nouns")})
    documents: frozenset[str] = field(default_factory=lambda: frozenset(r["lemma"] for r in table("source_nouns")))


_STANCE: dict[str, Stance] = {"denied": "denied", "questioned": "questioned", "planned": "planned"}


def _cue(row: Row) -> Cue:
    stance = _STANCE.get(row["stance"], "asserted")
    return Cue(row["lemma"], row["kind"], stance, frozenset(row["frames"].split("|")))
