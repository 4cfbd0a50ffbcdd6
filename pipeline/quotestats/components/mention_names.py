"""Find proper names that may denote actors: names of the gazetteer, of the base model, surnames met before."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from quotestats import lexicon
from quotestats.actors import gender, nouns
from quotestats.actors.cast import Label, Name
from quotestats.actors.gazetteer import Form, Gazetteer, Hit
from quotestats.actors.names import fold, keys, split_title, surname, titles, words
from quotestats.components.mention_reading import Reading

_ENTITIES = {"PERSON": "PERSON", "ORG": "ORG", "NORP": "", "GPE": "", "FAC": "ORG", "PRODUCT": "", "WORK_OF_ART": ""}
_INSIDE = {"WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"}
_SPORT_VERBS = frozenset(
    {"score", "beat", "win", "lose", "play", "draw", "defeat", "thrash", "qualify", "face", "host"}
)
_JOINED = frozenset({"compound", "flat", "nmod", "amod"})
_PEOPLE_VERBS = frozenset({"nsubj", "nsubjpass", "pobj", "dobj", "conj", "attr", "appos", "ROOT", "agent"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that may be a name, before it is cleaned and judged."""

    start: int
    end: int
    label: Label
    forms: tuple[Form, ...] = ()


class Names:
    """Finds names in a Reading; ``gazetteer`` gives the known ones."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def find(self, reading: Reading) -> list[Name]:
        """Return the names of an article in order, without overlap."""
        hits = self._hits(reading)
        sports = _sports(reading)
        entities = [c for entity in reading.doc.ents if (c := self._entity(reading, entity))]
        known = [c for hit in hits if (c := self._known(reading, hit, sports))]
        merged = _merge(known, entities)
        names = [name for c in merged if (name := self._name(reading, c))]
        return _without_overlap([*names, *self._surnames(reading, names)])

    def hits(self, reading: Reading) -> list[Hit]:
        """Return all names of the gazetteer in the text, datelines and bylines too."""
        return self.gazetteer.hits(list(words(reading.text)))

    def _hits(self, reading: Reading) -> list[Hit]:
        return [hit for hit in self.hits(reading) if not reading.silent(hit.start)]

    def _known(self, reading: Reading, hit: Hit, sports: set[int]) -> Candidate | None:
        """Return a gazetteer hit as a candidate where the context lets it be that actor."""
        tokens = reading.tokens(hit.start, hit.end)
        first, last = tokens[0], tokens[-1]
        if not reading.text[hit.start].isupper() and not reading.text[hit.start : hit.end].startswith("al-"):
            return None
        if len(tokens) == 1 and not _is_name_token(first):
            return None
        forms = tuple(form for form in hit.forms if self._fits(reading, form, tokens, sports))
        if not forms or _inside_longer(tokens):
            return None
        person = any(self._type(form) == "person" for form in forms)
        return Candidate(
            first.idx if first.idx < hit.start else hit.start,
            min(hit.end, last.idx + len(last)) if False else hit.end,
            "PERSON" if person else "",
            forms,
        )

    def _type(self, form: Form) -> str:
        actor = self.gazetteer.actor(form.actor_id)
        return actor.type if actor else ""

    def _fits(self, reading: Reading, form: Form, tokens: Span, sports: set[int]) -> bool:
        head = tokens.root
        match form.kind:
            case "demonym":
                return False
            case "people":
                return head.tag_ != "JJ" and head.dep_ in _PEOPLE_VERBS
            case "capital" | "address":
                return _acts(head)
            case _ if self._type(form) == "place":
                return reading.sentence(head) not in sports
        return True

    def _entity(self, reading: Reading, entity: Span) -> Candidate | None:
        """Return an entity of the base model as a candidate, person or body."""
        label = _ENTITIES.get(entity.label_)
        if not label or reading.silent(entity.start_char):
            return None
        text = reading.text[entity.start_char : entity.end_char]
        if not any(c.isupper() for c in text) or "\n" in text:
            return None
        kind: Label = "PERSON" if label == "PERSON" else "ORG"
        return Candidate(entity.start_char, entity.end_char, kind)

    def _name(self, reading: Reading, candidate: Candidate) -> Name | None:
        """Return the candidate as a name: article, titles and possessive taken off, its label settled."""
        start, end = _trim(reading.text, candidate.start, candidate.end)
        if start >= end:
            return None
        text = reading.text[start:end]
        before = _titles_before(reading, start)
        found, rest = split_title(text)
        label = candidate.label
        if not candidate.forms:
            label = _label(rest, [*before, *found], label)
            if label == "PERSON" and found:
                start = end - len(rest)
                text = rest
        forms = candidate.forms or (self.gazetteer.forms(text) if label == "PERSON" else ())
        if not candidate.forms and label == "ORG":
            forms = tuple(f for f in self.gazetteer.forms(text) if f.kind not in {"demonym", "capital", "people"})
        return Name(
            text=" ".join(text.split()),
            start=start,
            end=end,
            label="PERSON" if label == "PERSON" else ("ORG" if not candidate.forms else ""),
            titles=tuple([*before, *found]),
            forms=tuple(forms),
            acronym=_acronym(reading.text, end),
            quoted=reading.quoted(start),
        )

    def _surnames(self, reading: Reading, names: Sequence[Name]) -> Iterator[Name]:
        """Yield the places where a surname of a person in the article stands alone and the base model saw no name."""
        ends = {surname(name.text) for name in names if name.label == "PERSON" and " " in name.text}
        ends |= {surname(name.text) for name in names if name.label == "PERSON" and name.titles}
        shouted = {end.upper() for end in ends}
        for token in reading.doc:
            spelled = fold(token.text)
            if spelled in ends:
                if not _is_name_token(token):
                    continue
            elif not (spelled in shouted and reading.caps(token.idx)):
                continue
            if not reading.silent(token.idx):
                text = token.text if spelled in ends else token.text.title()
                yield Name(
                    text,
                    token.idx,
                    token.idx + len(token),
                    "PERSON",
                    tuple(_titles_before(reading, token.idx)),
                    self.gazetteer.forms(text),
                    quoted=reading.quoted(token.idx),
                )


def _is_name_token(token: Token) -> bool:
    """Tell whether a capitalised token is a name here: "May may publish" has one."""
    if not token.text[:1].isupper():
        return False
    if token.ent_type_ in {"DATE", "TIME", "CARDINAL", "ORDINAL"}:
        return False
    return not token.has_dep() or token.tag_ not in {
        "MD",
        "VB",
        "VBP",
        "VBZ",
        "VBD",
        "IN",
        "DT",
        "PRP",
        "WP",
        "RB",
        "CC",
    }


def _inside_longer(tokens: Span) -> bool:
    """Tell whether a known name is only a part of a longer proper name: "Paris" in "Paris Hilton"."""
    doc, first, last = tokens.doc, tokens[0], tokens[-1]
    if first.ent_type_ in _INSIDE:
        return True
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if after is not None and _is_proper(after) and _same_phrase(last, after) and after.text not in {"MP", "MPs"}:
        return fold(after.text).casefold() not in titles() and not after.text.isupper()
    before = doc[first.i - 1] if first.i else None
    if before is not None and _is_proper(before) and _same_phrase(before, first):
        return before.text.rstrip(".").casefold() not in titles() and not _is_demonym_before(before, tokens)
    return False


def _is_demonym_before(before: Token, tokens: Span) -> bool:
    return before.ent_type_ in {"NORP", "GPE"} and tokens[0].ent_type_ != before.ent_type_


def _is_proper(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


def _same_phrase(left: Token, right: Token) -> bool:
    """Tell whether two adjacent proper nouns belong to one name by the parse."""
    return (
        left.head == right
        or right.head == left
        or (left.head == right.head and left.dep_ in _JOINED and right.dep_ in _JOINED)
    )


def _acts(head: Token) -> bool:
    """Tell whether a capital or address acts as its government: subject of a verb of saying or doing, or source."""
    if head.dep_ in {"nsubj", "agent"} and head.head.pos_ in {"VERB", "AUX"}:
        return head.head.lemma_.casefold() in _verbs()
    if head.dep_ == "pobj" and head.head.lemma_ == "to":
        return head.head.head.lemma_.casefold() == "accord"
    return False


@cache
def _verbs() -> frozenset[str]:
    """Return the verbs whose subject is someone that acts, those of saying first."""
    return frozenset(row["lemma"] for row in lexicon.table("cues")) | {
        "put",
        "want",
        "insist",
        "accuse",
        "refuse",
        "agree",
    }


@cache
def _sport_words() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.table("sports_words"))


def _sports(reading: Reading) -> set[int]:
    """Return the sentences in which a state's name is its team's: sport is spoken of, or a sport's verb used."""
    met: Counter[str] = Counter()
    by_sentence: dict[int, set[str]] = {}
    for token in reading.doc:
        word = token.text.casefold()
        if word in _sport_words():
            met[word] += 1
            by_sentence.setdefault(reading.sentence(token), set()).add(word)
    about = len(met) >= 3
    return {
        reading.sentence(token)
        for token in reading.doc
        if token.lemma_ == "score" or (about and by_sentence.get(reading.sentence(token)))
    }


def _merge(known: list[Candidate], entities: list[Candidate]) -> list[Candidate]:
    """Return both kinds without overlap: a known name wins unless it is a part of a longer name of the model's."""
    kept = [k for k in known if not any(_swallows(e, k) for e in _near(entities, k))]
    free = [e for e in entities if not any(k.start < e.end and e.start < k.end for k in _near(kept, e))]
    return sorted([*kept, *free], key=lambda c: c.start)


def _near(candidates: list[Candidate], one: Candidate) -> Iterable[Candidate]:
    return (c for c in candidates if c.start < one.end and one.start < c.end)


def _swallows(entity: Candidate, known: Candidate) -> bool:
    """Tell whether an entity holds a known name as a mere part: more proper words on either side."""
    return entity.start < known.start and known.end < entity.end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets without article, possessive and stray marks."""
    while True:
        part = text[start:end]
        lowered = part.casefold()
        if lowered.startswith(("the ", "a ", "an ")):
            start += lowered.index(" ") + 1
        elif part[:1] and not part[0].isalnum():
            start += 1
        elif part.endswith(("'s", "’s")):
            end -= 2
        elif part[-1:] and not part[-1].isalnum() and part[-1] not in ".)!":
            end -= 1
        else:
            return start, end


def _titles_before(reading: Reading, start: int) -> list[str]:
    """Return titles and the role right before a name, casefolded: "Shadow home secretary" David Davis."""
    found: list[str] = []
    tokens = reading.tokens(start, start + 1)
    at = tokens[0].i - 1
    run: list[str] = []
    while at >= 0 and len(run) < 5:
        token = reading.doc[at]
        if token.text.rstrip(".").casefold() in titles():
            found.insert(0, token.text.rstrip(".").casefold())
        if not (token.is_alpha or token.text.rstrip(".").isalpha()) or token.is_stop:
            break
        run.insert(0, token.text.rstrip("."))
        at -= 1
    if run and (role := nouns.role(run)) is not None:
        found.append(role.noun)
        if role.office:
            found.append(role.office)
    return list(dict.fromkeys(found))


def _label(rest: str, before: Sequence[str], label: Label) -> Label:
    """Return what a name the gazetteer lacks is, correcting the base model by titles, given names and body words."""
    parts = rest.split()
    if any(fold(part).casefold().strip(".,") in nouns.organisation_words() for part in parts):
        return "ORG"
    if any(title in titles() for title in before) and parts and parts[0][:1].isupper():
        return "PERSON"
    if (
        label == "ORG"
        and 2 <= len(parts) <= 3
        and gender.is_given(parts[0])
        and all(p[:1].isupper() and p[1:].islower() for p in parts)
    ):
        return "PERSON"
    return label


def _acronym(text: str, end: int) -> str:
    """Return the short form defined in brackets right behind a name: "Office for Rail (OfR)"."""
    if text[end : end + 2] != " (":
        return ""
    close = text.find(")", end + 2, end + 14)
    short = text[end + 2 : close] if close > 0 else ""
    return short if short.isalnum() and sum(c.isupper() for c in short) >= 2 else ""


def _without_overlap(names: Iterable[Name]) -> list[Name]:
    """Return names in order, the longer of two that overlap."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


__all__ = ["Names", "keys"]
