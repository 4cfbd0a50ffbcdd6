"""Contents from invented probabilities: one window, one piece a word."""

import re
from dataclasses import replace

import numpy as np
import pytest

from quotestats.components.network_contents import contents
from quotestats.components.network_decoder import Weights
from quotestats.components.network_pieces import BREAK, Pieces
from quotestats.components.network_session import Window

WEIGHTS = Weights(
    pointer=1.0,
    agreement=0.0,
    begin=0.0,
    number=0.5,
    sourced=0.5,
    join=1,
    split=14,
    longest_source=40,
    cue_reach=12,
    cue_near=2,
)


def window_of(text: str, told: dict[int, int], cues: tuple[int, ...] = (), begins: tuple[int, ...] = ()) -> Window:
    """Probabilities for the words of a text: ``told`` maps a word to the first word of its source (-1: nobody)."""
    length = len(text.split())
    pointers = np.full((length, 2 + length), 0.01)
    tags = np.full((length, 3, 3), 0.05)
    tags[:, :, 0] = 0.9
    for word in range(length):
        pointers[word, 2 + told[word] if told.get(word, -1) >= 0 else (1 if word in told else 0)] = 0.9
        if word in told:
            state = 1 if word in begins or told.get(word - 1) != told[word] else 2
            tags[word, 0] = 0.05
            tags[word, 0, state] = 0.9
        if word in cues:
            tags[word, 2] = [0.05, 0.9, 0.05]
    pointers /= pointers.sum(1, keepdims=True)
    return Window(0, length, np.log(pointers), np.log(pointers), np.log(tags))


def pieces_of(text: str) -> Pieces:
    spans = np.array([m.span() for m in re.finditer(r"\S+", text)])
    ids = np.array([BREAK if word == "|" else 1000 for word in text.split()])
    return Pieces(ids, np.zeros(len(ids), np.int64), spans[:, 0], spans[:, 1])


def decoded(text, told, numbers=(), weights=WEIGHTS, **marks):
    return contents(pieces_of(text), [window_of(text, told, **marks)], numbers, weights)


def test_a_content_has_its_source_and_cue():
    (found,) = decoded("Ono said rents rose 9%", {2: 0, 3: 0, 4: 0}, [(4, 5)], cues=(1,))
    assert found.spans == ((2, 5),)
    assert found.source == (0, 1)
    assert found.cue == (1, 2)
    assert found.chance > 0.5


def test_a_chained_content_has_its_own_cue():
    first, second = decoded("He said 5 died and added that 7 fled", {2: 0, 3: 0, 6: 0, 7: 0, 8: 0}, cues=(1, 5))
    assert (first.cue, second.cue) == ((1, 2), (5, 6))


def test_nobody_named_is_a_content_without_source():
    (found,) = decoded("It is thought that 9 fled", {3: -1, 4: -1, 5: -1}, [(4, 5)])
    assert found.source is None


def test_parts_around_the_cue_are_one_content():
    (found,) = decoded("About 60 Ono said were hurt", {0: 2, 1: 2, 4: 2, 5: 2}, [(1, 2)], cues=(3,))
    assert found.spans == ((0, 2), (4, 6))


def test_two_contents_of_one_source_stay_two_where_the_second_begins_a_sentence():
    text = "Ono said rents rose . She said wages fell"
    found = decoded(text, {2: 0, 3: 0, 7: 0, 8: 0}, cues=(1, 6))
    assert [content.spans for content in found] == [((2, 4),), ((7, 9),)]


def test_no_content_crosses_a_line():
    found = decoded("Ono said rents rose | wages fell", {2: 0, 3: 0, 5: 0, 6: 0})
    assert [content.spans for content in found] == [((2, 4),), ((5, 7),)]


def test_a_number_binds_its_content():
    text = "Ono said rents rose 9% in 12 towns"
    told = dict.fromkeys((2, 3, 4, 5, 7), 0)  # the network gives 12 to the reporter
    covered = {
        place for content in decoded(text, told, [(4, 5), (6, 7)]) for a, b in content.spans for place in range(a, b)
    }
    assert 4 in covered
    assert 6 not in covered


def test_a_number_with_a_source_is_covered_though_its_tags_say_no():
    text = "Ono put rents at 9% then"
    sure = window_of(text, {4: 0})
    tags = sure.tags.copy()
    tags[:, 0] = np.log([0.98, 0.01, 0.01])
    (found,) = contents(pieces_of(text), [replace(sure, tags=tags)], [(4, 5)], WEIGHTS)
    assert found.spans == ((4, 5),)
    assert found.source == (0, 1)


@pytest.mark.parametrize("numbers", [[], [(0, 1)]])
def test_nothing_read_nothing_found(numbers):
    assert contents(pieces_of("Rents rose"), [], numbers, WEIGHTS) == []
