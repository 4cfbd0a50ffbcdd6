"""Stretches of text that may be names: entities of the base model, runs of proper nouns, the heads of sources."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from quotestats.actors import gender, nouns
from quotestats.actors.gazetteer import Form
from quotestats.actors.members import Label
from quotestats.actors.names import titles
from quotestats.components.mention_context import is_traded
from quotestats.components.mention_reading import Reading

_ENTITIES: dict[str, Label] = {"PERSON": "PERSON", "ORG": "ORG", "FAC": "ORG"}
_PARTICLES = frozenset({"de", "von", "van", "der", "la", "le", "bin", "al", "el", "da", "dos", "di", "du", "ten", "of"})
_OF = frozenset({"of", "in", "for", "at", "from", "to"})
_LONG = 6  # words of a name
_HONORIFICS = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "baroness", "prof", "professor"}
)
# Ranks and roles that also begin the names of bodies and places.
_ALSO_NAMES = frozenset(
    {"general", "major", "king", "queen", "prince", "princess", "duke", "earl", "private", "chief", "head", "model"}
    | {"star", "saint", "father", "mother", "brother", "sister", "boss", "royal", "marshal", "president", "governor"}
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that may be a name, before it is judged."""

    start: int
    end: int
    label: Label
    forms: tuple[Form, ...] = ()


def entity(reading: Reading, entity: Span) -> Candidate | None:
    """Return an entity of the base model as a candidate, person or body."""
    label = _ENTITIES.get(entity.label_)
    if label is None or reading.silent(entity.start_char) or reading.caps(entity.start_char):
        return None
    start, end = _trim(reading.text, entity.start_char, entity.end_char)
    text = reading.text[start:end]
    if label == "PERSON":
        start, text = _behind_rank(start, text)
    if label == "PERSON" and reading.titled(start) and gender.is_given(text.split(" ")[0]):
        text = " ".join(text.split(" ")[:2])
    if not any(c.isupper() for c in text) or "\n" in text or (" " not in text and _is_office(entity, text)):
        return None
    return Candidate(start, start + len(_cut(text)), label)


def _is_office(entity: Span, text: str) -> bool:
    """Tell whether one capitalised word behind "the" is an office: "the Treasurer"."""
    first = entity[0] if entity[0].lower_ == "the" else entity.doc[max(0, entity.start - 1)]
    return first.lower_ == "the" and nouns.role([text]) is not None


def _behind_rank(start: int, text: str) -> tuple[int, str]:
    """Return a person's name without the ranks that it begins with: "Superintendent Graciano" is Graciano."""
    first, _, rest = text.partition(" ")
    while rest and (first.casefold() in titles() or nouns.role([first])) and not gender.is_given(first):
        start, text = start + len(first) + 1, rest
        first, _, rest = text.partition(" ")
    return start, text


def runs(reading: Reading) -> Iterator[Candidate]:
    """Yield proper nouns after a title or that begin with a given name: persons that the base model may have missed."""
    doc, words, stop = reading.doc, reading.words, 0
    for at in [at for at, word in enumerate(words) if word[:1].isupper()]:
        if at < stop or words[at].rstrip(".").casefold() in _HONORIFICS:
            continue
        stop = at
        while stop < len(words) and words[stop][:1].isupper() and _goes_on(doc[stop]):
            stop += 1
        if stop > at and not reading.silent(doc[at].idx) and not reading.caps(doc[at].idx):
            titled = at > 0 and words[at - 1].rstrip(".").casefold() in _HONORIFICS
            first = at if titled else _first(doc[at:stop])
            if first is not None:
                yield Candidate(doc[first].idx, doc[stop - 1].idx + len(doc[stop - 1]), "PERSON")


def _goes_on(token: Token) -> bool:
    """Tell whether a token with a capital can belong to a run of proper nouns; in a paragraph left unparsed it can."""
    if not token.text.replace("-", "").isalpha():
        return False
    return token.tag_ in {"NNP", "NNPS"} or (not token.tag_ and not token.is_stop)


