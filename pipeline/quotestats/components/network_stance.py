"""How a source stands to what it is reported to say, from the words of the cue."""

from collections.abc import Iterable

from spacy.tokens import Span, Token

from quotestats.lexicon import Row, table
from quotestats.records import Stance

_STANCES: dict[str, Stance] = {"denied": "denied", "questioned": "questioned", "planned": "planned"}
_DENIABLE = frozenset({"say", "think", "show"})  # "never said" denies; "did not promise" and "did not ask" do not
_AUXILIARIES = frozenset({"have", "be", "do"})  # cues by themselves ("the poll has 40%"), never before another
_NEGATIONS = frozenset({"not", "n't", "never", "no"})


class Stances:
    """The stances of cues by the lexicon (``cues.tsv``, ``cue_nouns.tsv``); ``own`` are a person's cues over it."""

    def __init__(self, own: Iterable[Row] = ()) -> None:
        rows = [*table("cue_nouns"), *table("cues")]
        self._kinds = {row["lemma"]: (row["kind"], row["stance"]) for row in rows}
        for row in own:
            kind, stance = self._kinds.get(row["lemma"], ("say", "asserted"))
            kind = kind if row["kind"] in ("", "verb", "noun") else row["kind"]
            self._kinds[row["lemma"]] = (kind, row["stance"] or stance)

    def of(self, cue: Span) -> Stance:
        """Return the stance of the first word of the cue that the lexicon knows; a negated one of saying denies."""
        known = [(token, *self._kinds[_lemma(token)]) for token in cue if _lemma(token) in self._kinds]
        token, kind, stance = next((k for k in known if _lemma(k[0]) not in _AUXILIARIES), (None, "", ""))
        if token is not None and kind in _DENIABLE and _negated(token, cue):
            return "denied"
        return _STANCES.get(stance, "asserted")


def _lemma(token: Token) -> str:
    return (token.lemma_ or token.text).lower()


def _negated(token: Token, cue: Span) -> bool:
    """Tell whether a word of negation stands in the cue before the token, or just before the cue."""
    before = cue.doc[max(0, cue.start - 2) : token.i]
    return any(word.lower_ in _NEGATIONS for word in before)
