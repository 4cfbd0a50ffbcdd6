"""After any edit of its article a correction stands on the words it was made for, or says that it cannot."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quotestats.annotations.corrections import Correction, anchor, attach

MARK, COPY = "\ue000", "\ue001"  # the figure that was corrected, and a copy of it

name = st.sampled_from(("Dee", "Roe", "the port", "“We”, Poe"))
verb = st.sampled_from(("said", "found", "had seen"))
figure = st.sampled_from(("40", "1,200", "3.5m"))
NOUNS = (
    "boats",
    "crews there",
    "% of homes",
    "wells",
    "teachers",
    "days",
    "bus lines",
)  # one a sentence: none is like another


@st.composite
def articles(draw):
    """Paragraphs of short sentences, each of which counts something else."""
    written = ""
    for noun in draw(st.lists(st.sampled_from(NOUNS), min_size=3, unique=True)):
        written += f"{draw(name)} {draw(verb)} {draw(figure)} {noun}." + draw(st.sampled_from((" ", "\n\n")))
    return written.strip()


def paragraphs(text):
    return text.split("\n\n")


def around(text):
    """The text before the sentence of the figure, that sentence, and the text behind it."""
    at = text.index(MARK)
    start = max(text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0, text.rfind("\n", 0, at) + 1)
    end = text.index(".", at) + 1
    return text[:start], text[start:end], text[end:]


def inserted_above(text, chance):
    return f"Nobody else came, and {chance.draw(figure)} stayed at home.\n\n{text}"


def typo_fixed(text, chance):
    places = [place for place, letter in enumerate(text) if letter.isalpha()]
    place = chance.draw(st.sampled_from(places))
    return text[:place] + "x" + text[place + 1 :]


def number_changed(text, chance):
    return text.replace(MARK, chance.draw(st.sampled_from(("41", "400", "4"))))


def number_deleted(text, chance):
    return text.replace(MARK, chance.draw(st.sampled_from(("", "some"))))


def paragraphs_swapped(text, chance):
    return "\n\n".join(chance.draw(st.permutations(paragraphs(text))))


def quotation_marks_changed(text, chance):
    return text.replace("“", '"').replace("”", '"')


def sentence_repeated(text, chance):
    before, own, behind = around(text)
    copied = own.replace(MARK, COPY)
    if chance.draw(st.booleans()):
        return f"{before}{own} {copied}{behind}"
    return f"{copied}\n\n{text}" if chance.draw(st.booleans()) else f"{text}\n\n{copied}"


EDITS = (
    *(inserted_above, typo_fixed, number_changed, number_deleted),
    *(paragraphs_swapped, quotation_marks_changed, sentence_repeated),
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
@given(st.data(), articles())
def test_it_stands_on_its_own_words_or_nowhere(edit, chance, written):
    surface = chance.draw(figure)
    places = [place for place in range(len(written)) if written.startswith(surface, place)]
    assume(places)
    at = chance.draw(st.sampled_from(places))
    cells = anchor(written, at, at + len(surface))
    fields = {key: cells[key] for key in ("exact", "prefix", "suffix")}
    made = Correction("c", "a", "quantities", "accept", "", "", "", **fields, place="corrections.csv:2")
    assume(attach(made, written).span == (at, at + len(surface)))
    marked = written[:at] + MARK + written[at + len(surface) :]
    edited = edit(marked, chance)
    truth = len(edited[: edited.index(MARK)].replace(COPY, surface)) if MARK in edited else None
    found = attach(made, edited.replace(MARK, surface).replace(COPY, surface))
    if found.span is None:
        assert found.state in ("orphan", "ambiguous")
    else:
        assert found.span == (truth, truth + len(surface))
    if edit is inserted_above and at > 40:
        assert found.span
