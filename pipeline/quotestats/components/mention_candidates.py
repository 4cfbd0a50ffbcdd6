"""Stretches of text that may be names: entities of the base model, runs of proper nouns, the heads of sources."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from quotestats.actors import gender, nouns
from quotestats.actors.gazetteer import Form
from quotestats.actors.members import Label
from quotestats.actors.names import titles
from quotestats.components.mention_reading import Reading

_ENTITIES: dict[str, Label] = {"PERSON": "PERSON", "ORG": "ORG", "FAC": "ORG"}
_PARTICLES = frozenset({"de", "von", "van", "der", "la", "le", "bin", "al", "el", "da", "dos", "di", "du", "ten", "of"})
_OF = frozenset({"of", "in", "for", "at", "from", "to"})
_HONORIFICS = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "baroness", "prof", "professor"}
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
    if label == "PERSON" and reading.titled(start) and gender.is_given(text.split(" ")[0]):
        text = " ".join(text.split(" ")[:2])
    if not any(c.isupper() for c in text) or "\n" in text:
        return None
    return Candidate(start, start + len(_cut(text)), label)


def runs(reading: Reading) -> Iterator[Candidate]:
    """Yield proper nouns after a title or that begin with a given name: persons that the base model may have missed."""
    doc, at = reading.doc, 0
    while at < len(doc):
        if doc[at].text.rstrip(".").casefold() in _HONORIFICS:
            at += 1
            continue
        stop = at
        while stop < len(doc) and doc[stop].tag_ == "NNP" and doc[stop].text[:1].isupper() and doc[stop].text.isalpha():
            stop += 1
        titled = at and stop > at and doc[at - 1].text.rstrip(".").casefold() in _HONORIFICS
        if titled and not reading.silent(doc[at].idx) and not reading.caps(doc[at].idx):
            yield Candidate(doc[at].idx, doc[stop - 1].idx + len(doc[stop - 1]), "PERSON")
        elif 2 <= stop - at <= 3 and gender.is_given(doc[at].text) and not reading.silent(doc[at].idx):
            last = doc[stop - 1]
            if not reading.caps(last.idx):
                yield Candidate(doc[at].idx, last.idx + len(last), "PERSON")
        at = max(stop, at + 1)


def in_sources(reading: Reading, sources: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield the proper name that a source is, of the head and the proper words before it."""
    for start, end in sources:
        span = reading.tokens(start, end)
        last = span.root
        if last.pos_ != "PROPN" or not last.text[:1].isupper() or reading.caps(start) or reading.silent(start):
            continue
        first = last
        while first.i > span.start and _joins(before := reading.doc[first.i - 1]):
            first = before
        first = _after_owner(first, last)
        text = reading.text[first.idx : last.idx + len(last)]
        ahead = reading.doc[first.i - 1].lower_ if first.i else ""
        if ahead in _OF or (first == last and last.tag_ == "NNPS"):
            continue
        plain = text.replace(" ", "").replace("-", "").replace(".", "").isalpha()
        if (is_common(last.text) and first == last) or last.lower_ in titles() or not _is_proper_end(last.text):
            continue
        yield Candidate(
            first.idx,
            last.idx + len(last),
            "PERSON" if plain and ahead != "the" and not text.isupper() and " of " not in text else "ORG",
        )


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
    """Tell whether one capitalised word is a common noun for bodies or documents: "Administration", "Church"."""
    return bool(nouns.body([text]) or nouns.document([text]) or nouns.role([text]))


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
