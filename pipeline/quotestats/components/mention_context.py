"""What the words around a name say of it: part of a longer name, acting or a mere place, a team, an acronym."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache

from spacy.tokens import Span, Token

from quotestats import lexicon
from quotestats.actors import nouns
from quotestats.actors.names import all_initials, fold, titles
from quotestats.components.mention_reading import Reading

_INSIDE = frozenset({"WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"})
_JOINED = frozenset({"compound", "flat", "nmod", "amod"})
_CLOSED = frozenset({"MD", "VB", "VBP", "VBZ", "VBD", "IN", "DT", "PRP", "PRP$", "WP", "RB", "CC", "UH", "WRB"})
_MONTHS = frozenset({"March", "April", "May", "June", "August"})
_BEFORE_MONTHS = frozenset(
    {"in", "since", "until", "by", "from", "last", "next", "of", "this", "late", "early", "mid", "during", "every"}
)
_DATES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL"})
_WHERE = frozenset({"in", "at", "to", "from", "near", "around", "across", "outside", "inside", "through", "into"})
_PLAYED = frozenset({"beat", "defeat", "thrash", "draw", "win", "lose", "play", "qualify", "host", "face"})
_BEATEN = frozenset({"beat", "thrash", "outplay", "outclass"})  # what one state does to another only in sport
_TRADED = frozenset({"shares", "stake", "stock", "shareholders", "shareholder", "takeover", "subsidiary"})
_ABOUT_SPORT = 5
_DENSE = 0.6  # words of sport a sentence
_SOME_SPORT = 3
_IN_BRACKETS = re.compile(r"\s\(([A-Z][\w&]{2,14})\)")
_DEFINED = re.compile(r"\(([A-Z][A-Za-z]{1,6})s?\)")
_ACTING = frozenset(
    {
        *("accuse", "agree", "back", "ban", "call", "condemn", "count", "deny", "deploy", "fear", "insist", "log"),
        *("offer", "oppose", "pledge", "put", "record", "refuse", "reject", "respond", "send", "sign", "support"),
        *("threaten", "want", "warn", "welcome"),
    }
)


def is_name_token(token: Token) -> bool:
    """Tell whether a capitalised token is a name here: "May may publish" has one."""
    if not token.text[:1].isupper():
        return False
    if token.ent_type_ in _DATES or (token.text in _MONTHS and _is_date(token)):
        return False
    acronym = len(token.text) > 1 and sum(c.isupper() for c in token.text) > 1 and token.text.isalpha()
    return acronym or not token.has_dep() or token.tag_ not in _CLOSED


def _is_date(token: Token) -> bool:
    """Tell whether a word that is a month's name and a surname is the month here: "in May", "May 3"."""
    before = token.doc[token.i - 1].lower_ if token.i else ""
    after = token.doc[token.i + 1].text if token.i + 1 < len(token.doc) else ""
    return before in _BEFORE_MONTHS or after[:1].isdigit()


def inside_longer(tokens: Span, nation: Callable[[str], str]) -> bool:
    """Tell whether a known name is only a part of a longer proper name: "Paris" in "Paris Hilton".

    ``nation`` tells the country of a word before it: "French" does not make "Court of Accounts" another's.
    """
    doc, first, last = tokens.doc, tokens[0], tokens[-1]
    if first.ent_type_ in _INSIDE:
        return True
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if after is not None and _is_proper(after) and _same_phrase(last, after) and after.text not in {"MP", "MPs"}:
        return after.text.casefold() not in titles() and not after.text.isupper()
    if _goes_on(tokens):
        return True
    before = doc[first.i - 1] if first.i else None
    if before is not None and before.lower_ == "'s" and before.head.head == tokens.root:
        return tokens.root.ent_type_ != "PERSON" and not nation(before.head.text)
    if before is not None and _is_proper(before) and _same_phrase(before, first):
        return before.text.rstrip(".").casefold() not in titles() and not nation(before.text)
    return False


def _goes_on(tokens: Span) -> bool:
    """Tell whether a body's name goes on with "of" and a proper noun: "Civil Liberties Union of Ohio"."""
    doc, after = tokens.doc, tokens.end
    if after + 1 >= len(doc) or doc[after].lower_ != "of" or tokens.root.pos_ != "PROPN" or len(tokens) < 2:
        return False
    return _is_proper(doc[after + 1]) and tokens[0].ent_type_ == "ORG"


