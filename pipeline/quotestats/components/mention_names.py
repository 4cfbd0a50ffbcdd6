"""Find proper names that may denote actors: names of the gazetteer, of the base model, surnames met before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from quotestats.actors import gender, nouns
from quotestats.actors.gazetteer import Form, Gazetteer, Hit
from quotestats.actors.members import Label, Name
from quotestats.actors.names import fold, surname, titles
from quotestats.components.mention_candidates import (
    Candidate,
    entity,
    in_sources,
    is_common,
    near,
    runs,
    traded,
    without_clash,
)
from quotestats.components.mention_context import (
    Sports,
    acts,
    defined_acronyms,
    inside_longer,
    is_behind_noun,
    is_name_token,
    is_where,
    short_form,
)
from quotestats.components.mention_reading import Reading
from quotestats.components.mention_titles import before, label, party_after, person_part

_NOT_NAMES = frozenset({"demonym", "capital", "people", "address"})


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
        entities = [c for span in reading.doc.ents if (c := entity(reading, span))]
        entities = [c for c in entities if not self._is_team(reading, c, sports)]
        entities = without_clash(entities, [*runs(reading), *in_sources(reading, sources), *traded(reading)])
        names = [n for c in self._merge(reading, known, entities) if (n := self._name(reading, c, defined))]
        names = _by_surname(names)
        persons = [name for name in names if name.label == "PERSON" and (" " in name.text or name.titles)]
        ends = {surname(name.text) for name in persons}
        given = {fold(name.text).split(" ")[0] for name in persons if " " in name.text}
        names = _agreed(reading, [self._surnamed(reading, name, ends, given) for name in names])
        return _without_overlap([*names, *self._alone(reading, ends)])

    def _known(self, reading: Reading, hit: Hit, sports: Sports, defined: dict[str, str]) -> Candidate | None:
        """Return a gazetteer hit as a candidate where the context lets it be that actor."""
        tokens = reading.tokens(hit.start, hit.end)
        text = reading.spelled(hit.start, hit.end)
        if not text[0].isupper() and not any(c.isupper() for c in text):
            return None
        if len(tokens) == 1 and not is_name_token(tokens[0]):
            return None
        placed = any(self._type(form) == "place" for form in hit.forms)
        if (placed or not is_behind_noun(tokens)) and inside_longer(tokens, self.gazetteer.country):
            return None
        forms = tuple(f for f in hit.forms if self._fits(reading, f, tokens, sports))
        if text in defined:
            forms = tuple(f for f in forms if self._is_defined(f, defined[text]))
        if not forms:
            return None
        person = any(self._type(form) == "person" for form in forms)
        return Candidate(hit.start, hit.end, "PERSON" if person else "", forms)

    def _is_team(self, reading: Reading, candidate: Candidate, sports: Sports) -> bool:
        """Tell whether what the base model took for a body or person is a state's team."""
        forms = self.gazetteer.forms(reading.text[candidate.start : candidate.end])
        if not any(self._type(form) == "place" for form in forms):
            return False
        return sports.is_team(reading, reading.tokens(candidate.start, candidate.end).root)

    def _type(self, form: Form) -> str:
        actor = self.gazetteer.actor(form.actor_id)
        return actor.type if actor else ""

    def _is_defined(self, form: Form, phrase: str) -> bool:
        """Tell whether a short form's long form in the text is the actor's name."""
        if any(other.actor_id == form.actor_id for other in self.gazetteer.forms(phrase.removeprefix("the "))):
            return True
        return phrase[0].isupper() and all(len(spelled) == 1 for spelled in self.gazetteer.names(form.actor_id))

    def _fits(self, reading: Reading, form: Form, tokens: Span, sports: Sports) -> bool:
        head = tokens.root
        match form.kind:
            case "demonym":
                return tokens.start > 0 and tokens.doc[tokens.start - 1].lower_ == "the" and acts(head, widely=True)
            case "people":
                return False
            case "capital":
                return acts(head)
            case "address":
                return acts(head) or _is_spoken_for(head)
            case _ if self._type(form) == "place":
                return not sports.is_team(reading, head)
        return True

    def _merge(self, reading: Reading, known: list[Candidate], entities: list[Candidate]) -> list[Candidate]:
        """Return both kinds without overlap: a known name wins unless it is a part of a longer name of the model's."""
        kept = [k for k in known if not any(self._swallows(reading, e, k) for e in near(entities, k))]
        free = [e for e in entities if not any(True for _ in near(kept, e))]
        return sorted([*kept, *free], key=lambda c: c.start)

    def _swallows(self, reading: Reading, entity: Candidate, known: Candidate) -> bool:
        """Tell whether an entity has proper words beyond a known name, titles, nations and brackets aside."""
        if not (entity.start <= known.start and known.end <= entity.end):
            return False
        before = reading.text[entity.start : known.start].split()
        after = reading.text[known.end : entity.end].partition("(")[0].split()
        if known.label == "PERSON" and " " in reading.text[known.start : known.end]:
            return False
        if known.label != "PERSON" and not after and is_behind_noun(reading.tokens(known.start, known.end)):
            before = before[:-1] if not any(self._type(form) == "place" for form in known.forms) else before
        return any(self._is_proper(word) for word in [*before, *after])

    def _is_proper(self, word: str) -> bool:
        bare = word.rstrip(".,").casefold()
        if not word[:1].isupper() or bare in titles() or nouns.role([bare]) or bare in {"the", "a"}:
            return False
        return not self.gazetteer.country(word)

    def _name(self, reading: Reading, candidate: Candidate, defined: dict[str, str]) -> Name | None:
        """Return the candidate as a name, its titles read and its label settled."""
        start, end = candidate.start, candidate.end
        text = reading.spelled(start, end)
        if defined.get(text, "A").islower():
            return None
        ahead, party = before(reading, start)
        kind, forms = candidate.label, candidate.forms
        found: list[str] = []
        if not forms:
            found, rest = person_part(text)
            kind = label(rest, [*ahead, *found], kind, behind=_noun_before(reading, start))
            if kind == "ORG":
                start, text = _without_noun(reading, start, text)
                start, text, kind = self._behind_place(reading, start, text)
                rest = text
            where = " " not in text and not ahead and is_where(reading.tokens(start, end).root)
            if kind == "PLACE" or where:
                return None
            if kind == "PERSON":
                start, text = end - len(rest), rest
            forms = tuple(f for f in self.gazetteer.forms(text) if f.kind not in _NOT_NAMES and text not in defined)
            forms = tuple(f for f in forms if (self._type(f) == "person") == (kind == "PERSON"))
        return Name(
            text=" ".join(text.split()),
            start=start,
            end=end,
            label="PERSON" if kind == "PERSON" else "" if candidate.forms else "ORG",
            titles=tuple([*ahead, *found]),
            party=party or party_after(reading, end),
            forms=forms,
            common=not candidate.forms and " " not in text and is_common(text),
            acronym=next((short for short, phrase in defined.items() if phrase.endswith(text)), "")
            or (short_form(reading.text, end, text) if kind == "ORG" else ""),
            quoted=reading.quoted(start),
        )

    def _behind_place(self, reading: Reading, start: int, text: str) -> tuple[int, str, Label]:
        """Return a person's name without the place that the base model took into it: "of Ohio Jo Reed" is Jo Reed."""
        parts = text.split(" ")
        for at in range(1, len(parts) - 1):
            rest = " ".join(parts[at:])
            known = any(self._type(form) == "person" for form in self.gazetteer.forms(rest))
            ahead = reading.text[max(0, start - 6) : start]
            placed = ahead.endswith((" of ", " from ")) and len(parts) - at == 2 and gender.is_given(parts[at])
            if (known or placed) and text.endswith(rest):
                return start + len(text) - len(rest), rest, "PERSON"
        return start, text, "ORG"

    def _surnamed(self, reading: Reading, name: Name, ends: set[str], given: set[str]) -> Name:
        """Return a single word that is the surname of a person in the article as that person's name.

        So is a given name that is a capital's too: "Paris" in an article on Paris Brown.
        """
        spelled = fold(name.text)
        city = name.label == "" and spelled in given and all(form.kind == "capital" for form in name.forms)
        if name.label == "PERSON" or not (spelled in ends or city):
            return name
        if is_where(reading.tokens(name.start, name.end).root):
            return name
        return replace(name, label="PERSON", forms=())

    def _alone(self, reading: Reading, ends: set[str]) -> Iterator[Name]:
        """Yield the places where a surname of a person in the article stands alone and nothing saw a name."""
        shouted = {end.upper() for end in ends}
        known = {word: spelled for word in set(reading.words) if (spelled := fold(word)) in ends | shouted}
        for index, word in enumerate(reading.words) if known else ():
            if word not in known:
                continue
            token, spelled = reading.doc[index], known[word]
            loud = spelled in shouted and reading.caps(token.idx)
            if ((spelled in ends and is_name_token(token)) or loud) and not reading.silent(token.idx):
                text = token.text.title() if loud else token.text
                yield Name(
                    text=text,
                    start=token.idx,
                    end=token.idx + len(token),
                    label="PERSON",
                    titles=tuple(before(reading, token.idx)[0]),
                    forms=self.gazetteer.forms(text),
                    quoted=reading.quoted(token.idx),
                )


