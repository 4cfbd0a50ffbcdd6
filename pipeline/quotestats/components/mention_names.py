"""Find proper names that may denote actors: names of the gazetteer, of the base model, surnames met before."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from quotestats.actors import gender, nouns
from quotestats.actors.cast import Label, Name
from quotestats.actors.gazetteer import Form, Gazetteer, Hit
from quotestats.actors.names import fold, surname, titles
from quotestats.components.mention_context import (
    Sports,
    acts,
    defined_acronyms,
    inside_longer,
    is_name_token,
    is_where,
)
from quotestats.components.mention_reading import Reading

_ENTITIES: dict[str, Label] = {"PERSON": "PERSON", "ORG": "ORG", "FAC": "ORG"}
_FORMER = frozenset({"former", "ex", "ex-", "late", "onetime", "then", "outgoing", "incoming"})
_PARTICLES = frozenset({"de", "von", "van", "der", "la", "le", "bin", "al", "el", "da", "dos", "di", "du", "ten", "of"})
_PARTY = re.compile(r"\s\((?P<letter>[RD])(?:[-–—)])|,\s(?:an?\s|the\s)?(?P<word>[A-Z]\w+)")
_HONORIFICS = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "baroness", "prof", "professor"}
)
_NOT_NAMES = frozenset({"demonym", "capital", "people", "address"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that may be a name, before it is judged."""

    start: int
    end: int
    label: Label
    forms: tuple[Form, ...] = ()


