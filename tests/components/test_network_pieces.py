"""Word pieces, their offsets and marks. A toy vocabulary stands for the shipped one, so nothing is loaded."""

import re
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.components.network_pieces import BREAK, CASES, STOP, Pieces, read
from quotestats.quotes import find


class Words:
    """One piece a word or mark; keeps the text that it was given."""

    def encode(self, sequence, *, add_special_tokens):
        assert not add_special_tokens
        self.seen = sequence
        offsets = [m.span() for m in re.finditer(r"\w+|[^\w\s]", sequence)]
        return SimpleNamespace(ids=[1000 + a for a, _ in offsets], offsets=offsets)


def pieces_of(text: str) -> Pieces:
    return read(text, find(text), Words())


def test_offsets_point_into_the_text_and_a_line_break_is_one_piece():
    text = "Rents rose.\n\nWages fell."
    pieces = pieces_of(text)
    surfaces = [text[s:e] for s, e in zip(pieces.starts, pieces.ends, strict=True)]
    assert surfaces == ["Rents", "rose", ".", "\n\n", "Wages", "fell", "."]
    assert pieces.ids[3] == BREAK


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("12 dead, police say", [1000, 1003, 1007, 1009, 1016, STOP]),
        ("Waits up\n\nWaits rose.", [1000, 1006, STOP, BREAK, 1010, 1016, 1020]),
        ("Waits up \n", [1000, 1006, STOP, BREAK]),
        ("Waits up", [1000, 1006, STOP]),
        ("“Up!”", [1000, 1001, 1003, 1004]),
        ("", []),
    ],
)
def test_a_line_without_a_mark_at_its_end_is_read_with_a_full_stop(text, ids):
    pieces = pieces_of(text)
    assert pieces.ids.tolist() == ids
    assert all(pieces.starts[k] == pieces.ends[k] for k, piece in enumerate(pieces.ids) if piece == STOP)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('Ono said "no more" twice.', "Ono said “no more” twice."),
        ("Ono said ‘no more’ twice.", "Ono said “no more” twice."),
        ("Ono said ``no more'' twice.", "Ono said “ no more”  twice."),
        ("«No more», said Ono.", "“No more”, said Ono."),
        ("The firms' 12 sites", "The firms' 12 sites"),
    ],
)
def test_marks_of_any_style_are_read_as_curly_ones(text, seen):
    encoder = Words()
    read(text, find(text), encoder)
    assert encoder.seen == seen
    assert len(encoder.seen) == len(text)


def test_a_piece_says_its_case_and_what_it_stands_in():
    text = 'NATO said: "We lost 30 men." Ono agreed.'
    pieces = pieces_of(text)
    by_surface = dict(
        zip((text[s:e] for s, e in zip(pieces.starts, pieces.ends, strict=True)), pieces.marks, strict=True)
    )
    assert [by_surface[word] % CASES for word in ("NATO", "said", "We", "30", "Ono")] == [2, 0, 1, 3, 1]
    assert by_surface["lost"] // CASES == 1
    assert by_surface["agreed"] // CASES == 0


def test_within_gives_the_pieces_that_touch_a_stretch():
    pieces = pieces_of("about 46,000 people")
    assert list(pieces.within(6, 12)) == [1, 2, 3]
    assert list(pieces.within(5, 6)) == []


@given(st.text(alphabet="aB3 \n\"“”‘’'.\ud800", max_size=60))
def test_any_text_gives_sorted_pieces_inside_it(text):
    pieces = pieces_of(text)
    assert np.all(pieces.starts >= 0)
    assert np.all(pieces.ends <= len(text))
    assert np.all(np.diff(pieces.starts) >= 0)