def _by_surname(names: Sequence[Name]) -> list[Name]:
    """Return names with unknown bodies of two words as persons where the second word alone is a name further on."""
    single = {name.text for name in names if " " not in name.text}
    return [replace(n, label="PERSON") if _is_two(n) and n.text.split(" ")[1] in single else n for n in names]


def _is_two(name: Name) -> bool:
    parts = name.text.split(" ")
    if name.label != "ORG" or name.forms or len(parts) != 2 or not all(p.isalpha() and p.istitle() for p in parts):
        return False
    return not any(is_common(part) or part.casefold() in nouns.organisation_words() for part in parts)


def _agreed(reading: Reading, names: Sequence[Name]) -> list[Name]:
    """Return names with all mentions of a single unknown word as one kind: a body's where the words around say so.

    Capitals alone ("ALDI"), or a noun for bodies beside it ("the store chains Woolworths and Coles"), say that it is
    no person.
    """
    bodies = {n.text for n in names if _is_single(n) and (n.text.isupper() or _beside_body(reading, n))}
    return [replace(n, label="ORG") if _is_single(n) and n.text in bodies else n for n in names]


def _is_single(name: Name) -> bool:
    unknown = name.label == "PERSON" and not name.forms and (not name.titles or name.text.isupper())
    return unknown and len(name.text) > 2 and " " not in name.text and not gender.is_given(name.text)


