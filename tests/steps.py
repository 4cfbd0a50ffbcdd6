"""Counting the steps of a computation, which are the same on every machine, where its seconds are not."""

import sys


def steps(function, *arguments):
    """Return how many functions, of Python and of C, are called while ``function`` runs."""
    count = 0

    def called(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return count


def growth(function, piece, length=4_000):
    """Return by how much the steps grow on a text of ``piece`` over and over when it is four times as long."""
    short, long = ((piece * (size // len(piece) + 1))[:size] for size in (length, 4 * length))
    return steps(function, long) / (steps(function, short) + 1_000)
