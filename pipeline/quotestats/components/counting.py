"""What a figure counts or measures: the head of the noun phrase, found by the parse for each kind of quantity."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from quotestats import lexicon

NOUNS = frozenset({"NOUN", "PROPN"})
_WORDS = {
    name: frozenset(row["lemma"] for row in lexicon.table("counting") if row["class"] == name)
    for name in ("states", "trades", "contests", "supports", "mass", "plans", "amounts")
}
_CHANGE_VERBS = frozenset(row["lemma"] for row in lexicon.table("change") if row["class"] == "verb")
_CHANGE_NOUNS = frozenset(row["lemma"] for row in lexicon.table("change") if row["class"] == "noun")
_INSIDE = frozenset({"nummod", "quantmod", "compound", "amod", "advmod", "nmod", "poss", "det", "npadvmod", "punct"})
_NO_HEADS = frozenset(
    {"none", "some", "all", "most", "many", "rest", "one", "number", "up", "down", "top", "behalf", "terms", "means"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSES = frozenset({"xcomp", "conj", "advcl", "ccomp", "aux", "auxpass", "pcomp"})


@dataclass(frozen=True, slots=True)
class Head:
    """The head noun of what is counted; ``beside``: the figure stands in its noun phrase ("29,000 people")."""

    noun: Token
    beside: bool


def head(figure: Span, *, kind: str) -> Head | None:
    """Return the head of what a figure counts or measures, None where the text names none.

    ``kind`` is that of the quantity, or ``occasions`` for a count of times ("twice").
    """
    noun = _beside(figure)
    if noun is not None and kind != "count" and noun.lemma_.lower() in _CHANGE_NOUNS:
        noun = _complement(noun, ("in", "of", "for")) or _subject(noun)
        return Head(_topic(noun), beside=False) if noun is not None else None
    noun = noun or _whole(figure)
    if noun is None and kind in ("money", "percent", "measure"):
        noun = _adjacent(figure)
    if noun is not None:
        return Head(_antecedent(noun), beside=True)
    found = _aged(figure) if kind == "duration" else _apart(figure, kind)
    return Head(_topic(found), beside=False) if found is not None else None


def _whole(figure: Span) -> Token | None:
    """Return the noun behind "of": the inmates of "25 percent of inmates", the guns of "a couple of guns"."""
    if figure[-1].lower_ == "of":
        return next((c for c in figure[-1].children if c.dep_ == "pobj"), None)
    return _complement(figure.root, ("of",), after=figure.end) or _complement(figure[-1], ("of",), after=figure.end)


def _apart(figure: Span, kind: str) -> Token | None:
    """Return the noun that a figure measures from outside its noun phrase."""
    if kind == "occasions":
        verb = _verb(figure.root)
        made = next((c for c in verb.children if c.dep_ == "dobj"), None) if verb is not None else None
        return made if made is not None and made.pos_ in NOUNS else None
    found = _measured(figure) or _in_aid(figure, kind) or _contest(figure, kind) or _traded(figure, kind)
    if found is None and kind in ("percent", "percentage_point"):
        found = _named_before(figure)
    return found or _subject(figure.root)


def _topic(noun: Token) -> Token:
    """Return what a plan is about: hotel use in "the promise to end hotel use"."""
    if noun.lemma_.lower() not in _WORDS["plans"]:
        return noun
    aim = next((c for c in noun.subtree if c.pos_ == "VERB" and c.dep_ == "acl" and c.tag_ == "VB"), None)
    target = next((c for c in aim.children if c.dep_ == "dobj"), None) if aim is not None else None
    return target if target is not None and target.pos_ in NOUNS else noun


def _adjacent(figure: Span) -> Token | None:
    """Return the noun directly behind a figure that the parse leaves apart, as in headlines: ``in $4bn plane deal``."""
    if figure.end >= figure[0].sent.end or not figure[-1].whitespace_:
        return None
    noun = figure.doc[figure.end]
    while noun.dep_ in ("compound", "amod", "nmod") and noun.head.i > noun.i and noun.head.i - figure.end < 6:
        noun = noun.head
    named = noun.ent_type_ in ("DATE", "TIME", "PERSON") or noun.dep_ in (*_SUBJECTS, "npadvmod")
    return noun if noun.pos_ in NOUNS and figure.doc[figure.end].pos_ in NOUNS and not named else None


def _beside(figure: Span) -> Token | None:
    """Return the noun that the figure modifies, within its own noun phrase."""
    return _modified(figure, figure.root) or _modified(figure, figure[-1])


def _modified(figure: Span, token: Token) -> Token | None:
    """Climb from one token of the figure to the noun behind it that it modifies."""
    for _ in range(5):
        if token.i >= figure.end and token.pos_ in NOUNS:
            break
        if token.dep_ not in _INSIDE or token.head.i == token.i:
            return None
        token = token.head
    token = _of_compound(figure, token)
    between = token.doc[figure.end : token.i]
    if token.i < figure.end or token.pos_ not in NOUNS or len(between) > 8 or token.lower_ in _NO_HEADS:
        return None
    return None if any(t.text in ";:()—–" for t in between) else token


def _of_compound(figure: Span, token: Token) -> Token:
    """Return the noun that is counted in a compound: jobs in "50 bank jobs", but members in "a six-member team"."""
    last = token
    while last.dep_ in ("compound", "nmod") and last.head.i > last.i and last.head.pos_ in NOUNS:
        last = last.head
    doc, place = figure.doc, figure.end
    hyphen = place < len(doc) and doc[place].text in "-–"
    nearest = doc[place + hyphen] if place + hyphen < len(doc) else last
    if nearest.pos_ not in NOUNS or nearest.i >= last.i or doc[nearest.i + 1].text in "-–":  # "a $62m write-off"
        return last
    if hyphen and nearest.i <= last.i:
        return nearest
    singular_head = last.tag_ == "NN" and last.lemma_.lower() not in _WORDS["mass"]
    return nearest if singular_head and figure.root.like_num and nearest.tag_ == "NN" else last


def _complement(token: Token, prepositions: tuple[str, ...], *, after: int = 0) -> Token | None:
    """Return the object of a preposition that depends on a token: the inmates of "25 percent of the inmates"."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in prepositions and child.i >= after:
            objects = (g for g in child.children if g.dep_ == "pobj" and g.ent_type_ not in ("DATE", "TIME"))
            return next((g for g in objects if g.lower_ != "other" and g.pos_ != "NUM"), None)
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
    before = [t for t in noun.doc[noun.sent.start : noun.i] if t.pos_ in NOUNS and t.nbor(1).text == ","]
    return before[-1] if before else noun


