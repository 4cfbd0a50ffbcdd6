"""Numbers that the parse and the names in the text show to be no quantities."""

from spacy.tokens import Span

from quotestats.numerals.found import Found

_NAMED = frozenset({"PERSON", "PRODUCT", "WORK_OF_ART", "LAW", "FAC", "EVENT", "ORG", "GPE", "LOC"})
_LARGEST_NAME = 1000  # "11 Pro Max"; "27000 Model S cars" are counted


def names(figure: Span, found: Found) -> bool:
    """Tell whether a bare number is part of a name: ``Apple Watch 5``, ``11 Pro Max``, ``Planet 9``."""
    if not found.bare or found.bound != "exact" or found.value is None or found.value == 1 or found.value % 1:
        return False
    root, doc = figure.root, figure.doc
    before = doc[figure.start - 1] if figure.start > figure[0].sent.start else None
    behind = doc[figure.end] if figure.end < figure[0].sent.end else None
    capital = behind is not None and behind.text[:1].isupper() and behind.tag_ == "NNP" and found.value < _LARGEST_NAME
    if found.form == "words":
        titled = all(word[:1].isupper() for word in figure.text.split()) and before is not None
        led = before is not None and before.pos_ == "PROPN" and (behind is None or behind.pos_ != "NOUN")
        return titled and (led or (capital and behind is not None and not _is_plural_name(behind.text)))
    if root.dep_ == "nummod" and root.head.i == figure.start - 1 and root.head.tag_ in ("NN", "NNP"):
        return True  # "Planet 9"
    inside = root.ent_type_ in _NAMED and root.ent_iob_ == "I"
    if (
        before is None
        or before.pos_ != "PROPN"
        or before.text[:1] != before.text[:1].upper()
        or before.whitespace_ == ""
    ):
        return (
            capital
            and behind is not None
            and behind.ent_type_ != "NORP"
            and not _is_plural_name(behind.text)
            and (behind.head.tag_ not in ("NNS", "NNPS"))
        )
    counts = root.dep_ == "nummod" and root.head.i > root.i and root.head.tag_ in ("NNS", "NNPS")
    return inside or not counts


def _is_plural_name(word: str) -> bool:
    return word.endswith("s")


def age(figure: Span, found: Found) -> bool:
    """Tell whether a bare number behind a person's name is an age: ``Ann Vale, 19,``, ``Jo Hunt (34)``."""
    if not found.bare or found.value is None or not 0 < found.value < 120 or found.value % 1 or figure.start < 2:
        return False
    doc = figure.doc
    opening, person = doc[figure.start - 1], doc[figure.start - 2]
    closing = doc[figure.end].text if figure.end < len(doc) else ""
    if person.pos_ != "PROPN" or person.ent_type_ in ("GPE", "LOC", "DATE", "NORP"):
        return False
    if opening.text == "(":
        return closing == ")" and person.ent_type_ == "PERSON"
    enclosed = closing in (",", ".", ";", "") or doc[figure.end].lower_ in (
        "and",
        "who",
        "from",
        "of",
        "was",
        "is",
        "said",
    )
    return opening.text == "," and enclosed and found.form == "digits"
