"""Where a figure stands in its clause: the verb over it, the subject or object that it measures, relative pronouns."""

from spacy.tokens import Token

from quotestats import lexicon

NOUNS = frozenset({"NOUN", "PROPN"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
WORDS = {
    name: frozenset(row["lemma"] for row in lexicon.table("counting") if row["class"] == name)
    for name in ("states", "trades", "contests", "mass", "plans", "amounts", "pays", "persons", "spans")
}
CHANGE_VERBS = frozenset(row["lemma"] for row in lexicon.table("change") if row["class"] == "verb")
CHANGE_NOUNS = frozenset(row["lemma"] for row in lexicon.table("change") if row["class"] == "noun")
# Nouns that a figure never measures: "none of the 12", "on top of £3m".
NO_HEADS = frozenset(
    {
        "none",
        "some",
        "all",
        "most",
        "many",
        "rest",
        "one",
        "number",
        "up",
        "down",
        "top",
        "behalf",
        "terms",
        "means",
        "straight",
        "cast",
    }
)
RELATIVES = frozenset({"WP", "WDT", "WP$"})
_CLAUSES = frozenset({"xcomp", "conj", "advcl", "ccomp", "aux", "auxpass", "pcomp"})


def complement(token: Token, prepositions: tuple[str, ...], *, after: int = 0) -> Token | None:
    """Return the object of a preposition that depends on a token: the inmates of "25 percent of the inmates"."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in prepositions and child.i >= after:
            objects = (g for g in child.children if g.dep_ == "pobj" and g.ent_type_ not in ("DATE", "TIME"))
            return next((g for g in objects if g.lower_ != "other" and g.pos_ != "NUM"), None)
    return None


def antecedent(noun: Token) -> Token:
    """Return what a relative pronoun stands for: the inmates of "inmates, 40 percent of whom"."""
    if noun.tag_ not in RELATIVES:
        return noun
    clause = noun
    for _ in range(8):
        if clause.dep_ == "relcl":
            return clause.head
        clause = clause.head
    before = [t for t in noun.doc[noun.sent.start : noun.i] if t.pos_ in NOUNS and t.nbor(1).text == ","]
    return before[-1] if before else noun


def verb_of(token: Token) -> Token | None:
    """Return the verb over a token, within its own clause."""
    for _ in range(6):
        if token.pos_ == "VERB":
            return token
        if token.head.i == token.i or token.dep_ in ("nsubj", "nsubjpass", "relcl", "advcl"):
            return None
        token = token.head
    return None


def subject(token: Token) -> Token | None:
    """Return the subject of the clause in which a figure is complement, object or adverbial of a verb that measures."""
    verb, absolute = token, False
    for _ in range(6):
        if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i or verb.dep_ in SUBJECTS:
            break
        verb = verb.head
        absolute = absolute or (verb.lower_ == "with" and verb.dep_ == "prep")
    if verb.pos_ not in ("VERB", "AUX") or not (measures(verb) or absolute):
        return None
    moved = verb.lemma_.lower() in CHANGE_VERBS
    for _ in range(4):
        if any(child.dep_ == "expl" for child in verb.children):
            return None  # "said that there were 1,800": not the speaker
        argument = _argument(verb, token, moved=moved)
        if argument is not None:
            return argument if argument.pos_ in NOUNS or argument.tag_ == "VBG" else None
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
        if child.dep_ in SUBJECTS and child.i < figure.i and not child.is_ancestor(figure):
            return antecedent(child)
    return None


def measures(verb: Token) -> bool:
    """Tell whether a figure behind this verb measures its subject: "be", "cost", "total", and verbs of change."""
    lemma = verb.lemma_.lower()
    moves = lemma in ("go", "come", "move") and any(c.lower_ in ("up", "down", "from", "to") for c in verb.children)
    return moves or lemma in WORDS["states"] or lemma in CHANGE_VERBS