def _aged(figure: Span) -> Token | None:
    """Return who is of an age: ``Ann Vale, 19,``, ``adults aged 18 to 24``, ``people who are between the ages of``."""
    between = {t.lower_ for t in figure.doc[max(figure.start - 5, figure[0].sent.start) : figure.start]}
    if not between & {"age", "ages", "aged"} and figure.doc[figure.start - 1].text not in (",", "("):
        return None
    token = figure.root
    for _ in range(6):
        if token.head.i == token.i or token.dep_ in _SUBJECTS:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            subject = next((_antecedent(c) for c in token.children if c.dep_ in _SUBJECTS), None)
            return subject if subject is not None and subject.pos_ in NOUNS else None
        if token.i < figure.start and token.pos_ in NOUNS and token.lemma_ not in ("age", "year"):
            return token if token.ent_type_ != "DATE" else None
    return None


def _named_before(figure: Span) -> Token | None:
    """Return the name that stands directly before a share: ``Ann Vale 3 percent and Bo Lund 2 percent``."""
    if figure.start <= figure[0].sent.start or figure[0].sent.start == figure.start - 1:
        return None
    name = figure.doc[figure.start - 1]
    listed = name.dep_ in ("conj", "appos", "dep", "npadvmod", "nmod", "compound", "nsubj", "ROOT")
    person = name.pos_ == "PROPN" and name.ent_type_ in ("PERSON", "ORG", "NORP")
    return name if person and listed and name.dep_ not in _SUBJECTS else None


