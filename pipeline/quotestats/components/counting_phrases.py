"""Noun phrases of what is counted: their extent in the text, and the singular of their head."""

import re

from spacy.tokens import Span, Token

from quotestats.components.counting_clauses import NOUNS

_SINGULARS = {"people": "person", "doses": "dose", "men": "man", "women": "woman", "children": "child"}
_PLACES = frozenset({"of", "in", "at", "from", "around", "across", "with", "on", "among", "for"})
_LONGEST_TAIL = 7  # tokens of a phrase behind the head
_NEXT_WORDS = re.compile(r"[ \u00a0]((?:[^\W\d_][\w'’-]*[ \u00a0]){0,3}?[^\W\d_][\w'’-]*s|people|children|men|women)\b")


def extent(head: Token, figure: Span, *, beside: bool) -> tuple[int, int]:
    """Return the offsets of a noun's phrase: its modifiers (behind the figure beside it), and close complements."""
    after = figure.end if beside and head.i >= figure.end else -1
    while 0 <= after < head.i and head.doc[after].lower_ in ("-", "old"):  # "an 11-month-old boy"
        after += 1
    aged = [
        t.i for t in head.doc[max(after, head.i - 5) : head.i] if t.lower_ == "old"
    ]  # "the 34-year-old mother of 3"
    after = max(after, aged[-1] + 1) if aged else after
    lefts = [child for child in head.lefts if child.dep_ not in ("cc", "preconj", "punct", "advmod")]
    first = min((child.left_edge.i for child in lefts), default=head.i)
    first = max(first, after)
    figures = (t.i for t in head.doc[first : head.i] if t.like_num and t.i + 1 < head.i and t.nbor(1).text != "-")
    first = max((place + 1 for place in figures), default=first)
    if first < head.i and head.doc[first].lower_ in ("a", "an", "whose", "more", "fewer", "extra", "additional"):
        first += 1
    while first < head.i and head.doc[first].pos_ in ("PUNCT", "SPACE", "CCONJ", "NUM", "SYM", "ADP"):
        if head.doc[first].like_num and head.doc[first].nbor(1).text == "-":
            break  # "45% of the 3,800-acre blaze"
        first += 1
    last = _tail(head, figure)
    return head.doc[first].idx, last.idx + len(last)


def _tail(head: Token, figure: Span) -> Token:
    last = head
    verb = head.head
    if head.dep_ == "nsubj" and verb.tag_ == "VBG" and verb.i == head.i + 1 and figure.start < head.i:
        return verb  # "with 29,000 people arriving"
    for child in head.rights:
        if head.i < figure.start <= child.right_edge.i:
            within = next((c for c in child.children if c.dep_ == "pobj" and c.i < figure.start), None)
            last = within if within is not None and within.i == last.i + 2 else last  # "a margin of error of 3 points"
            break
        if child.left_edge.i > last.i + 1 or child.right_edge.i - child.left_edge.i >= _LONGEST_TAIL:
            break
        if child.dep_ == "acl" and child.tag_ != "VBG":
            break
        if child.dep_ not in ("prep", "acl", "compound") or (child.dep_ == "prep" and child.lower_ not in _PLACES):
            break
        if any(t.ent_type_ in ("DATE", "TIME", "PERCENT", "MONEY") or t.like_num or t.is_punct for t in child.subtree):
            last = child if child.dep_ == "acl" and child.tag_ == "VBG" else last  # "people arriving in 2023"
            break
        last = child.right_edge
    return last


def singular(head: Token) -> str:
    """Return the singular of a noun, in lower case unless it is a name; empty for what is no noun."""
    if head.pos_ not in NOUNS:
        return ""
    low = head.lower_
    if low in _SINGULARS:
        return _SINGULARS[low]
    lemma = head.lemma_ if head.pos_ == "NOUN" else head.text
    if head.pos_ == "PROPN" and lemma.endswith("s") and not lemma.endswith(("ss", "us")) and len(lemma) > 4:
        lemma = lemma[:-1]
    prefix = _hyphenated(head)
    return prefix + (lemma if head.pos_ == "PROPN" and head.text[:1].isupper() else lemma.lower())


def _hyphenated(head: Token) -> str:
    """Return what a hyphen ties to the head, with the hyphen: the ``fact-`` of ``fact-checkers``."""
    if head.i < 2 or head.nbor(-1).text != "-" or head.nbor(-1).whitespace_ or head.nbor(-2).whitespace_:
        return ""
    return "" if head.nbor(-2).like_num or head.nbor(-2).pos_ == "NUM" else f"{head.nbor(-2).lower_}-"


def unparsed(text: str, end: int) -> tuple[str, int, int] | None:
    """Return singular and offsets of the plural noun behind a number where there is no parse."""
    match = _NEXT_WORDS.match(text, end)
    if match is None:
        return None
    word = match[1].rsplit(maxsplit=1)[-1].lower()
    return _SINGULARS.get(word, word.removesuffix("s")), match.start(1), match.end(1)
