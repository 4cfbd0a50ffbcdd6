"""Which stretches are read, and which window answers for a piece."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from quotestats.components.network_session import Window
from quotestats.components.network_windows import Extent, around, owners, without_context

EXTENT = Extent(pieces=40, left=16, right=8, lead=12)
BREAKS = st.lists(st.integers(0, 299), max_size=9, unique=True).map(sorted)


def window(start: int, end: int) -> Window:
    empty = np.zeros((end - start, 2), np.float32)
    return Window(start, end, empty, empty, empty)


def whole(length: int) -> list[tuple[int, int]]:
    return around(without_context([], length, EXTENT), length, EXTENT, [])


def test_a_short_text_is_one_window_that_ends_after_the_context():
    assert around([(3, 4)], 30, EXTENT, []) == [(0, 12)]
    assert whole(30) == [(0, 30)]


def test_no_target_no_window():
    assert around([], 30, EXTENT, []) == []
    assert whole(0) == []


def test_targets_that_fit_share_a_window():
    assert around([(50, 51), (60, 61)], 200, EXTENT, []) == [(34, 69)]
    assert around([(50, 51), (90, 91)], 200, EXTENT, []) == [(34, 59), (74, 99)]


def test_a_window_begins_with_a_line_that_leaves_its_target_enough():
    assert around([(60, 61)], 200, EXTENT, [45]) == [(46, 69)]
    assert around([(60, 61)], 200, EXTENT, [50]) == [(44, 69)]


@given(st.integers(1, 300), st.lists(st.integers(0, 299), max_size=12), BREAKS)
def test_every_target_has_its_context_and_no_window_is_too_long(length, places, breaks):
    targets = [(p, p + 1) for p in sorted(set(places)) if p < length]
    windows = around(targets, length, EXTENT, breaks)
    assert all(0 < end - start <= EXTENT.pieces for start, end in windows)
    for first, stop in targets:
        assert any(
            (start == 0 or start <= first - (EXTENT.lead if start - 1 in breaks else EXTENT.left))
            and (end == length or stop + EXTENT.right <= end)
            for start, end in windows
        )


@given(st.integers(1, 300))
def test_the_whole_text_is_owned(length):
    windows = [window(*w) for w in whole(length)]
    assert all(number >= 0 for number in owners(windows, length))


@given(st.integers(1, 300), st.lists(st.integers(0, 299), max_size=6), BREAKS)
def test_what_is_read_around_targets_and_the_rest_gives_every_piece_its_context(length, places, breaks):
    read = around([(p, p + 1) for p in sorted(set(places)) if p < length], length, EXTENT, breaks)
    read += around(without_context(read, length, EXTENT), length, EXTENT, breaks)
    assert without_context(read, length, EXTENT) == []


def test_a_piece_belongs_to_the_window_where_it_stands_deepest():
    owner = owners([window(0, 40), window(20, 60)], 60)
    assert owner[:25] == [0] * 25
    assert owner[39] == 1
    assert owner[59] == 1
    assert owners([window(0, 10)], 20)[10:] == [-1] * 10
