"""How a figure moved: direction and role (by, to, from) from the words of change that govern it."""

from typing import cast

from spacy.tokens import Span, Token

from quotestats.components.change_beside import beside, compared
from quotestats.components.change_words import ADVERBS, NONE, NOUNS, VERBS, Change, token_at
from quotestats.lexicon import Row
from quotestats.records import Direction, Role

_ROLES: dict[str, Role] = {
    "by": "change", "of": "change", "to": "to", "from": "from", "below": "to", "above": "to",
    "over": "to", "under": "to", "past": "to", "with": "level", "towards": "to", "toward": "to",
}  # fmt: skip
_REACHING = frozenset({"reach", "hit", "hold", "stand", "total", "touch", "become", "settle", "close", "finish", "end"})
_CLOSING = frozenset({"close", "end", "finish", "settle"})  # "ended down 1% at 1,463"
_FIGURES = frozenset({"DATE", "MONEY", "PERCENT", "CARDINAL", "QUANTITY"})
_PERSONS = frozenset({"me", "us", "you", "him", "her", "them"})
_TALLIES = frozenset({"total", "tally", "number", "count", "toll", "figure"})  # "taking the toll to 40"
_TRANSPARENT = frozenset({"record", "total", "high", "low", "peak", "average", "maximum", "minimum"})
_STOPS = frozenset({"nsubj", "nsubjpass", "appos", "conj", "relcl", "acl"})
_REACH_BACK = 12  # tokens before "to", "by" or "from" among which its word of change may stand
_UP_TO = "up to"


def change(figure: Span, *, kind: str) -> Change:
    """Return how a figure moved; ``figure`` is the whole quantity with its bound words."""
    than = compared(figure, kind)
    if than is not None:
        return than
    told = beside(figure, kind) or _told_by_preposition(figure, kind) or _closed(figure) or _told_by_parse(figure, kind)
    before = token_at(figure, figure.start - 1)
    if told is not None and before is not None and before.lower_ in ("to", "from") and told.role in ("to", "from"):
        return Change(told.direction, _ROLES[before.lower_])
    return told or NONE


def _told_by_preposition(figure: Span, kind: str) -> Change | None:
    """Read ``by``, ``to`` or ``from`` directly before the figure, with the nearest word of change before it."""
    start = figure.start - 1
    role: Role = "to"
    preposition = token_at(figure, start)
    if figure.text.lower().startswith(_UP_TO):
        start = figure.start  # "brings the total up to 225"
    elif figure[0].lower_ in ("over", "above", "below", "under", "past", "beyond") and kind != "duration":
        start = figure.start  # "drove claims over 150,000", "fell below 2%"
    elif preposition is None or preposition.lower_ not in ("by", "to", "from"):
        return _told_on(figure, kind)
    else:
        role = _ROLES[preposition.lower_]
    growth: Change | None = None  # a noun that may only name what a verb further back moves: "cut its growth forecast"
    for place in range(start - 1, max(start - _REACH_BACK, figure[0].sent.start) - 1, -1):
        word = figure.doc[place]
        if word.is_punct and word.text not in "/-–()%'’\"“”":
            break
        direction = _direction(word, role) or _headlined(word, role, adjacent=place == start - 1)
        adjacent = place == start - 1 and word.pos_ == "VERB" and figure[0].lower_ != "up"
        if figure[0].lower_ == "up" and word.lemma_ == "go" and place == start - 1:
            return Change("up", "to")
        if _moves_nothing(word, role, figure.doc[place:start]):
            return None
        if direction and (start == figure.start - 1 or _is_bring(word) or adjacent):
            if word.pos_ == "VERB" or (place == start - 1 and word.lemma_ != "growth"):
                return Change(direction, role)
            growth = growth or Change(direction, role)
        if word.ent_type_ in _FIGURES or figure.doc[max(place - 1, 0)].like_num:
            continue  # "£3m" as the parser cuts it
        finite = word.pos_ == "VERB" and word.tag_ != "VBN"
        if finite and word.lemma_ not in _REACHING and word.dep_ not in ("amod", "acl"):
            break
    return growth


