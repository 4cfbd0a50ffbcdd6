"""What a figure counts or measures: the head of the noun phrase, found by the parse for each kind of quantity."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from quotestats import lexicon

NOUNS = frozenset({"NOUN", "PROPN"})
_WORDS = {
    name: frozenset(row["lemma"] for row in lexicon.table("counting") if row["class"] == name)
    for name in ("states", "trades", "contests", "supports")
}
_CHANGE_VERBS = frozenset(row["lemma"] for row in lexicon.table("change") if row["class"] == "verb")
_CHANGE_NOUNS = frozenset(row["lemma"] for row in lexicon.table("change") if row["class"] == "noun")
_INSIDE = frozenset({"nummod", "quantmod", "compound", "amod", "advmod", "nmod", "poss", "det", "npadvmod", "punct"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSES = frozenset({"xcomp", "conj", "advcl", "ccomp", "aux", "auxpass", "pcomp"})
_MEASURED_BY_SUBJECT = frozenset({"percent", "percentage_point", "ratio", "multiple", "money", "measure", "count"})


@dataclass(frozen=True, slots=True)
class Head:
    """The head noun of what is counted; ``beside``: the figure stands in its noun phrase ("29,000 people")."""

    noun: Token
    beside: bool


def head(figure: Span, *, kind: str) -> Head | None:
    """Return the head of what a figure counts or measures, None where the text names none."""
    noun = _beside(figure)
    if noun is not None and kind != "count" and noun.lemma_.lower() in _CHANGE_NOUNS:
        topic = _complement(noun, ("in", "of", "for")) or _subject(noun)
        return Head(topic, beside=False) if topic is not None else None
    if noun is not None:
        return Head(noun, beside=True)
    whole = _complement(figure.root, ("of",)) or _complement(figure[-1], ("of",))
    if whole is not None:
        return Head(_antecedent(whole), beside=True)
    if kind == "duration":
        return _aged(figure)
    found = _measured(figure) or _in_aid(figure, kind) or _contest(figure) or _traded(figure, kind)
    if found is None and kind in _MEASURED_BY_SUBJECT:
        found = _subject(figure.root)
    return Head(found, beside=False) if found is not None else None


def _beside(figure: Span) -> Token | None:
    """Return the noun that the figure modifies, within its own noun phrase."""
    token = figure.root
    for _ in range(5):
        if token.i >= figure.end and token.pos_ in NOUNS:
            break
        if token.dep_ not in _INSIDE or token.head.i == token.i:
            return None
        token = token.head
    while token.dep_ in ("compound", "nmod") and token.head.i > token.i and token.head.pos_ in NOUNS:
        token = token.head
    between = token.doc[figure.end : token.i]
    if token.i < figure.end or token.pos_ not in NOUNS or len(between) > 8:
        return None
    return None if any(t.text in ";:()—–" for t in between) else token


def _complement(token: Token, prepositions: tuple[str, ...]) -> Token | None:
    """Return the object of a preposition that depends on a token: the inmates of "25 percent of the inmates"."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            return next((g for g in child.children if g.dep_ == "pobj" and g.ent_type_ not in ("DATE", "TIME")), None)
    return None


def _antecedent(noun: Token) -> Token:
    """Return what a relative pronoun stands for: the inmates of "inmates, 40 percent of whom"."""
    if noun.tag_ not in ("WP", "WDT", "WP$"):
        return noun
    clause = noun
    for _ in range(8):
        if clause.dep_ == "relcl":
            return clause.head
        clause = clause.head
    return noun


def _aged(figure: Span) -> Head | None:
    """Return who is of an age: ``Ann Vale, 19,``, ``adults aged 18 to 24``."""
    token = figure.root
    for _ in range(4):
        if (
            token.dep_ in ("appos", "acl", "relcl", "amod", "npadvmod", "pobj", "prep", "nummod")
            and token.head.i != token.i
        ):
            token = token.head
            if token.i < figure.start and token.pos_ in NOUNS and token.lemma_ not in ("age", "year"):
                aged = any(
                    t.lower_ in ("age", "ages", "aged", ",", "(", "of") for t in token.doc[token.i + 1 : figure.start]
                )
                return Head(token, beside=False) if aged and token.ent_type_ != "DATE" else None
    return None


def _measured(figure: Span) -> Token | None:
    """Return the noun of ``a loss of $3m`` and ``sales of 20,000``."""
    root = figure.root
    if root.dep_ != "pobj" or root.head.lower_ != "of" or root.head.head.pos_ not in NOUNS:
        return None
    noun = root.head.head
    if noun.lemma_.lower() in _CHANGE_NOUNS:
        return _complement(noun, ("in", "for")) or _subject(noun)
    return None if noun.lemma_.lower() in ("total", "average", "record", "sum", "maximum", "minimum") else noun


def _in_aid(figure: Span, kind: str) -> Token | None:
    """Return the noun of ``£76m in aid``."""
    if kind not in ("money", "measure"):
        return None
    for token in (figure.root, figure[-1], figure.root.head):
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ == "in" and figure.end <= child.i <= figure.end + 3:
                noun = next((g for g in child.children if g.dep_ == "pobj"), None)
                plain = noun is not None and noun.pos_ == "NOUN" and noun.ent_type_ not in ("DATE", "GPE", "TIME")
                return noun if plain and not any(c.dep_ == "det" for c in noun.children) else None
    return None


def _contest(figure: Span) -> Token | None:
    """Return the side of ``X led Y by 43 percent to 38 percent`` that a figure belongs to."""
    verb = _verb(figure.root)
    if verb is None or verb.lemma_ not in _WORDS["contests"]:
        return None
    before = figure.doc[figure.start - 1] if figure.start else None
    second = before is not None and before.lower_ == "to"
    return next((c for c in verb.children if c.dep_ == ("dobj" if second else "nsubj")), None)


def _traded(figure: Span, kind: str) -> Token | None:
    """Return what is bought for a price: ``buys a rival for $11bn``."""
    verb = _verb(figure.root)
    if kind != "money" or verb is None or verb.lemma_ not in _WORDS["trades"]:
        return None
    return next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.i < figure.start), None)


def _verb(token: Token) -> Token | None:
    for _ in range(6):
        if token.pos_ == "VERB":
            return token
        if token.head.i == token.i or token.dep_ in ("nsubj", "nsubjpass", "relcl", "advcl"):
            return None
        token = token.head
    return None


def _subject(token: Token) -> Token | None:
    """Return the subject of the clause in which a figure is complement, object or adverbial of a verb that measures."""
    verb = token
    for _ in range(6):
        if verb.pos_ in ("VERB", "AUX"):
            break
        if verb.head.i == verb.i or verb.dep_ in _SUBJECTS:
            return None
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX") or not measures(verb):
        return None
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in _SUBJECTS and child.i < token.i and not child.is_ancestor(token):
                subject = _antecedent(child)
                return subject if subject.pos_ in NOUNS else None
        if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in NOUNS:
            return verb.head
        if verb.dep_ not in _CLAUSES or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def measures(verb: Token) -> bool:
    """Tell whether a figure behind this verb measures its subject: "be", "cost", "total", and verbs of change."""
    return verb.lemma_.lower() in _WORDS["states"] or verb.lemma_.lower() in _CHANGE_VERBS