class Names:
    """Finds names in a Reading; ``gazetteer`` gives the known ones."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def find(self, reading: Reading, hits: Sequence[Hit], sources: Iterable[tuple[int, int]] = ()) -> list[Name]:
        """Return the names of an article in order, without overlap.

        ``hits``: what the gazetteer found in its words; ``sources``: the offsets of sources, which hold names that the
        base model may have missed.
        """
        sports = Sports(reading)
        defined = defined_acronyms(reading.text)
        loud = (hit for hit in hits if not reading.silent(hit.start))
        known = [c for hit in loud if (c := self._known(reading, hit, sports, defined))]
        entities = [c for entity in reading.doc.ents if (c := _entity(reading, entity))]
        entities = _without_clash(entities, [*_runs(reading), *_in_sources(reading, sources)])
        names = [n for c in self._merge(reading, known, entities) if (n := self._name(reading, c, defined))]
        ends = {surname(name.text) for name in names if name.label == "PERSON" and (" " in name.text or name.titles)}
        names = [self._surnamed(reading, name, ends) for name in names]
        return _without_overlap([*names, *self._alone(reading, ends)])

    def _known(self, reading: Reading, hit: Hit, sports: Sports, defined: dict[str, str]) -> Candidate | None:
        """Return a gazetteer hit as a candidate where the context lets it be that actor."""
        tokens = reading.tokens(hit.start, hit.end)
        text = reading.text[hit.start : hit.end]
        if not text[0].isupper() and not any(c.isupper() for c in text):
            return None
        if (len(tokens) == 1 and not is_name_token(tokens[0])) or inside_longer(tokens, self.gazetteer.country):
            return None
        forms = tuple(f for f in hit.forms if self._fits(reading, f, tokens, sports))
        if text in defined:
            forms = tuple(f for f in forms if self._is_defined(f, defined[text]))
        if not forms:
            return None
        person = any(self._type(form) == "person" for form in forms)
        return Candidate(hit.start, hit.end, "PERSON" if person else "", forms)

    def _type(self, form: Form) -> str:
        actor = self.gazetteer.actor(form.actor_id)
        return actor.type if actor else ""

    def _is_defined(self, form: Form, phrase: str) -> bool:
        """Tell whether a short form's long form in the text is the actor's name."""
        return any(other.actor_id == form.actor_id for other in self.gazetteer.forms(phrase.removeprefix("the ")))

    def _fits(self, reading: Reading, form: Form, tokens: Span, sports: Sports) -> bool:
        head = tokens.root
        match form.kind:
            case "demonym":
                return tokens.start > 0 and tokens.doc[tokens.start - 1].lower_ == "the" and acts(head, widely=True)
            case "people":
                return False
            case "capital" | "address":
                return acts(head)
            case _ if self._type(form) == "place":
                return not sports.is_team(reading, head)
        return True

    def _merge(self, reading: Reading, known: list[Candidate], entities: list[Candidate]) -> list[Candidate]:
        """Return both kinds without overlap: a known name wins unless it is a part of a longer name of the model's."""
        kept = [k for k in known if not any(self._swallows(reading, e, k) for e in _near(entities, k))]
        free = [e for e in entities if not any(True for _ in _near(kept, e))]
        return sorted([*kept, *free], key=lambda c: c.start)

    def _swallows(self, reading: Reading, entity: Candidate, known: Candidate) -> bool:
        """Tell whether an entity has proper words beyond a known name, titles, nations and brackets aside."""
        if not (entity.start <= known.start and known.end <= entity.end):
            return False
        before = reading.text[entity.start : known.start].split()
        after = reading.text[known.end : entity.end].partition("(")[0].split()
        if known.label == "PERSON" and " " in reading.text[known.start : known.end]:
            return False
        return any(self._is_proper(word) for word in [*before, *after])

    def _is_proper(self, word: str) -> bool:
        bare = word.rstrip(".,").casefold()
        if not word[:1].isupper() or bare in titles() or nouns.role([bare]) or bare in {"the", "a"}:
            return False
        return not self.gazetteer.country(word)

    def _name(self, reading: Reading, candidate: Candidate, defined: dict[str, str]) -> Name | None:
        """Return the candidate as a name, its titles read and its label settled."""
        start, end = candidate.start, candidate.end
        text = reading.text[start:end]
        if defined.get(text, "A").islower():
            return None
        before, party = _before(reading, start)
        label, forms = candidate.label, candidate.forms
        found: list[str] = []
        if not forms:
            found, rest = _person_part(text)
            label = _label(rest, [*before, *found], label)
            if label == "PERSON":
                start, text = end - len(rest), rest
            forms = tuple(f for f in self.gazetteer.forms(text) if f.kind not in _NOT_NAMES and text not in defined)
            forms = tuple(f for f in forms if (self._type(f) == "person") == (label == "PERSON"))
        return Name(
            text=" ".join(text.split()),
            start=start,
            end=end,
            label="PERSON" if label == "PERSON" else "" if candidate.forms else "ORG",
            titles=tuple([*before, *found]),
            party=party or _party_after(reading, end),
            forms=forms,
            common=not candidate.forms and " " not in text and _is_common(text),
            acronym=next((short for short, phrase in defined.items() if phrase.endswith(text)), ""),
            quoted=reading.quoted(start),
        )

    def _surnamed(self, reading: Reading, name: Name, ends: set[str]) -> Name:
        """Return a single word that is the surname of a person in the article as that person's name."""
        if name.label == "PERSON" or fold(name.text) not in ends or is_where(reading.tokens(name.start, name.end).root):
            return name
        return replace(name, label="PERSON", forms=())

    def _alone(self, reading: Reading, ends: set[str]) -> Iterator[Name]:
        """Yield the places where a surname of a person in the article stands alone and nothing saw a name."""
        shouted = {end.upper() for end in ends}
        for token in reading.doc:
            spelled = fold(token.text)
            loud = spelled in shouted and reading.caps(token.idx)
            if (spelled in ends and is_name_token(token) or loud) and not reading.silent(token.idx):
                text = token.text.title() if loud else token.text
                yield Name(
                    text=text,
                    start=token.idx,
                    end=token.idx + len(token),
                    label="PERSON",
                    titles=tuple(_before(reading, token.idx)[0]),
                    forms=self.gazetteer.forms(text),
                    quoted=reading.quoted(token.idx),
                )


def _entity(reading: Reading, entity: Span) -> Candidate | None:
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


def _runs(reading: Reading) -> Iterator[Candidate]:
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


