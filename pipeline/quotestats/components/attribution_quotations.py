"""Give each quotation its speaker: the cue beside it, a name and colon, the quotation before, the sentence before."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from quotestats.components.attribution_drafts import Draft, Span
from quotestats.components.attribution_reading import Reading, Sentence
from quotestats.components.attribution_spans import phrase, subject
from quotestats.quotes import Quotation

_NEAR = 80  # characters between a quotation and a cue of its sentence that has a content already
_SAME = 200  # characters between two quotations of one paragraph and one speaker
_DASH_NAME = re.compile(
    r"[ \t]*[-–—]{1,2}[ \t]*(?P<name>[A-Z][\w.’'-]*(?:[ \t][A-Z][\w.’'-]*){0,4})[ \t]*(?=[,\r\n]|$)"
)
_PEOPLE = {"PROPN", "PRON", "NOUN"}


class QuotationRules:
    """Contents from quotation marks, built on the drafts of the other rules."""

    def attach(self, reading: Reading, drafts: list[Draft]) -> list[Draft]:
        """Return the drafts with the quotations that belong to them, and new ones for quotations left over."""
        out = list(drafts)
        before: tuple[Quotation, int] | None = None
        for quotation in reading.outer:
            owner = _covering(out, quotation)
            if owner is None and quotation.is_speech:
                owner = self._owner(reading, out, quotation, before)
            if owner is not None:
                out[owner] = replace(
                    out[owner], content=_union([*out[owner].content, (quotation.start, quotation.end)])
                )
                before = quotation, owner
        return out

    def _owner(
        self, reading: Reading, drafts: list[Draft], quotation: Quotation, before: tuple[Quotation, int] | None
    ) -> int | None:
        """Return the number of the draft that a quotation belongs to, after adding one where none is there."""
        new: Draft | None
        if before and quotation.continued and before[0].runs_on:
            new = replace(drafts[before[1]], rule="quote:continued", content=(), continued=True)
        else:
            beside = _beside(reading, drafts, quotation)
            if beside is not None:
                return beside
            new = _after_colon(reading, drafts, quotation) or _before_dash(reading, quotation)
            new = new or _unknown_verb(reading, quotation)
            if new is None and before and _follows(reading, before[0], quotation):
                if _ends_in(drafts[before[1]], before[0]):
                    return before[1]
                new = replace(drafts[before[1]], rule="quote:follows", content=())
            new = new or _alone(reading, drafts, quotation)
        if new is None:
            return None
        drafts.append(new)
        return len(drafts) - 1


def _follows(reading: Reading, before: Quotation, quotation: Quotation) -> bool:
    return quotation.start - before.end < _SAME and not reading.breaks(before.end, quotation.start)


def _ends_in(draft: Draft, quotation: Quotation) -> bool:
    """Tell whether a content is a quotation alone, not reported speech with words in marks."""
    return any(quotation.start <= start and end <= quotation.end for start, end in draft.content)


def _covering(drafts: list[Draft], quotation: Quotation) -> int | None:
    """Return the draft whose content holds (part of) a quotation, the shortest of several, with its cue outside."""
    inside = [
        (draft.length, number)
        for number, draft in enumerate(drafts)
        if draft.covers(quotation.inner_start, quotation.inner_end)
        and not quotation.start <= draft.cue[0] < quotation.end
    ]
    return min(inside)[1] if inside else None


def _beside(reading: Reading, drafts: list[Draft], quotation: Quotation) -> int | None:
    """Return the nearest cue of the same sentence outside marks: one that waits, else one close by."""
    first = reading.sentence(reading.token(quotation.start)).start
    last = reading.sentence(reading.token(quotation.inner_end - 1)).end
    near = sorted(
        (bool(draft.content), max(draft.cue[0] - quotation.end, quotation.start - draft.cue[1]), number)
        for number, draft in enumerate(drafts)
        if first <= draft.at < last and draft.source and not reading.quotation(draft.cue[0])
    )
    return next((number for full, gap, number in near if not full or gap < _NEAR), None)


def _after_colon(reading: Reading, drafts: list[Draft], quotation: Quotation) -> Draft | None:
    """Return a draft for a quotation behind a colon, in the same paragraph or the next one."""
    lead = reading.text[max(0, quotation.start - 12) : quotation.start].rstrip()
    if not lead or lead[-1] not in ":–—-":
        return None
    colon = reading.token(quotation.start - 1)
    while colon.i and lead[-1] not in colon.text:
        colon = colon.nbor(-1)
    sentence = reading.sentence(colon)
    waiting = lead[-1] == ":" and [
        d for d in drafts if sentence.start <= d.at < colon.i and d.source and not reading.quotation(d.cue[0])
    ]
    if waiting:
        draft = waiting[-1]
        return replace(draft, rule="quote:colon", how=draft.how, content=())
    if lead[-1] != ":":  # a dash opens a quotation only behind a name that stands alone
        alone = all(t.pos_ == "PROPN" for t in reading.doc[sentence.start : colon.i]) and colon.i > sentence.start
        return _of_sentence(reading, sentence.start, colon.i, "quote:dash") if alone else None
    return _of_sentence(reading, sentence.start, colon.i, "quote:colon-other")


def _of_sentence(reading: Reading, first: int, last: int, rule: str) -> Draft | None:
    """Return a draft whose source is the subject of the main clause in these tokens, or the name they consist of."""
    tokens = [t for t in reading.doc[first:last] if t.has_dep() and not reading.quotation(t.idx)]
    for token in tokens:
        who = subject(token) if token.pos_ in {"VERB", "AUX"} and token.dep_ in {"ROOT", "ccomp", "dep"} else None
        if who is not None and who.pos_ in _PEOPLE and who.dep_ != "expl":
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
    return Draft("quote:dash", "name", "-", head.i, match.span("name"), (), match.span("name"), head.i)


def _unknown_verb(reading: Reading, quotation: Quotation) -> Draft | None:
    """Return a draft for a quotation beside a verb that no lexicon knows, with its subject."""
    for verb in _beside_verbs(reading, quotation):
        who = subject(verb)
        if who is not None and who.pos_ in _PEOPLE and who.dep_ == "nsubj" and not reading.quotation(who.idx):
            cue = reading.span(verb.i, verb.i)
            return Draft(
                "quote:verb", "subject", verb.lemma_.lower(), verb.i, cue, (), reading.source(phrase(who)), who.i
            )
    return None


def _beside_verbs(reading: Reading, quotation: Quotation) -> Iterator[Token]:
    sentence = reading.sentence(reading.token(quotation.start))
    for token in reading.doc[sentence.start : sentence.end]:
        if token.pos_ == "VERB" and token.has_dep() and not reading.quotation(token.idx):
            gap = max(token.idx - quotation.end, quotation.start - token.idx - len(token))
            if gap < 40:
                yield token


def _alone(reading: Reading, drafts: list[Draft], quotation: Quotation) -> Draft | None:
    """Return a draft for a quotation that stands as a sentence alone: its speaker is that of the sentence before."""
    number = reading.number(reading.token(quotation.start))
    if number == 0 or not _whole_sentence(reading, reading.sentences[number], quotation):
        return None
    previous = reading.sentences[number - 1]
    said = [d for d in drafts if previous.start <= d.at < previous.end and d.source and not reading.quotation(d.cue[0])]
    same = not reading.breaks(reading.doc[previous.end - 1].idx, quotation.start)
    rule = "quote:alone" if same else "quote:alone-paragraph"
    if said:
        return replace(said[0], rule=rule, content=())
    return _of_sentence(reading, previous.start, previous.end, rule + "-other")


def _whole_sentence(reading: Reading, sentence: Sentence, quotation: Quotation) -> bool:
    start, end = reading.span(sentence.start, sentence.end - 1)
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