def _measured(figure: Span) -> Token | None:
    """Return the noun of ``a loss of $3m`` and ``sales of 20,000``."""
    root = figure.root
    if root.dep_ != "pobj" or root.head.lower_ != "of" or root.head.head.pos_ not in NOUNS:
        return None
    noun = root.head.head
    if noun.lower_ in _NO_HEADS:
        return None
    if noun.lemma_.lower() in _CHANGE_NOUNS:
        return _complement(noun, ("in", "for")) or _subject(noun)
    return None if noun.lemma_.lower() in ("total", "average", "record", "sum", "maximum", "minimum") else noun


def _in_aid(figure: Span, kind: str) -> Token | None:
    """Return the noun of ``£76m in aid`` and ``$3bn (£1.6bn) in repayments``."""
    if kind not in ("money", "measure"):
        return None
    doc, place, stop = figure.doc, figure.end, min(figure.end + 6, figure[0].sent.end)
    if place < stop and doc[place].text == "(":
        place = next((i + 1 for i in range(place, stop) if doc[i].text == ")"), stop)
    while place < stop and doc[place].text in ('"', "”", "’", "'"):
        place += 1
    if place + 1 >= stop or doc[place].lower_ != "in":
        return None
    noun = doc[place + 1]
    while noun.dep_ in ("compound", "amod") and noun.head.i > noun.i:
        noun = noun.head
    return noun if noun.pos_ == "NOUN" and noun.lemma_.lower() in _WORDS["amounts"] else None


def _contest(figure: Span, kind: str) -> Token | None:
    """Return the side of ``X led Y by 43 percent to 38 percent`` that a figure belongs to, or the lead itself."""
    if kind not in ("percent", "percentage_point", "count"):
        return None
    doc, start = figure.doc, figure[0].sent.start
    words = doc[max(start, figure.start - 14) : figure.start]
    verb = next((t for t in reversed(words) if t.lemma_ in _WORDS["contests"] and t.pos_ == "VERB"), None)
    if verb is not None and not any(t.pos_ == "VERB" and t.i > verb.i for t in words):
        before = doc[figure.start - 1]
        second = before.lower_ == "to" and any(t.like_num for t in words if t.i > verb.i)
        side = next((c for c in verb.children if c.dep_ in (("dobj",) if second else _SUBJECTS)), None)
        return side if side is not None and side.pos_ in NOUNS else None
    if kind != "percentage_point":
        return None
    lead = next(
        (
            t
            for t in doc[start : figure.start]
            if t.lemma_.lower() in ("lead", "advantage", "margin", "majority") and t.pos_ == "NOUN"
        ),
        None,
    )
    if lead is not None:
        return lead
    ahead = next((t for t in words if t.lower_ in ("ahead", "behind", "clear")), None)
    return next((t for t in reversed(doc[start : ahead.i]) if t.pos_ == "PROPN"), None) if ahead is not None else None


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
    verb, absolute = token, False
    for _ in range(6):
        if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i or verb.dep_ in _SUBJECTS:
            break
        verb = verb.head
        absolute = absolute or (verb.lower_ == "with" and verb.dep_ == "prep")
    if verb.pos_ not in ("VERB", "AUX") or not (measures(verb) or absolute):
        return None
    moved = verb.lemma_.lower() in _CHANGE_VERBS
    for _ in range(4):
        subject = _argument(verb, token, moved=moved)
        if subject is not None:
            return subject if subject.pos_ in NOUNS else None
        if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in NOUNS:
            return verb.head
        if (verb.dep_ not in _CLAUSES and verb.pos_ != "ADP") or verb.head.i == verb.i:
            return None
        verb, moved = verb.head, False
    return None


def _argument(verb: Token, figure: Token, *, moved: bool) -> Token | None:
    """Return what a verb says the figure of: the object of "cut the workforce by 50", else the subject."""
    for child in verb.children:
        changed = moved and child.dep_ == "dobj" and child.i < figure.i and child.pos_ in NOUNS
        if changed and not child.is_ancestor(figure):
            return child
    for child in verb.children:
        if child.dep_ in _SUBJECTS and child.i < figure.i and not child.is_ancestor(figure):
            return _antecedent(child)
    return None


def measures(verb: Token) -> bool:
    """Tell whether a figure behind this verb measures its subject: "be", "cost", "total", and verbs of change."""
    return verb.lemma_.lower() in _WORDS["states"] or verb.lemma_.lower() in _CHANGE_VERBS
