"""Names in lines of capitals only, where case tells nothing: by given names, titles and the gazetteer."""

import re
from collections.abc import Iterator, Sequence

from quotestats.actors import gender, nouns
from quotestats.actors.gazetteer import Gazetteer, Hit
from quotestats.actors.names import Word, titles
from quotestats.components.mention_candidates import Candidate
from quotestats.components.mention_context import saying
from quotestats.components.mention_reading import Reading

_SMALL = frozenset({"OF", "THE", "AND", "FOR", "IN", "ON", "TO", "DES", "DE", "LA", "AL"})


def spelled(reading: Reading, start: int, end: int) -> str:
    """Return a stretch of text as a name is written: in a line of capitals "ANN O’NEIL" is "Ann O’Neil"."""
    text = " ".join(reading.text[start:end].split())
    return re.sub(r"\w+", lambda m: m[0].capitalize(), text) if reading.caps(start) else text


def hits(gazetteer: Gazetteer, reading: Reading, text: Sequence[Word]) -> list[Hit]:
    """Return names of the gazetteer in lines of capitals: of several words, or of states and persons."""
    loud = [
        Word(word.key.lower() if word.key in _SMALL else word.key.capitalize(), word.start, word.end)
        for word in text
        if reading.caps(word.start) and not reading.silent(word.start)
    ]
    return [hit for hit in gazetteer.hits(loud) if _is_telling(gazetteer, reading, hit)]


def _is_telling(gazetteer: Gazetteer, reading: Reading, hit: Hit) -> bool:
    if " " in reading.text[hit.start : hit.end]:
        return all(form.kind != "local" for form in hit.forms)
    actors = [actor for form in hit.forms if (actor := gazetteer.actor(form.actor_id))]
    return any(actor.type in {"place", "person"} for actor in actors) and hit.end - hit.start > 3


def runs(reading: Reading) -> Iterator[Candidate]:
    """Yield persons in lines of capitals: a given name or title and the words behind it that can be a surname."""
    doc, at = reading.doc, 0
    while at < len(doc):
        token = doc[at]
        start = at
        at += 1
        if not reading.caps(token.idx) or reading.silent(token.idx):
            continue
        first = start + 1 if token.lower_.rstrip(".") in titles() else start
        if first == start and not _is_given(token.text):
            continue
        stop = first if first > start else start + 1
        while stop < len(doc) and _is_given(doc[stop].text):
            stop += 1
        if stop < len(doc) and _can_be_surname(doc[stop].text):
            stop += 1
        if stop - first >= 2 or (first > start and stop > first):
            last = doc[stop - 1]
            yield Candidate(doc[first].idx, last.idx + len(last), "PERSON")
            at = stop


def _is_given(word: str) -> bool:
    """Tell whether a word in capitals is a given name and hardly anything else: "WILL" and "CHARITY" may be."""
    low = word.casefold()
    plain = low in _STOP or nouns.role([low]) or nouns.body([low]) or nouns.document([low])
    return len(word) > 2 and gender.is_given(word.capitalize()) and not plain


def _can_be_surname(word: str) -> bool:
    low = word.casefold()
    if not word.isalpha() or low in _STOP or low in saying():
        return False
    return not (nouns.role([low]) or nouns.body([low]) or nouns.document([low]) or _is_verb(low))


def _is_verb(word: str) -> bool:
    """Tell whether a word is a form of a verb of saying: "said", "warned", "says"."""
    stems = {word, word.removesuffix("s"), word.removesuffix("ed"), word.removesuffix("d"), word.removesuffix("ing")}
    return word in {"said", "told", "put", "found"} or bool(stems & saying())


_STOP = frozenset(
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
    | {
        "but",
        "by",
        "with",
        "from",
        "as",
        "that",
        "this",
        "were",
        "are",
        "be",
        "it",
        "he",
        "she",
        "they",
        "after",
        "over",
    }
    | {
        "will",
        "may",
        "mark",
        "grace",
        "faith",
        "hope",
        "art",
        "bill",
        "pat",
        "rob",
        "sue",
        "dawn",
        "joy",
        "rose",
        "son",
    }
    | {
        "see",
        "many",
        "long",
        "young",
        "royal",
        "chase",
        "drew",
        "major",
        "general",
        "prince",
        "earl",
        "summer",
        "april",
    }
    | {"june", "august", "autumn", "winter", "star", "sky", "so", "do", "love", "cash", "price", "trinity", "france"}
)