def _moves_nothing(verb: Token, role: Role, behind: Span) -> bool:
    """Tell whether a verb of change tells none: ``brings us to two questions``, ``lost by 29 points`` (a margin)."""
    margin = verb.lemma_ == "lose" and role == "change"
    return margin or (_is_bring(verb) and any(t.lower_ in _PERSONS for t in behind))


def _told_on(figure: Span, kind: str) -> Change | None:
    """Read ``down on £52m`` as from where it came; "up on Smith" is a lead."""
    before, adverb = token_at(figure, figure.start - 1), token_at(figure, figure.start - 2)
    if before is None or before.lower_ != "on" or kind == "percentage_point":
        return None
    known = adverb is not None and adverb.lower_ in ("up", "down")
    return Change(ADVERBS[adverb.lower_], "from") if adverb is not None and known else None


def _headlined(word: Token, role: Role, *, adjacent: bool) -> Direction:
    """Return the direction of a verb that the parser took for a noun before "by" or "to": ``bills rocket by``."""
    row = VERBS.get(word.lower_) if adjacent and word.pos_ in ("NOUN", "PROPN", "ADJ") else None
    amount = row is not None and row["takes"] in ("amount", "object") and role in ("change", "to")
    return cast(Direction, row["direction"]) if row is not None and amount else ""


def _is_bring(word: Token) -> bool:
    """Tell whether a verb takes "up to" and "over" as where something gets: ``bring the total up to 225``."""
    row = VERBS.get(word.lemma_)
    return word.pos_ == "VERB" and row is not None and row["takes"] == "to"


def _told_by_parse(figure: Span, kind: str) -> Change | None:
    """Climb from the figure, by way of its preposition, to the verb or noun of change it depends on."""
    token, led = figure.root, ""
    role: Role = "change"
    for _ in range(7):
        head = token.head
        if token.dep_ in ("pobj", "pcomp"):
            if head.lower_ not in _ROLES or _is_definite(figure, token) or _says_when(head, kind):
                return None
            if head.lower_ == "with" and token.i < figure.end and _behind_comma(head):
                return None  # "rose to 61, with 200 missing"
            role, led = _ROLES[head.lower_], head.lower_
        elif head.pos_ in ("VERB", "AUX") and not (token.dep_ == "nsubj" and head.dep_ == "pcomp"):
            return None if led == "of" else _verb_change(head, token, figure, role, kind, led=bool(led))
        elif head.pos_ == "NOUN" and head.lemma_.lower() in NOUNS and (led or _sizes(token, head, kind)):
            # "capital gains of $48m" change nothing
            capital = head.lemma_.lower() == "gain" and kind in ("money", "duration", "measure")
            return None if capital else Change(NOUNS[head.lemma_.lower()], role)
        elif led == "of" and head.lemma_.lower() in _TRANSPARENT:
            role, led = "change", ""
        elif (led or token.dep_ in _STOPS) and head.dep_ != "pcomp":
            return None
        if head.i == token.i:
            break
        token = head
    return None


def _closed(figure: Span) -> Change | None:
    """Read where a price came to rest: ``closed up 3% at 412p``, ``rose 0.7% to end at 27,349``."""
    at, verb = figure.root.head, figure.root.head.head
    if figure.root.dep_ != "pobj" or at.lower_ != "at" or verb.lemma_ not in _CLOSING:
        return None
    adverb = next((child.lower_ for child in verb.children if child.lower_ in ADVERBS), None)
    if adverb is not None:
        return Change(ADVERBS[adverb], "level")
    if verb.dep_ not in ("xcomp", "advcl", "conj") or verb.head.pos_ != "VERB":
        return None
    told = _direction(verb.head, "to")
    return Change(told, "to") if told else None


