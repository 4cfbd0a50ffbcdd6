"""What a figure measures from outside its noun phrase: losses, prices, contests, ages, lists and headlines."""

from spacy.tokens import Span, Token

from quotestats.components.counting_clauses import (
    CHANGE_NOUNS,
    CHANGE_VERBS,
    NO_HEADS,
    NOUNS,
    SUBJECTS,
    WORDS,
    antecedent,
    complement,
    subject,
    verb_of,
)

_LENGTHWISE = frozenset({"long", "wide", "high", "tall", "deep", "thick", "across"})
_SIDES = frozenset({"PERSON", "ORG", "NORP"})  # that stand in a poll


def apart(figure: Span, kind: str) -> Token | None:
    """Return the noun that a figure measures from outside its noun phrase."""
    if kind == "occasions":
        verb = verb_of(figure.root)
        made = next((c for c in verb.children if c.dep_ == "dobj"), None) if verb is not None else None
        return made if made is not None and made.pos_ in NOUNS else None
    if kind == "multiple" and figure.root.pos_ == "VERB":
        made = next((c for c in figure.root.children if c.dep_ == "dobj" and c.pos_ in NOUNS), None)
        if made is not None:
            return made  # "halved the number of attacks"
    found = _measured(figure) or _in_aid(figure, kind) or _contest(figure, kind) or _traded(figure, kind)
    if found is None and kind in ("percent", "percentage_point"):
        found = _named_before(figure)
    found = found or _put_at(figure) or _spent_on(figure, kind)
    found = found or _gapped(figure) or subject(figure.root)
    return found or _before_adverb(figure) or _extent_of(figure, kind)


def _gapped(figure: Span) -> Token | None:
    """Return the noun of a clause whose verb is left out: ``were down by a third, and car thefts by nearly half``."""
    doc, start, place = figure.doc, figure[0].sent.start, figure.start - 1
    while place > start and doc[place].pos_ == "ADV":
        place -= 1  # "by nearly half"
    if place - 2 < start or doc[place].lower_ != "by" or doc[place - 1].pos_ not in NOUNS:
        return None
    first = place - 1
    while first > start and doc[first - 1].pos_ in ("NOUN", "PROPN", "ADJ", "DET") and place - first < 5:
        first -= 1
    joined = first > start and doc[first - 1].lower_ in (",", "and", "but", "while", ";")
    return doc[place - 1] if joined and any(t.lower_ == "by" for t in doc[start : first - 1]) else None


def _put_at(figure: Span) -> Token | None:
    """Return the object of ``put the cost at £3m`` and ``overspent its budget by £3m``, or what a clause says it of."""
    preposition = figure.root.head
    if figure.root.dep_ != "pobj" or preposition.head.pos_ != "VERB":
        return None
    verb = preposition.head
    if preposition.lower_ not in ("at", "by") and (preposition.lower_ != "on" or verb.lemma_ != "put"):
        return None  # "put the Greens on 11%"
    objects = (c for c in verb.children if c.dep_ == "dobj" and c.i < figure.start)
    found = next((antecedent(c) for c in objects), None)
    if found is None and verb.dep_ == "relcl" and preposition.lower_ == "at":
        found = verb.head
    return found if found is not None and found.pos_ in NOUNS else None


def _spent_on(figure: Span, kind: str) -> Token | None:
    """Return what money is paid for: the bells of ``paid £212 for the bells``, the grants of ``£3m for grants``."""
    if kind != "money":
        return None
    verb = verb_of(figure.root)
    paid = verb if verb is not None and verb.lemma_ in WORDS["pays"] else None
    for token in (figure.root, paid):
        goal = complement(token, ("for", "on"), after=figure.end) if token is not None else None
        if goal is not None and goal.pos_ in NOUNS:
            return goal
    before = figure.doc[figure.start - 1] if figure.start > figure[0].sent.start + 1 else None
    if before is None or before.lower_ != "worth":
        return None
    noun = before.nbor(-1)  # "a contract worth £48m"
    return noun if noun.pos_ in NOUNS else subject(before)


def _extent_of(figure: Span, kind: str) -> Token | None:
    """Return the subject whose length, speed, height or duration a verb tells: ``the queue stretched for 15 km``."""
    if kind != "measure":
        return None
    extended = _inserted(figure)
    verb = verb_of(figure.root)
    if extended is not None or verb is None:
        return extended
    direct = figure.root.dep_ in ("npadvmod", "attr") or figure.root.head.lower_ in ("for", "to", "at")
    direct = direct or (figure.root.dep_ == "dobj" and verb.lemma_ in WORDS["spans"])
    found = next((antecedent(c) for c in verb.children if c.dep_ in SUBJECTS and c.i < figure.start), None)
    return found if direct and found is not None and found.pos_ in NOUNS else None


def _inserted(figure: Span) -> Token | None:
    """Return the noun behind which its extent is inserted: ``the bridge, 1.7 km long and 32 m wide, carries``."""
    token = figure.root.head
    if figure.root.dep_ != "npadvmod" or token.lower_ not in _LENGTHWISE:
        return None
    for _ in range(3):
        if token.head.pos_ in NOUNS:
            return token.head if token.head.i < figure.start else None
        token = token.head
    return None


def lasting(figure: Span) -> Token | None:
    """Return what is as long or old as a duration says: ``the wait reached 11 weeks``, ``the boat is 38 years old``."""
    root = figure.root
    old = figure.end < len(figure.doc) and figure.doc[figure.end].lower_ == "old"
    old = old or (figure.end < len(figure.doc) and figure.doc[figure.end].tag_ in ("JJR", "RBR"))  # "2 days longer"
    verb = root.head.head if old and root.head.dep_ in ("acomp", "advmod") else root.head
    led = root.dep_ == "pobj" and root.head.lower_ in ("by", "to", "from", "at") and root.head.head.pos_ == "VERB"
    if led:
        verb = root.head.head
    states = root.dep_ == "npadvmod" and verb.lemma_ in WORDS["states"]
    told = old or led or states or root.dep_ in ("attr", "dobj", "oprd")
    return subject(root) if told and verb.pos_ in ("VERB", "AUX") else None


def aged(figure: Span) -> Token | None:
    """Return who is of an age: ``Ann Vale, 19,``, ``adults aged 18 to 24``, ``people who are between the ages of``."""
    before = _before_aged(figure)
    if before is not None:
        return before
    between = {t.lower_ for t in figure.doc[max(figure.start - 5, figure[0].sent.start) : figure.start]}
    if not between & {"age", "ages", "aged"} and figure.doc[figure.start - 1].text not in (",", "("):
        return None
    token = figure.root
    for _ in range(6):
        if token.head.i == token.i or token.dep_ in SUBJECTS:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            person = next((antecedent(c) for c in token.children if c.dep_ in SUBJECTS), None)
            return person if person is not None and person.pos_ in NOUNS else None
        if token.i < figure.start and token.pos_ in NOUNS and token.lemma_ not in ("age", "year"):
            return token if token.ent_type_ != "DATE" else None
    return None


def _before_aged(figure: Span) -> Token | None:
    """Return the noun that stands right before "aged" and the figure: ``two women, aged 19 and 23``."""
    start = figure[0].sent.start
    for place in range(figure.start - 1, max(figure.start - 5, start), -1):
        token = figure.doc[place]
        if token.lower_ in ("aged", "ages"):
            noun = token.nbor(-1) if token.nbor(-1).text != "," or place - 2 < start else token.nbor(-2)
            return noun if noun.pos_ in NOUNS and noun.ent_type_ != "DATE" else None
        if token.lower_ in ("over", "under") and token.nbor(-1).lemma_.lower() in WORDS["persons"]:
            return token.nbor(-1)  # "adults over 65"
        if not (token.like_num or token.lower_ in ("and", ",", "to", "between", "or")):
            return None
    return None


def _named_before(figure: Span) -> Token | None:
    """Return the name that stands directly before a share: ``Ann Vale 3 percent and Bo Lund 2 percent``."""
    if figure.start <= figure[0].sent.start:
        return None
    name = figure.doc[figure.start - 1]
    if name.lower_ in ("at", "on") and name.i > name.sent.start and name.nbor(-1).ent_type_ in _SIDES:
        return name.nbor(-1)  # "with Ann Vale at 4 percent", "with Reform on 9%"
    if name.pos_ == "PROPN" and name.ent_type_ in ("PERSON", "ORG", "NORP") and name.dep_ not in SUBJECTS:
        return name
    listed = figure.doc[name.left_edge.i - 1].text in (",", ";", "\n") if name.left_edge.i > 0 else True
    return name if listed and name.pos_ in NOUNS and name.text[:1].isupper() and name.ent_type_ != "DATE" else None


def _before_adverb(figure: Span) -> Token | None:
    """Return the noun before "up" or "down", as in headlines: ``Crime down by a fifth``."""
    doc, place = figure.doc, figure.start - 1
    led = place > 0 and doc[place].lower_ == "by"
    place -= led
    moving = led and doc[place].lower_ in CHANGE_VERBS and doc[place].pos_ in NOUNS  # "bills rocket by 54%"
    if place <= figure[0].sent.start or not (moving or doc[place].lower_ in ("up", "down")):
        return None
    noun = doc[place - 1]
    return noun if noun.pos_ in NOUNS and noun.ent_type_ not in ("DATE", "TIME", "MONEY", "PERCENT") else None


def _measured(figure: Span) -> Token | None:
    """Return the noun of ``a loss of $3m`` and ``sales of 20,000``."""
    root = figure.root
    if root.dep_ != "pobj" or root.head.lower_ != "of" or root.head.head.pos_ not in NOUNS:
        return None
    noun = root.head.head
    if noun.lower_ == "error" and noun.head.lower_ == "of" and noun.head.head.lower_ == "margin":
        noun = noun.head.head
    if noun.lower_ in NO_HEADS:
        return None
    if noun.lemma_.lower() in CHANGE_NOUNS:
        return complement(noun, ("in", "for", "to")) or subject(noun) or noun
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
    return noun if noun.pos_ == "NOUN" and noun.lemma_.lower() in WORDS["amounts"] else None


def _contest(figure: Span, kind: str) -> Token | None:
    """Return the side of ``X led Y by 43 percent to 38 percent`` that a figure belongs to, or the lead itself."""
    if kind not in ("percent", "percentage_point", "count"):
        return None
    doc, start = figure.doc, figure[0].sent.start
    words = doc[max(start, figure.start - 14) : figure.start]
    verb = next((t for t in reversed(words) if t.lemma_ in WORDS["contests"] and t.pos_ == "VERB"), None)
    if verb is not None and not any(t.pos_ == "VERB" and t.i > verb.i for t in words):
        before = doc[figure.start - 1]
        second = before.lower_ == "to" and any(t.like_num for t in words if t.i > verb.i)
        side = next((c for c in verb.children if c.dep_ in (("dobj",) if second else SUBJECTS)), None)
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
    verb = verb_of(figure.root)
    if kind != "money" or verb is None or verb.lemma_ not in WORDS["trades"]:
        return None
    return next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.i < figure.start), None)
