"""Give each quotation its speaker: the cue beside it, a name and colon, the quotation before, the sentence before."""

import re
from collections.abc import Container, Iterator
from dataclasses import replace

from spacy.tokens import Token

from quotestats.components.attribution_drafts import Draft, Drafts, Span
from quotestats.components.attribution_reading import Reading, Sentence
from quotestats.components.attribution_spans import own_source, phrase
from quotestats.quotes import Quotation

_NEAR = 80  # characters between a quotation and a cue of its sentence that has a content already
_FAR = 600  # characters within which a cue of the same sentence is looked for
_SAME = 200  # characters between two quotations of one paragraph and one speaker
_DASH_NAME = re.compile(
    r"[ \t]*(?P<dash>[-–—]{1,2})[ \t]*(?P<name>[A-Z][\w.’'-]*(?:[ \t][A-Z][\w.’'-]*){0,4})[ \t]*(?=[,\r\n]|$)"
)
_PEOPLE = {"PROPN", "PRON", "NOUN"}


class QuotationRules:
    """Contents from quotation marks, built on the drafts of the other rules."""

    def attach(self, reading: Reading, found: list[Draft]) -> list[Draft]:
        """Return the drafts with the quotations that belong to them, and new ones for quotations left over."""
        drafts = Drafts(found)
        quoted: dict[int, list[Span]] = {}
        before: tuple[Quotation, int] | None = None
        for quotation in reading.outer:
            owner = _covering(drafts, quotation)
            if owner is None and quotation.is_speech:
                owner = self._owner(reading, drafts, quotation, before, quoted)
            if owner is not None:
                quoted.setdefault(owner, []).append((quotation.start, quotation.end))
                before = quotation, owner
        return [
            replace(draft, content=_union([*draft.content, *quoted[number]])) if number in quoted else draft
            for number, draft in enumerate(drafts.all)
        ]

    def _owner(
        self,
        reading: Reading,
        drafts: Drafts,
        quotation: Quotation,
        before: tuple[Quotation, int] | None,
        quoted: Container[int],
    ) -> int | None:
        """Return the number of the draft that a quotation belongs to, after adding one where none is there."""
        if before and quotation.continued and before[0].runs_on:
            return drafts.add(replace(drafts.all[before[1]], rule="quote:continued", content=(), continued=True))
        beside = _beside(reading, drafts, quotation, quoted)
        if beside is not None:
            return beside
        new = _after_colon(reading, drafts, quotation) or _before_dash(reading, quotation)
        new = new or _unknown_verb(reading, quotation)
        if (
            new is None
            and before
            and _follows(reading, before[0], quotation)
            and not _told(reading, drafts, *before, quotation)
        ):
            owner = drafts.all[before[1]]
            if _is_quotation(reading, owner):
                return before[1]
            new = replace(owner, rule="quote:follows", content=())
        new = new or _alone(reading, drafts, quotation, before)
        return drafts.add(new) if new else None


def _follows(reading: Reading, before: Quotation, quotation: Quotation) -> bool:
    return quotation.start - before.end < _SAME and not reading.breaks(before.end, quotation.start)


def _told(reading: Reading, drafts: Drafts, before: Quotation, owner: int, quotation: Quotation) -> bool:
    """Tell whether the sentence before a quotation, which itself quotes nobody, tells what another says."""
    number = reading.number(reading.token(quotation.start))
    start = reading.doc[reading.sentences[number - 1].start].idx if number else 0
    said = _cued(reading, drafts, start, quotation.start) if start >= before.end else []
    return any(drafts.all[n].source != drafts.all[owner].source for n in said)


def _is_quotation(reading: Reading, draft: Draft) -> bool:
    """Tell whether a content stands in marks alone: it is no reported speech with some words in marks."""
    around = [(reading.quotation(start), end) for start, end in draft.content]
    return all(quotation and end <= quotation.end for quotation, end in around)


def _covering(drafts: Drafts, quotation: Quotation) -> int | None:
    """Return the draft whose content holds (part of) a quotation, the shortest of several, with its cue outside."""
    inside = [
        (drafts.all[number].length, number)
        for number in drafts.covering(quotation.inner_start, max(quotation.inner_end, quotation.inner_start + 1))
        if not quotation.start <= drafts.all[number].cue[0] < quotation.end
    ]
    return min(inside)[1] if inside else None


def _cued(reading: Reading, drafts: Drafts, start: int, end: int) -> list[int]:
    """Return the drafts with a source whose cue stands in ``start:end`` and outside quotation marks."""
    numbers = drafts.cued(start, end)
    return [n for n in numbers if drafts.all[n].source and not reading.quotation(drafts.all[n].cue[0])]


def _beside(reading: Reading, drafts: Drafts, quotation: Quotation, quoted: Container[int]) -> int | None:
    """Return the nearest cue of the same sentence outside marks: one that waits, else one close by."""
    first = reading.sentence(reading.token(quotation.start))
    last = reading.sentence(reading.token(quotation.inner_end - 1))
    start = max(reading.doc[first.start].idx, quotation.start - _FAR)
    end = min(reading.span(last.start, last.end - 1)[1], quotation.end + _FAR)
    near = []
    for number in _cued(reading, drafts, start, end):
        draft = drafts.all[number]
        gap = max(draft.cue[0] - quotation.end, quotation.start - draft.cue[1])
        near.append((bool(draft.content) or number in quoted, gap, number))
    return next((number for full, gap, number in sorted(near) if not full or gap < _NEAR), None)


def _after_colon(reading: Reading, drafts: Drafts, quotation: Quotation) -> Draft | None:
    """Return a draft for a quotation behind a colon, in the same paragraph or the next one."""
    lead = reading.text[max(0, quotation.start - 12) : quotation.start].rstrip()
    if not lead or lead[-1] not in ":–—-":
        return None
    colon = reading.token(quotation.start - 1)
    while colon.i and lead[-1] not in colon.text:
        colon = colon.nbor(-1)
    sentence = reading.sentence(colon)
    waiting = _cued(reading, drafts, max(reading.doc[sentence.start].idx, colon.idx - _FAR), colon.idx)
    if waiting and lead[-1] == ":":
        free = [n for n in waiting if not drafts.all[n].content] or waiting
        verbs = [n for n in free if drafts.all[n].kind != "noun" and drafts.all[n].how == "subject"]
        return replace(drafts.all[(verbs or free)[-1]], rule="quote:colon", content=())
    if lead[-1] != ":":  # a dash opens a quotation only behind a name that stands alone
        alone = all(t.pos_ == "PROPN" for t in reading.doc[sentence.start : colon.i]) and colon.i > sentence.start
        named = _of_sentence(reading, sentence.start, colon.i, "quote:dash") if alone else None
        return replace(named, cue=reading.span(colon.i, colon.i)) if named else None
    return _of_sentence(reading, sentence.start, colon.i, "quote:colon-other")


def _of_sentence(reading: Reading, first: int, last: int, rule: str) -> Draft | None:
    """Return a draft whose source is the subject of the main clause in these tokens, or the name they consist of."""
    tokens = [t for t in reading.doc[first:last] if t.has_dep() and not reading.quotation(t.idx)]
    for token in tokens:
        who = own_source(token) if token.pos_ in {"VERB", "AUX"} and token.dep_ in {"ROOT", "ccomp", "dep"} else None
        if who is not None and who.pos_ in _PEOPLE:
            cue = reading.span(token.i, token.i)
            return Draft(rule, "subject", token.lemma_.lower(), token.i, cue, (), reading.source(phrase(who)), who.i)
    names = [t for t in tokens if t.pos_ == "PROPN"]
    if not names or any(t.pos_ == "VERB" for t in tokens):
        return None
    head = names[-1]
    start = head.i
    while start > first and head.doc[start - 1].pos_ in {"PROPN", "CCONJ"}:
        start -= 1
    span = reading.source(reading.span(start, head.i))
    return Draft(rule, "name", ":", head.i, span, (), span, head.i)


def _before_dash(reading: Reading, quotation: Quotation) -> Draft | None:
    """Return a draft for a quotation with a dash and a name behind it."""
    match = _DASH_NAME.match(reading.text, quotation.end)
    if match is None:
        return None
    head = reading.token(match.end("name") - 1)
    return Draft("quote:dash", "name", "-", head.i, match.span("dash"), (), match.span("name"), head.i)


def _unknown_verb(reading: Reading, quotation: Quotation) -> Draft | None:
    """Return a draft for a quotation beside a verb that no lexicon knows, with its subject."""
    for verb in _beside_verbs(reading, quotation):
        who = own_source(verb)
        if who is not None and who.pos_ in _PEOPLE and not reading.quotation(who.idx):
            cue = reading.span(verb.i, verb.i)
            return Draft(
                "quote:verb", "subject", verb.lemma_.lower(), verb.i, cue, (), reading.source(phrase(who)), who.i
            )
    return None


def _beside_verbs(reading: Reading, quotation: Quotation) -> Iterator[Token]:
    sentence = reading.sentence(reading.token(quotation.start))
    first = max(sentence.start, reading.token(quotation.start - _NEAR).i)
    last = min(sentence.end, reading.token(quotation.end + _NEAR).i + 1)
    for token in reading.doc[first:last]:
        gap = max(token.idx - quotation.end, quotation.start - token.idx - len(token))
        if gap < _NEAR // 2 and token.pos_ == "VERB" and token.has_dep() and not reading.quotation(token.idx):
            yield token


def _alone(
    reading: Reading, drafts: Drafts, quotation: Quotation, before: tuple[Quotation, int] | None
) -> Draft | None:
    """Return a draft for a quotation that stands as a sentence alone: its speaker is that of the sentence before."""
    number = reading.number(reading.token(quotation.start))
    if number == 0 or not _whole_sentence(reading, reading.sentences[number], quotation):
        return None
    previous = reading.sentences[number - 1]
    start, end = reading.span(previous.start, previous.end - 1)
    said = _cued(reading, drafts, start, min(end, start + _FAR))
    same = not reading.breaks(reading.doc[previous.end - 1].idx, quotation.start)
    rule = "quote:alone" if same else "quote:alone-paragraph"
    if said:
        return replace(drafts.all[said[0]], rule=rule, content=())
    if before and before[0].start >= start:  # the sentence before is a quotation alone, too
        return replace(drafts.all[before[1]], rule=rule, content=())
    return _of_sentence(reading, previous.start, previous.end, rule + "-other")


def _whole_sentence(reading: Reading, sentence: Sentence, quotation: Quotation) -> bool:
    start, end = reading.span(sentence.start, sentence.end - 1)
    if (quotation.start - start) + (end - quotation.end) > _NEAR:
        return False
    rest = reading.text[start : quotation.start] + reading.text[quotation.end : end]
    return not re.search(r"\w", rest)


def _union(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 2:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
