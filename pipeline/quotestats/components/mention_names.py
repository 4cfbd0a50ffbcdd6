"""Find proper names that may denote actors: names of the gazetteer, of the base model, surnames met before."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span

from quotestats.actors import gender, nouns
from quotestats.actors.cast import Label, Name
from quotestats.actors.gazetteer import Form, Gazetteer, Hit
from quotestats.actors.names import Word, fold, split_title, surname, titles
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

    def find(self, reading: Reading, text: Sequence[Word], sources: Iterable[tuple[int, int]] = ()) -> list[Name]:
        """Return the names of an article in order, without overlap.

        ``text``: its words; ``sources``: the offsets of sources, which hold names that the base model may have missed.
        """
        sports = Sports(reading)
        defined = defined_acronyms(reading.text)
        hits = [h for h in self.gazetteer.hits(text) if not reading.silent(h.start)]
        known = [c for hit in hits if (c := self._known(reading, hit, sports, defined))]
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
        found, rest = split_title(text)
        before = _titles_before(reading, start)
        label, forms = candidate.label, candidate.forms
        if not forms:
            label = _label(rest, [*before, *found], label)
            if label == "PERSON":
                start, text = (end - len(rest), rest) if text.endswith(rest) else (start, text)
            forms = tuple(f for f in self.gazetteer.forms(text) if f.kind not in _NOT_NAMES and text not in defined)
            forms = tuple(f for f in forms if (self._type(f) == "person") == (label == "PERSON"))
        return Name(
            text=" ".join(text.split()),
            start=start,
            end=end,
            label="PERSON" if label == "PERSON" else "" if candidate.forms else "ORG",
            titles=tuple([*before, *found]),
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
                    titles=tuple(_titles_before(reading, token.idx)),
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
    if not any(c.isupper() for c in text) or "\n" in text:
        return None
    return Candidate(start, start + len(_cut(text)), label)


def _runs(reading: Reading) -> Iterator[Candidate]:
    """Yield runs of proper nouns that begin with a given name, persons that the base model may have missed."""
    doc, at = reading.doc, 0
    while at < len(doc):
        stop = at
        while stop < len(doc) and doc[stop].tag_ == "NNP" and doc[stop].text[:1].isupper() and doc[stop].text.isalpha():
            stop += 1
        if 2 <= stop - at <= 3 and gender.is_given(doc[at].text) and not reading.silent(doc[at].idx):
            last = doc[stop - 1]
            if not reading.caps(last.idx):
                yield Candidate(doc[at].idx, last.idx + len(last), "PERSON")
        at = max(stop, at + 1)


def _in_sources(reading: Reading, sources: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield the proper noun that a source is, with the proper nouns before it."""
    for start, end in sources:
        span = reading.tokens(start, end)
        last = span.root
        if last.pos_ != "PROPN" or not last.text[:1].isupper() or reading.caps(start) or reading.silent(start):
            continue
        if _is_common(last.text) or last.text.casefold() in titles():
            continue
        first = last
        while (
            first.i > span.start and (before := reading.doc[first.i - 1]).pos_ == "PROPN" and before.text[:1].isupper()
        ):
            first = before
        if all(token.text.replace("-", "").replace(".", "").isalpha() for token in reading.doc[first.i : last.i + 1]):
            yield Candidate(first.idx, last.idx + len(last), "PERSON")


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


def _titles_before(reading: Reading, start: int) -> list[str]:
    """Return titles and the role right before a name, casefolded: "Shadow home secretary" David Davis."""
    found: list[str] = []
    run: list[str] = []
    at = reading.tokens(start, start + 1)[0].i - 1
    while at >= 0 and len(run) < 6:
        word = reading.doc[at].text.rstrip(".")
        if not word.isalpha() or word.islower() and reading.doc[at].is_stop and word != "of":
            break
        if word.casefold() in titles():
            found.insert(0, word.casefold())
        run.insert(0, word)
        at -= 1
    if run and not _FORMER & {word.casefold() for word in run} and (role := nouns.role(run)) is not None:
        found.extend([role.noun, role.office] if role.office else [role.noun])
    elif _FORMER & {word.casefold() for word in run}:
        found = [title for title in found if gender.of_title(title)]
    return list(dict.fromkeys(found))


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