def _beside_body(reading: Reading, name: Name) -> bool:
    """Tell whether a noun for bodies stands in front of a name or in apposition behind it."""
    root = reading.tokens(name.start, name.end).root
    first = root.head if root.dep_ == "conj" else root
    before = first.nbor(-1) if first.i else None
    told = [before] if before is not None and before.tag_ in {"NN", "NNS"} else []
    told += [child for child in root.children if child.dep_ == "appos" and child.tag_ == "NN"]
    return any(nouns.body([token.lemma_]) is not None for token in told)


def _is_spoken_for(head: Token) -> bool:
    """Tell whether a spokesperson's noun stands behind an address: "a No 10 spokesman"."""
    role = nouns.role([head.head.text]) if head.dep_ in {"compound", "nmod", "nummod", "det", "poss"} else None
    return role is not None and role.sort == "spokesperson"


def _without_noun(reading: Reading, start: int, text: str) -> tuple[int, str]:
    """Return a body's name without the noun that begins its sentence: "Supplier Voltaro" is Voltaro."""
    first, _, rest = text.partition(" ")
    body = nouns.body([first])
    if body is None or not body.loose or " " in rest or not rest or is_common(rest):
        return start, text
    at_start = reading.tokens(start, start + 1)[0].is_sent_start
    return (start + len(first) + 1, rest) if at_start else (start, text)


def _noun_before(reading: Reading, start: int) -> str:
    """Return the common noun right before a name: "the newspaper" Dnevnik."""
    at = reading.tokens(start, start + 1)[0].i - 1
    return reading.doc[at].text if at >= 0 and reading.doc[at].tag_ == "NN" else ""


def _without_overlap(names: Iterable[Name]) -> list[Name]:
    """Return names in order, the longer of two that overlap."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept
