"""Write lines of capitals as prose is written, so that they can be parsed: "VALE SAYS 40% WILL GO".

Each word keeps its length, so offsets hold. Small letters are the rule; capitals begin a sentence and are given to
words that the rest of the article writes so, to names of the gazetteer, to given names and titles and the surname
behind them, to months and weekdays.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from quotestats import lexicon
from quotestats.actors import gender, nouns
from quotestats.actors.gazetteer import Gazetteer, builtin
from quotestats.actors.names import Words, all_initials, titles

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_WORD = re.compile(r"[^\W\d_](?:[\w]|['’](?=\w))*")
_MIXED = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’]*")  # capitalised within a sentence
_STARTS = re.compile(r"(?:^|[.!?…]\s+|[\"“‘]|:\s)\W*$")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "des", "de", "la", "al", "du"})
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "april"}
    | {"june", "july", "august", "september", "october", "november", "december", "christmas", "easter"}
)
# Given names that are words, and acronyms that are words: small letters are likelier.
_WORDS = frozenset(
    {"an", "in", "see", "so", "do", "my", "will", "may", "mark", "grace", "faith", "hope", "art", "bill", "pat", "rob"}
    | {"sue", "dawn", "joy", "rose", "lance", "chase", "drew", "son", "many", "long", "young", "royal", "major", "love"}
    | {"general", "prince", "earl", "summer", "star", "sky", "cash", "price", "trinity", "page", "king", "dean", "ray"}
    | {"who", "it", "ice", "mac", "act", "aids", "pac", "sec", "nice", "time", "air", "pace", "fed", "apple", "shell"}
    | {"green", "white", "black", "brown", "rich", "van", "kit", "cliff", "penny", "ruby", "olive", "ivy", "holly"}
)
_NOT_SURNAMES = frozenset(
    {
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "who",
        "was",
        "is",
        "has",
        "had",
        "will",
        "not",
    }
    | {"but", "by", "with", "from", "as", "that", "this", "were", "are", "be", "it", "he", "she", "they", "after"}
    | {"said", "says", "told", "put", "added", "over", "when", "which", "also", "again", "under", "out", "up"}
)
_SAID = frozenset({"said", "says", "told", "added", "warned", "claimed", "insisted", "denied", "who"})
_LONG = 4  # words of a body's name before what it is
_TWO = 2  # words that make a name
_SURE = 0.9  # share of capitals that makes a line one of capitals


class Word(NamedTuple):
    """A word of a line with its offsets."""

    key: str
    start: int
    end: int


def truecase(text: str) -> str:
    """Return the text with its lines of capitals rewritten, same length; a text without such lines as it is."""
    loud = [m.span() for m in _LINE.finditer(text) if is_shouted(m[0])]
    if not loud:
        return text
    known = _written(text, loud)
    parts, last = [], 0
    for start, end in loud:
        parts += [text[last:start], _prose(text[start:end], known, builtin())]
        last = end
    return "".join([*parts, text[last:]])


def is_shouted(line: str) -> bool:
    """Tell whether a line is in capitals."""
    if sum(map(str.islower, line)) > (1 - _SURE) * len(line):
        return False  # as almost every line, at a third of the cost
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 10 and sum(c.isupper() for c in letters) >= _SURE * len(letters)


def _written(text: str, loud: Sequence[tuple[int, int]]) -> dict[str, str]:
    """Return how the other lines write words: those they only write with a capital, within sentences."""
    pieces, last = [], 0
    for start, end in loud:
        pieces.append(text[last:start])
        last = end
    prose = "\n".join([*pieces, text[last:]])
    small = {m[0] for m in _WORD.finditer(prose) if m[0].islower()}
    forms = Counter(m[0].removesuffix("'s").removesuffix("’s") for m in _MIXED.finditer(prose))
    return {form.casefold(): form for form, _ in reversed(forms.most_common()) if form.casefold() not in small}


def _prose(line: str, known: dict[str, str], gazetteer: Gazetteer) -> str:
    words = [Word(m[0], m.start(), m.end()) for m in _WORD.finditer(line)]
    forms = [_small(word.key) for word in words]
    for at, word in enumerate(words):
        if _STARTS.search(line[max(0, word.start - 8) : word.start]) or forms[at] in _DAYS or forms[at] == "i":
            forms[at] = _capital(word.key)
        elif (form := known.get(word.key.casefold())) and len(form) == len(word.key):
            forms[at] = form
        elif _is_acronym(gazetteer, word.key, words[at - 1].key if at else ""):
            forms[at] = word.key
    named = {*_persons(words), *_known_names(gazetteer, words), *_bodies(words), *_behind_nouns(words)}
    for at in {*named, *_defined(line, words, forms)}:
        forms[at] = _capital(words[at].key) if forms[at].islower() else forms[at]
    parts, last = [], 0
    for word, form in zip(words, forms, strict=True):
        parts += [_small(line[last : word.start]), form]
        last = word.end
    return "".join([*parts, _small(line[last:])])


def _bodies(words: Sequence[Word]) -> Iterator[int]:
    """Yield the places of a body's name behind "the": two words or more and what it is, "THE NORTH RIVER COUNCIL"."""
    for at, word in enumerate(words):
        if _small(word.key) not in nouns.organisation_words():
            continue
        first = at
        while first > max(0, at - _LONG) and _touches(words, first - 1) and _can_be_surname(words[first - 1].key):
            first -= 1
        the = first > 0 and _small(words[first - 1].key) == "the" and _touches(words, first - 1)
        if at - first >= _TWO and the:
            yield from range(first, at + 1)


def _behind_nouns(words: Sequence[Word]) -> Iterator[int]:
    """Yield the places of a body's name of one or two words that speaks behind its noun: "SUPPLIER VOLTARO SAID"."""
    for at, word in enumerate(words):
        body = nouns.body([_small(word.key)])
        if body is None or not body.after:
            continue
        for count in (1, _TWO):
            name = words[at + 1 : at + 1 + count]
            told = at + 1 + count < len(words) and _small(words[at + 1 + count].key) in _said()
            if told and all(_can_be_surname(one.key) and not _small(one.key).endswith("ly") for one in name):
                yield from range(at + 1, at + 1 + count)
                break


def _defined(line: str, words: Sequence[Word], forms: list[str]) -> Iterator[int]:
    """Yield the places of a name that an acronym in brackets stands for; the acronym keeps its capitals everywhere."""
    for at, word in enumerate(words):
        if line[word.start - 1 : word.start] != "(" or line[word.end : word.end + 1] != ")" or at < _TWO:
            continue
        for count in range(_TWO, min(at, len(word.key) + 3) + 1):
            named = words[at - count : at]
            if word.key in all_initials(" ".join(one.key for one in named)) and _small(named[0].key) not in _SMALL:
                yield from (at - count + i for i, one in enumerate(named) if _small(one.key) not in _SMALL)
                for place, other in enumerate(words):
                    forms[place] = word.key if other.key == word.key else forms[place]
                break


@cache
def _said() -> frozenset[str]:
    """Return the forms of verbs by which something is said, as far as they are regular, and the commonest others."""
    lemmas = {row["lemma"] for row in lexicon.table("cues")}
    regular = {f"{lemma}{ending}" for lemma in lemmas for ending in ("s", "ed", "d", f"{lemma[-1]}ed")}
    return frozenset(regular | {f"{lemma[:-1]}ied" for lemma in lemmas if lemma.endswith("y")}) | _SAID


def _small(text: str) -> str:
    """Return the text in small letters, letters without a single small one as they are."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _capital(word: str) -> str:
    """Return a word with a capital, and one behind an apostrophe or "Mc": "O'NEIL" -> "O'Neil"."""
    text = word[:1] + _small(word[1:])
    if re.match(r"[OD]['’]\w{2}", text):
        text = text[:2] + text[2].upper() + text[3:]
    if re.match(r"Mc\w{2}", text):
        text = text[:2] + text[2].upper() + text[3:]
    return text


def _is_acronym(gazetteer: Gazetteer, word: str, before: str) -> bool:
    if word in {"US", "UN", "EU", "UK"}:
        return word != "US" or before == "THE"
    if not 3 <= len(word) <= 6 or word.casefold() in _WORDS:
        return False
    return any(form.kind in {"acronym", "local", "name"} for form in gazetteer.forms(word))


def _known_names(gazetteer: Gazetteer, words: Sequence[Word]) -> Iterator[int]:
    """Yield the places of words of names that the gazetteer knows: of several words, or of states and persons."""
    keys = [_small(w.key) if _small(w.key) in _SMALL else _capital(w.key).removesuffix("'s") for w in words]
    place = {word.start: at for at, word in enumerate(words)}
    for hit in gazetteer.hits(Words(keys, [(word.start, word.end) for word in words])):
        first = place[hit.start]
        last = next(at for at in range(first, len(words)) if words[at].end == hit.end)
        actors = [actor for form in hit.forms if (actor := gazetteer.actor(form.actor_id))]
        single = any(actor.type in {"place", "person"} for actor in actors) and len(words[first].key) > 3
        if last > first or (single and words[first].key.casefold() not in _WORDS):
            yield from (at for at in range(first, last + 1) if keys[at][:1].isupper())


def _persons(words: Sequence[Word]) -> Iterator[int]:
    """Yield the places of given names and titles and of the surname behind them."""
    at = 0
    while at < len(words):
        first = at
        titled = _is_title(words[at].key) and _touches(words, at)
        at += titled
        role = first > 0 and _touches(words, first - 1) and nouns.role([_small(words[first - 1].key)]) is not None
        begun = at
        while at < len(words) and (at == begun or _touches(words, at - 1)):
            if not _is_given(words[at].key, sure=role or titled):
                break
            at += 1
        if at == begun and (role or titled) and _is_told(words, at, titled=titled):
            at += 1
        given = at - begun
        if (given or titled) and at < len(words) and _touches(words, at - 1) and _can_be_surname(words[at].key):
            at += given < _TWO or not _is_verb(words[at].key)
        if at - begun >= _TWO or (titled and at > begun):
            yield from range(first, at)
        at = max(at, first + 1)


def _is_title(word: str) -> bool:
    return _small(word) in titles()


def _touches(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word is followed by another with a blank, or a point and a blank, between."""
    return at + 1 < len(words) and words[at + 1].start - words[at].end <= 2


def _is_told(words: Sequence[Word], at: int, *, titled: bool) -> bool:
    """Tell whether two words of a name stand behind a role: "PROSECUTOR SIMEON CLAY SAID", "PROF NDIDI CLARKE OF"."""
    if at + 2 >= len(words) or not _touches(words, at):
        return False
    if not (_can_be_surname(words[at].key) and _can_be_surname(words[at + 1].key)) or _is_verb(words[at + 1].key):
        return False
    behind = _small(words[at + 2].key) if _touches(words, at + 1) else ""
    return behind in _SAID or (titled and behind in {"", "of", "from", "at"})


def _is_verb(word: str) -> bool:
    """Tell whether a word has the ending of a verb: "RAGED", "RAGING"."""
    return _small(word).endswith(("ed", "ing"))


def _is_given(word: str, *, sure: bool = False) -> bool:
    """Tell whether a word is a given name; of those that are common words too, only where a title makes it ``sure``."""
    low = _small(word)
    if sure or low in {"ed", "jo", "bo"}:
        return low not in _NOT_SURNAMES and gender.is_given(_capital(word))
    plain = low in _WORDS or nouns.role([low]) or nouns.body([low]) or nouns.document([low])
    return len(word) > 2 and not plain and gender.is_given(_capital(word))


def _can_be_surname(word: str) -> bool:
    low = _small(word)
    return low not in _NOT_SURNAMES | _SAID and not (nouns.role([low]) or nouns.body([low]) or nouns.document([low]))