def _behind_comma(word: Token) -> bool:
    return word.i > word.sent.start and word.nbor(-1).text == ","


def _says_when(preposition: Token, kind: str) -> bool:
    """Tell whether a preposition before a duration says during which time: ``added $84bn over 10 years``."""
    return kind == "duration" and preposition.lower_ not in ("to", "from", "by", "of")


def _sizes(token: Token, noun: Token, kind: str) -> bool:
    """Tell whether a figure says how large a change is ("a 5,000 rise") and not how many there were ("two rises")."""
    return _modifies(token) and (kind != "count" or noun.tag_ == "NN")


def _modifies(token: Token) -> bool:
    return token.dep_ in ("nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "poss", "advmod", "dep")


def _is_definite(figure: Span, noun: Token) -> bool:
    """Tell whether the noun phrase is known ("from the previous two sessions"): its number measures no change."""
    if noun.i < figure.end:
        return False
    return any(child.lower_ in ("the", "this", "these", "those", "its", "their") for child in noun.lefts)


def _verb_change(verb: Token, child: Token, figure: Span, role: Role, kind: str, *, led: bool) -> Change | None:
    """Return the change that a verb tells of its object, adverbial or prepositional figure."""
    if child.dep_ in ("nsubj", "nsubjpass", "csubj", "conj", "advcl", "relcl"):
        return None
    if verb.lemma_ in _REACHING and verb.dep_ in ("xcomp", "advcl", "conj") and verb.head.pos_ == "VERB":
        direction = _direction(verb.head, "to")
        return Change(direction, "to") if direction and child.dep_ in ("dobj", "prep", "attr", "oprd") else None
    direction = _direction(verb, role)
    if not led and verb.lemma_ == "be" and not any(c.lower_ in ADVERBS for c in figure.doc[verb.i : figure.start]):
        return None  # "was 4.2%, up from 3.9%": a level
    lost_by = led and verb.lemma_ == "lose" and role == "change"
    if not direction or lost_by or (_is_bring(verb) and any(c.lower_ in _PERSONS for c in verb.children)):
        return None
    if led:
        return Change(direction, role)
    row = _row(verb)
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    adverbial = child.dep_ in ("npadvmod", "advmod", "attr", "oprd", "acomp", "dep") or kind in (
        "percent",
        "percentage_point",
    )
    own = figure.start <= child.i < figure.end  # no noun counted: "rose 5,000" but not "recovered ten survivors"
    takes = row is not None and (row["takes"] == "object" or (row["takes"] == "amount" and (own or kind != "count")))
    money_lost = verb.lemma_ in ("lose", "shed", "wipe", "recover") and kind == "money"
    return Change(direction, "change") if (takes or adverbial or passive) and not money_lost else None


def _row(verb: Token) -> Row | None:
    particle = next((c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod", "acomp") and c.i > verb.i), "")
    return VERBS.get(f"{verb.lemma_.lower()} {particle}") or VERBS.get(verb.lemma_.lower())


def _direction(word: Token, role: Role) -> Direction:
    """Return the direction that one word tells a figure in a role, empty for none."""
    if word.pos_ in ("VERB", "AUX"):
        row = _row(word)
        if row is None:
            particle = next((c.lower_ for c in word.children if c.lower_ in ADVERBS), "")
            return ADVERBS[particle] if particle and word.lemma_ in ("be", "go", "move", "stay") else ""
        tally = word.lemma_ != "take" or any(c.lemma_ in _TALLIES for c in word.children)
        if row["takes"] == "to" and (role != "to" or not tally):
            return ""
        opposite = any(c.lower_ in ("down", "lower") for c in word.children) and row["takes"] == "to"
        return "down" if opposite else cast(Direction, row["direction"])
    if word.pos_ in ("NOUN", "PROPN"):
        return NOUNS.get(word.lemma_.lower(), "")
    return ADVERBS.get(word.lower_, "") if word.lower_ in ("up", "down", "higher", "lower") else ""