def _in_sources(reading: Reading, sources: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
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
        plain = text.replace(" ", "").replace("-", "").replace(".", "").isalpha()
        if _is_common(last.text) and first == last or last.lower_ in titles() or not _is_proper_end(last.text):
            continue
        yield Candidate(first.idx, last.idx + len(last), "PERSON" if plain and " of " not in text else "ORG")


def _is_proper_end(word: str) -> bool:
    """Tell whether a word can end a name: no role, party or document does, "Utah Republican", "New Poll"."""
    return not (nouns.role([word]) or nouns.party([word]) or nouns.document([word]))


def _after_owner(first: Token, last: Token) -> Token:
    """Return where a name begins: after an owner ("MSNBC's Al Roe") unless a body's noun follows ("County's Office")."""
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


def _without_clash(entities: list[Candidate], runs: Iterable[Candidate]) -> list[Candidate]:
    """Return the entities and those runs that none of them touches, or that one is a mere part of."""
    found: list[Candidate] = []
    for run in sorted(runs, key=lambda c: (c.start, -c.end)):
        if not found or run.start >= found[-1].end:
            found.append(run)
    kept = [
        e
        for e in entities
        if not any(r.start <= e.start and e.end <= r.end and r.end - r.start > e.end - e.start for r in _near(found, e))
    ]
    free = [r for r in found if not any(True for _ in _near(kept, r))]
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


def _is_common(text: str) -> bool:
    """Tell whether one capitalised word is a common noun for bodies or documents: "Administration", "Church"."""
    return bool(nouns.body([text]) or nouns.document([text]) or nouns.role([text]))


def _near(candidates: list[Candidate], one: Candidate) -> Iterator[Candidate]:
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


def _person_part(text: str) -> tuple[list[str], str]:
    """Return the titles and roles in front of a person's name, and the name: "House Speaker Al Roe" -> speaker, "Al Roe".

    A given name that is a title as well ("Dean Reed") is no title in first place.
    """
    parts = text.split(" ")
    for at in range(len(parts) - 2, -1, -1):
        word = parts[at].rstrip(".,").casefold()
        known = word in titles() or nouns.role([word]) is not None
        if known and not (at == 0 and gender.is_given(parts[0])) and surname(" ".join(parts[at + 1 :])):
            roles = nouns.role([part.rstrip(".,") for part in parts[: at + 1]])
            told = [part.rstrip(".,").casefold() for part in parts[: at + 1]]
            found = [word for word in told if word in titles()]
            return _with_role(found, roles, told), " ".join(parts[at + 1 :])
    return [], text


def _with_role(found: list[str], role: nouns.Role | None, words: Sequence[str]) -> list[str]:
    """Return titles with the role added; of one that is over, only what still tells the gender."""
    if _FORMER & set(words):
        return [title for title in found if gender.of_title(title)]
    roles = [role.noun, role.office] if role else []
    return list(dict.fromkeys([*found, *(word for word in roles if word)]))


def _before(reading: Reading, start: int) -> tuple[list[str], str]:
    """Return titles and role right before a name, casefolded, and the party: "Labour leader" Ann Vale."""
    run: list[str] = []
    at = reading.tokens(start, start + 1)[0].i - 1
    while at >= 0 and len(run) < 6:
        token = reading.doc[at]
        word = token.text.rstrip(".")
        if not word.isalpha() or (word.islower() and token.is_stop and word != "of"):
            break
        run.insert(0, word)
        at -= 1
    small = [word.casefold() for word in run]
    found = [word for word in small if word in titles()]
    return _with_role(found, nouns.role(run) if run else None, small), nouns.party(run)


def _party_after(reading: Reading, end: int) -> str:
    """Return the party in brackets or apposition right behind a name: "(R-Ohio)", ", Republican of Maine"."""
    match = _PARTY.match(reading.text, end)
    if match is None:
        return ""
    return {"R": "republican", "D": "democratic"}.get(match["letter"] or "", "") or nouns.party([match["word"] or ""])


def _label(rest: str, before: Sequence[str], label: Label) -> Label:
    """Return what a name the gazetteer lacks is, correcting the base model by titles, given names and body words."""
    parts = rest.split()
    if any(fold(part).casefold().strip(".,") in nouns.organisation_words() for part in parts):
        return "ORG"
    if any(title in titles() for title in before) and parts and parts[0][:1].isupper():
        return "PERSON"
    words = all(p[:1].isupper() and p[1:].islower() for p in parts)
    if label == "ORG" and 2 <= len(parts) <= 3 and gender.is_given(parts[0]) and words:
        return "PERSON"
    return label


def _without_overlap(names: Iterable[Name]) -> list[Name]:
    """Return names in order, the longer of two that overlap."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept
