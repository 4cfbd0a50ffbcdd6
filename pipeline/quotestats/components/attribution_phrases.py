"""Attribution without a verb: "according to", "in a poll", nouns such as "his promise of"."""

from collections.abc import Iterator

from spacy.tokens import Token

from quotestats.components.attribution_cues import Cue, Cues
from quotestats.components.attribution_drafts import Draft, Span
from quotestats.components.attribution_reading import Reading
from quotestats.components.attribution_spans import child, phrase, subtree

_DOCUMENT = {"in", "per", "by", "from", "under"}
_AUTHORS = {"of", "by", "from"}
_CLAUSES = {"acl", "ccomp", "relcl"}


class PhraseRules:
    """Drafts from phrases and nouns."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues

    def drafts(self, reading: Reading) -> Iterator[Draft]:
        """Yield drafts in the order of their cues."""
        for token in reading.tokens:
            if not token.has_dep():
                continue
            if token.lower_ == "according":
                yield from self._according(reading, token)
            elif token.dep_ == "pobj" and token.lemma_.lower() in self.cues.documents:
                yield from self._document(reading, token)
            if token.pos_ == "NOUN" and (cue := self.cues.nouns.get(token.lemma_)):
                yield from self._noun(reading, token, cue)

    def _according(self, reading: Reading, token: Token) -> Iterator[Draft]:
        to = child(token, {"prep"}, right=True)
        source = child(to, {"pobj"}, right=True) if to is not None else None
        if to is None or source is None:
            return
        sentence = reading.sentence(token)
        place = phrase(source)
        hole = (token.idx, max(place[1], subtree(source)[1]))
        if token.i <= sentence.start + 1:
            place = _fronted(reading, source, place)
            hole = (token.idx, place[1])
        spans = reading.without(reading.span(sentence.start, sentence.end - 1), [hole])
        cue, place = reading.span(token.i, to.i), reading.source(place)
        yield Draft("phrase:according", "object", "according", token.i, cue, spans, place, source.i)

    def _document(self, reading: Reading, noun: Token) -> Iterator[Draft]:
        """Yield "In a poll, 37% agreed": source the poll, content the clause around the phrase."""
        preposition = noun.head
        if preposition.dep_ != "prep" or preposition.lower_ not in _DOCUMENT:
            return
        verb, steps = preposition.head, 0
        while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb and steps < 4:
            verb, steps = verb.head, steps + 1
        spans = reading.without(subtree(verb), [(preposition.idx, subtree(noun)[1])])
        how = "attached" if steps else "object"
        rule, lemma = f"document:{preposition.lower_}", noun.lemma_.lower()
        cue, source = reading.span(preposition.i, preposition.i), reading.source(phrase(noun))
        yield Draft(rule, how, lemma, preposition.i, cue, spans, source, noun.i)

    def _noun(self, reading: Reading, noun: Token, cue: Cue) -> Iterator[Draft]:
        """Yield "his promise of $5bn": source the possessor or author, content the clause or phrase behind."""
        source, how = child(noun, {"poss"}), "possessive"
        if source is None:
            by = next((t for t in noun.rights if t.dep_ == "prep" and t.lower_ in _AUTHORS - cue.frames), None)
            source, how = (child(by, {"pobj"}) if by is not None else None), "author"
        spans = _noun_content(reading, noun, cue)
        if source is not None and (spans or how == "author" or cue.kind == "say"):  # else it waits for a quotation
            span, place = reading.span(noun.i, noun.i), reading.source(phrase(source))
            yield Draft(f"noun:{cue.kind}", how, cue.lemma, noun.i, span, spans, place, source.i, cue.stance)


def _noun_content(reading: Reading, noun: Token, cue: Cue) -> tuple[Span, ...]:
    for token in noun.rights:
        clause = token.dep_ in _CLAUSES and "clause" in cue.frames
        if clause or (token.dep_ == "prep" and token.lower_ in cue.frames):
            return reading.without(subtree(token))
    return ()


def _fronted(reading: Reading, head: Token, place: Span) -> Span:
    """Return the source of an "according to" that begins its sentence, where commas and names mislead the parser."""
    doc, last = reading.doc, reading.token(place[1] - 1)
    while last.i + 1 < len(doc) and last.pos_ == "PROPN" and doc[last.i + 1].pos_ == "PROPN":
        last = doc[last.i + 1]
    end = last.i + 1
    comma = next((t.i for t in doc[head.i : end] if t.text == ","), None)
    if comma is not None and reading.text[reading.span(head.i, end - 1)[1] :][:1] != ",":
        end = comma  # "According to the researchers, sacrifice and burial were common"
    elif head.pos_ == "NOUN" and doc[end - 1] == head and doc[end].text == ",":
        name = end + 1
        while name < len(doc) and doc[name].pos_ == "PROPN":
            name += 1
        if name > end + 1 and name < len(doc) and doc[name].text == ",":
            end = name  # "According to the mayor, Ana Ruiz, ..."
    return place[0], reading.span(head.i, end - 1)[1]