def _first(run: Span) -> int | None:
    """Return where a person's name begins in a run of proper nouns: at a given name, behind ranks and roles or none.

    "Chief Superintendent Graciano Mijares" has ranks before an unknown given name; "Electric Company" is nobody.
    """
    if 2 <= len(run) <= 3 and gender.is_given(run[0].text):
        return run.start
    ranks = [i for i, token in enumerate(run[:-2]) if token.lower_ in titles() or nouns.role([token.text])]
    if not ranks or not run[0].tag_:
        return None
    named = run[ranks[-1] + 1 :]
    ruled_out = nouns.organisation_words() | {word.casefold() for word in nouns.place_words()}
    if len(named) > 3 or any(token.lower_ in ruled_out or nouns.role([token.text]) for token in named):
        return None
    return named.start if gender.is_given(named[0].text) or run[ranks[-1]].lower_ not in _ALSO_NAMES else None


def in_sources(reading: Reading, sources: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield the proper name that a source is, of the head and the proper words before it."""
    for start, end in sources:
        span = reading.tokens(start, end)
        last = span.root
        if whole := _whole_name(reading, span):
            yield whole
            continue
        if last.pos_ != "PROPN" or not last.text[:1].isupper() or reading.caps(start) or reading.silent(start):
            continue
        first = last
        while first.i > span.start and _joins(before := reading.doc[first.i - 1]):
            first = before
        first = _after_owner(first, last)
        text = reading.spelled(first.idx, last.idx + len(last))
        ahead = reading.doc[first.i - 1].lower_ if first.i else ""
        if ahead in _OF or (first == last and last.tag_ == "NNPS" and _is_people(last.text)):
            continue
        plain = text.replace(" ", "").replace("-", "").replace(".", "").isalpha()
        if (is_common(last.text) and first == last) or last.lower_ in titles() or not _is_proper_end(last.text):
            continue
        yield Candidate(
            first.idx,
            last.idx + len(last),
            "PERSON" if plain and ahead != "the" and not text.isupper() and " of " not in text else "ORG",
        )


def _whole_name(reading: Reading, span: Span) -> Candidate | None:
    """Return a source that is a body's name as a whole, by its capitals: "Save Our Woods", "Isle of Wight Council"."""
    first = span.start + (span[0].lower_ == "the")
    words = span.doc[first : span.end]
    large = [token for token in words if token.text[:1].isupper()]
    small = [token.lower_ for token in words if not token.text[:1].isupper()]
    begun = len(words) > 1 and words[0].text[:1].isupper() and words[-1].text[:1].isupper() and words[-1].text.isalpha()
    if not begun or len(words) > _LONG or len(large) < 2 or set(small) - {"of", "and", "for", "the", "&"}:
        return None
    if reading.caps(span.start_char) or reading.titled(span.start_char) or reading.silent(span.start_char):
        return None
    plain = span.root.pos_ == "PROPN" and "of" not in small
    placed = words[1].lower_ == "of" and "the" not in small and nouns.body([words[-1].text]) is not None
    if plain or ("of" in small and not placed) or not _is_proper_end(words[-1].text) or _is_people(words[-1].text):
        return None
    if "of" in small and gender.is_given(words[0].text):
        return None
    if words[0].lower_ in titles() or words[0].ent_type_ == "NORP" or nouns.role([words[0].text]) is not None:
        return None
    return Candidate(words[0].idx, words[-1].idx + len(words[-1]), "ORG")


def traded(reading: Reading) -> Iterator[Candidate]:
    """Yield the proper nouns that are companies by their shares, which the base model may take for places."""
    for index in sorted(reading.those("LEMMA", ["share", "stake", "stock", "shareholder", "takeover", "subsidiary"])):
        around = reading.doc[max(0, index - 5) : index + 5]
        for token in around:
            if token.pos_ == "PROPN" and is_traded(token) and not reading.silent(token.idx):
                first = token
                while first.i and (before := first.nbor(-1)).pos_ == "PROPN" and before.head == token:
                    first = before
                if not reading.caps(token.idx):
                    yield Candidate(first.idx, token.idx + len(token), "ORG")


def _is_people(word: str) -> bool:
    """Tell whether a plural proper noun can be a people or its like: "Muslims", "Londoners", not "Mijares"."""
    return word.endswith(("ns", "ers", "ics", "ims", "ists", "eers", "ites", "ese", "ies", "ots", "ews"))


def _is_proper_end(word: str) -> bool:
    """Tell whether a word can end a name: no role, party or document does, "Utah Republican", "New Poll"."""
    return not (nouns.role([word]) or nouns.party([word]) or nouns.document([word]))


def _after_owner(first: Token, last: Token) -> Token:
    """Return where a name begins: behind an owner ("MSNBC's Al Roe") but with it in a body's ("County's Office")."""
    body = nouns.body([last.text]) is not None
    for token in last.doc[first.i : last.i]:
        if token.lower_ == "'s" and not body:
            first = token.nbor()
    while not first.text[:1].isupper():
        first = first.nbor()
    return first


def _joins(token: Token) -> bool:
    """Tell whether a token belongs to the proper name behind it."""
    return (token.pos_ == "PROPN" and token.text[:1].isupper()) or token.lower_ in {"'s", "of", "&", "for"}


def without_clash(entities: list[Candidate], runs: Iterable[Candidate]) -> list[Candidate]:
    """Return the entities and those runs that none of them touches, or that one is a mere part of."""
    found: list[Candidate] = []
    for run in sorted(runs, key=lambda c: (c.start, -c.end)):
        if not found or run.start >= found[-1].end:
            found.append(run)
    kept = [
        e
        for e in entities
        if not any(r.start <= e.start and e.end <= r.end and r.end - r.start > e.end - e.start for r in near(found, e))
    ]
    free = [r for r in found if not any(True for _ in near(kept, r))]
    return sorted([*kept, *free], key=lambda c: c.start)


def _cut(text: str) -> str:
    """Return a name without what the base model took in too much: "Lee for Norfolk Council", "Acme spokesman"."""
    parts = text.partition(" (")[0].split(" ")
    for i, part in enumerate(parts[1:], 1):
        if part.islower() and part.isalpha() and part not in _PARTICLES | {"and", "for", "on", "the", "in", "&"}:
            parts = parts[:i]
            break
        if part == "for" and i == 2 and gender.is_given(parts[0]):
            parts = parts[:i]
            break
    while len(parts) > 1 and (role := nouns.role([parts[-1]])) is not None and role.sort == "spokesperson":
        parts.pop()
    return " ".join(parts).rstrip(" ,")


def is_common(text: str) -> bool:
    """Tell whether one capitalised word is a common noun for bodies or documents: "Administration", "Reports"."""
    return any(nouns.body([w]) or nouns.document([w]) or nouns.role([w]) for w in (text, text.removesuffix("s")))


def near(candidates: list[Candidate], one: Candidate) -> Iterator[Candidate]:
    """Yield the candidates, sorted and without overlap among themselves, that overlap another."""
    at = bisect_left(candidates, one.start, key=lambda c: c.end)
    for candidate in candidates[at:]:
        if candidate.start >= one.end:
            return
        if one.start < candidate.end:
            yield candidate


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets without article, possessive and stray marks."""
    while start < end:
        part = text[start:end]
        lowered = part.casefold()
        if lowered.startswith(("the ", "a ", "an ")):
            start += lowered.index(" ") + 1
        elif not part[0].isalnum():
            start += 1
        elif part.endswith(("'s", "’s")):
            end -= 2
        elif part.endswith(")") and "(" in part:
            end = start + part.rindex("(")
        elif not part[-1].isalnum() and part[-1] not in ".!":
            end -= 1
        else:
            break
    return start, end