def _is_proper(token: Token) -> bool:
    return token.text[:1].isupper() and (token.pos_ == "PROPN" or (token.tag_ == "NNS" and not token.is_sent_start))


def _same_phrase(left: Token, right: Token) -> bool:
    """Tell whether two adjacent proper nouns belong to one name by the parse."""
    if left.head == right or right.head == left:
        return True
    return left.head == right.head and left.dep_ in _JOINED and right.dep_ in _JOINED


def acts(head: Token, *, widely: bool = False) -> bool:
    """Tell whether a capital or address acts as its government: subject of a verb of saying or doing, or source."""
    if head.dep_ == "nsubj" and head.head.pos_ in {"VERB", "AUX"}:
        lemma = head.head.lemma_.casefold()
        return lemma in saying() or lemma in _ACTING or (widely and lemma not in {"be", "have"})
    if head.dep_ == "pobj" and head.head.lemma_ == "to":
        return head.head.head.lemma_.casefold() in {"accord", "according"}
    return False


@cache
def saying() -> frozenset[str]:
    """Return the verbs and nouns by which something is said."""
    return frozenset(row["lemma"] for row in lexicon.table("cues"))


def is_where(head: Token) -> bool:
    """Tell whether a name says where something is."""
    return head.dep_ == "pobj" and head.head.lower_ in _WHERE and not is_traded(head)


def is_traded(head: Token) -> bool:
    """Tell whether a name is a company's by its shares: "shares in Voltaro", "Voltaro's shares"."""
    if head.dep_ in {"poss", "compound"}:
        return head.head.tag_ == "NNS" and head.head.lower_ == "shares"
    return head.dep_ == "pobj" and head.head.lower_ in {"in", "of"} and head.head.head.lower_ in _TRADED


def is_behind_noun(tokens: Span) -> bool:
    """Tell whether a role or a noun for bodies, with a capital as first of its sentence, stands before a name."""
    before = tokens.doc[tokens.start - 1] if tokens.start else None
    if before is None or not before.is_sent_start or before.text.isupper():
        return False
    body = nouns.body([before.text])
    return nouns.role([before.text]) is not None or (body is not None and body.after)


@cache
def _sport_words() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.table("sports_words"))


class Sports:
    """Where in an article a state's name is its team's."""

    def __init__(self, reading: Reading) -> None:
        met: Counter[str] = Counter()
        self._sentences: set[int] = set()
        words = {spelled: word for spelled in set(reading.words) if (word := spelled.casefold()) in _sport_words()}
        for index, spelled in enumerate(reading.words) if words else ():
            if spelled in words:
                met[words[spelled]] += 1
                self._sentences.add(reading.sentences[index])
        played = {reading.sentences[index] for index in reading.those("LEMMA", _PLAYED)}
        self._scored = {reading.sentences[index] for index in reading.those("LEMMA", ["score"])}
        self._scored |= played & self._sentences
        self._some = len(met) >= _SOME_SPORT
        sentences = reading.sentence(reading.doc[-1]) + 1 if len(reading.doc) else 1
        self._all = len(met) >= _ABOUT_SPORT and met.total() >= _DENSE * sentences

    def is_team(self, reading: Reading, head: Token) -> bool:
        """Tell whether a state's name, by its head token, means its team."""
        sentence = reading.sentence(head)
        if sentence in self._scored or (head.dep_ in {"nsubj", "dobj"} and head.head.lemma_ in _BEATEN):
            return True
        if self._all:
            return not is_where(head)
        return self._some and sentence in self._sentences


def short_form(text: str, end: int, name: str) -> str:
    """Return the short form in brackets right behind a body's name that is made of its letters in order, or ``""``.

    "Institute of Volcanology (Volin)": it begins as the name does.
    """
    match = _IN_BRACKETS.match(text, end)
    if match is None or " " not in name or match[1][0] != name[0]:
        return ""
    letters = iter(fold(name).casefold())
    return match[1] if all(letter in letters for letter in fold(match[1]).casefold()) else ""


def defined_acronyms(text: str) -> dict[str, str]:
    """Return the short forms that a text defines, with the words right before that they stand for.

    "the Office for Rail (OfR)" gives ``{"OfR": "Office for Rail"}``; so does a phrase in small letters.
    """
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        before = text[max(0, match.start() - 120) : match.start()].split()
        for count in range(1, min(len(before), len(match[1]) + 5) + 1):
            phrase = " ".join(before[-count:])
            if match[1].upper() in all_initials(phrase) and len(match[1]) > 1:
                found.setdefault(match[1], phrase)
    return found
