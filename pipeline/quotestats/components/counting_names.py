"""Numbers that the parse and the names in the text show to be no quantities."""

from spacy.tokens import Span, Token

from quotestats.components.counting_clauses import WORDS
from quotestats.numerals.found import Found

_AFTER_AGE = frozenset({"and", "who", "from", "of", "was", "is", "said"})
_NAMED = frozenset({"PERSON", "PRODUCT", "WORK_OF_ART", "LAW", "FAC", "EVENT", "ORG", "GPE", "LOC"})
_OF_AGE = frozenset({"youngest", "oldest", "eldest"})
_CLANS = ("Mc", "Mac", "De", "Di", "La", "Le", "Van")
_BEST_MARK = 10
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
        inside = root.ent_type_ in _NAMED and capital
        return titled and (led or inside or (capital and behind is not None and not _is_plural_name(behind.text)))
    if (
        _rates(figure, found)
        or _is_product_number(figure)
        or (_has_inner_capital(before) and found.value < _LARGEST_NAME)
    ):
        return True  # "the 80486 chip", "a CentOS 8 server"
    if root.dep_ == "nummod" and root.head.i == figure.start - 1 and root.head.tag_ in ("NN", "NNP"):
        return root.head.lower_ != "number" and "," not in figure.text  # "Planet 9"; "a record 1,160 per dollar"
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


def _rates(figure: Span, found: Found) -> bool:
    """Tell whether a number up to ten is the mark that a player got: ``Ann Vale: 4 Lost the ball``."""
    doc, place = figure.doc, figure.start - 1
    if place < 1 or figure.end + 1 >= len(doc) or doc[place].text != ":" or (found.value or 0) > _BEST_MARK:
        return False
    told = doc[figure.end].text[:1].isupper() and doc[figure.end + 1].text != ":"
    return told and doc[place - 1].ent_type_ == "PERSON"


def _has_inner_capital(token: Token | None) -> bool:
    """Tell whether a word is written as products are: ``CentOS``, ``PlayStation``; not ``NASA``, ``McCoy``."""
    word = token.text if token is not None else ""
    return word.isalpha() and word != word.upper() and word[1:] != word[1:].lower() and not word.startswith(_CLANS)


def _is_product_number(figure: Span) -> bool:
    """Tell whether four or more plain digits stand before one thing: ``the 80486 chip``."""
    noun = figure.root.head
    return len(figure.text) >= 4 and figure.text.isdigit() and noun.tag_ == "NN" and 0 < noun.i - figure.root.i < 3


def _is_plural_name(word: str) -> bool:
    return word.endswith("s")


def age(figure: Span, found: Found) -> bool:
    """Tell whether a bare number is a person's age: ``Ann Vale, 19,``, ``Jo Hunt (34)``, ``she was 80``."""
    if not found.bare or found.value is None or not 0 < found.value < 120 or found.value % 1 or figure.start < 2:
        return False
    opening = figure.doc[figure.start - 1]
    if opening.lower_ in ("over", "under"):
        if opening.nbor(-1).lemma_.lower() in WORDS["persons"]:
            return not _goes_on(figure)  # "adults over 65"
        if opening.nbor(-1).lemma_ == "be":
            return _is_told_of_person(figure, opening.nbor(-1))  # "a third of the residents are over 65"
    return _is_told_of_person(figure, opening) if opening.lemma_ == "be" else _is_inserted(figure, found)


def _is_inserted(figure: Span, found: Found) -> bool:
    """Tell whether a number stands between commas or in brackets behind a person."""
    doc = figure.doc
    opening, person = doc[figure.start - 1], doc[figure.start - 2]
    if opening.lower_ == "now" and figure.start > 3:  # "Ann Vale, now 22,"
        opening, person = person, doc[figure.start - 3]
    closing = doc[figure.end].text if figure.end < len(doc) else ""
    if not person.is_alpha or person.ent_type_ in ("DATE", "TIME") or person.pos_ not in ("PROPN", "NOUN"):
        return False
    if opening.text == "(":
        return closing == ")" and person.ent_type_ == "PERSON"
    if opening.text != "," or found.form != "digits":
        return False
    listed = figure.end + 1 < len(doc) and doc[figure.end + 1].like_num
    if closing == "," and not listed:
        return True
    named = person.ent_type_ == "PERSON" or (person.pos_ == "PROPN" and person.ent_type_ not in ("GPE", "LOC", "NORP"))
    named = named or (person.lemma_.lower() in WORDS["persons"] and closing in (".", ";"))  # "hit the man, 31."
    return named and (closing in (".", ";", "") or (figure.end < len(doc) and doc[figure.end].lower_ in _AFTER_AGE))


def _goes_on(figure: Span) -> bool:
    """Tell whether what a figure counts may follow it."""
    behind = figure.doc[figure.end] if figure.end < len(figure.doc) else None
    return behind is not None and behind.pos_ in ("NOUN", "ADJ", "PROPN", "ADP", "SYM", "NUM")


def _is_told_of_person(figure: Span, verb: Token) -> bool:
    """Tell whether ``was 80`` stands alone as what is said of a person: ``He was 80 and died``."""
    if _goes_on(figure):
        return False
    subject = next((c for t in (verb, verb.head) for c in t.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.i > figure.start:
        return False
    if subject.lower_ in ("he", "she", "who", "i") or subject.ent_type_ == "PERSON":
        return True
    if subject.pos_ == "PROPN" and subject.ent_type_ == "" and figure.text.isdigit():
        return True  # "Vale, a former senator, was 66."
    bounded = figure.doc[figure.start - 1].lower_ in ("over", "under")
    persons = (subject, *(t for t in subject.subtree if t.dep_ == "pobj")) if bounded else ()
    aged = subject.lower_ in _OF_AGE and subject.lemma_.lower() != "one"
    return aged or any(t.lemma_.lower() in WORDS["persons"] for t in persons)
