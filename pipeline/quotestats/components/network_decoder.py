"""From the network's probabilities to contents with their sources and cues: pure functions on arrays.

A line of text is cut into contents by the likeliest sequence of outside, begin and inside (Viterbi), which weighs the
tags of each piece, its chance to be attributed at all, and whether it points to the same source as the piece before.
Numbers are decided first, each on its own pieces, and bind the sequence: what is the reporter's stays outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from quotestats.components.network_pieces import BREAK, Pieces
from quotestats.components.network_session import NOBODY, NULLS, REPORTER, Floats, Window

Doubles = NDArray[np.float64]
Range = tuple[int, int]  # pieces, half open

_CERTAIN = 1e6
_TINY = 1e-12
_BEGINS, _GOES_ON = 1, 2  # states of the sequence; 0 is outside


@dataclass(frozen=True, slots=True)
class Weights:
    """How the decoder weighs its evidence, fitted on articles kept out of training (config.toml, [decoder])."""

    pointer: float
    agreement: float
    begin: float
    number: float
    sourced: float
    join: int
    split: int
    longest_source: int
    cue_reach: int
    cue_near: int


class Pointed(NamedTuple):
    """Where pieces point: the chances of the two nulls, and the likeliest source, a range of pieces, with its own."""

    reporter: float
    nobody: float
    source: Range | None
    chance: float

    @property
    def sourced(self) -> float:
        """The chance that there is a source at all."""
        return 1.0 - self.reporter - self.nobody


Plain = list[Any]  # Any: the nested values of JSON


class Content(NamedTuple):
    """One attribution in pieces: its content, source and cue, and the chance that a source is behind it."""

    spans: tuple[Range, ...]
    source: Range | None
    cue: Range | None
    chance: float

    def plain(self) -> Plain:
        """Return it as JSON holds it."""
        ranges = (*self.spans, self.source, self.cue)
        *spans, source, cue = ([int(one[0]), int(one[1])] if one else [] for one in ranges)
        return [spans, source, cue, float(self.chance)]

    @classmethod
    def of(cls, plain: Plain) -> "Content":
        """Return what ``plain`` has made."""
        spans, source, cue, chance = plain
        named = (tuple(source) or None, tuple(cue) or None)
        return cls(tuple(map(tuple, spans)), *named, chance)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Log probabilities of each piece of the text, from the window that answers for it."""

    content: Doubles  # pieces x (outside, begin, inside)
    cue: Doubles
    reporter: Doubles
    attributed: Doubles
    agreement: Doubles  # with the piece before, on the source


def evidence(windows: Sequence[Window], owner: Sequence[int], length: int) -> Evidence:
    """Gather what the windows say, piece by piece; a piece that no window holds is outside."""
    tags = np.full((length, 3, 3), np.log(_TINY))
    tags[:, :, 0] = 0.0
    reporter, attributed = np.zeros(length), np.full(length, np.log(_TINY))
    agreement = np.zeros(length)
    owned = np.asarray(owner)
    for number, window in enumerate(windows):
        places = np.flatnonzero(owned == number)
        rows = places - window.start
        tags[places] = window.tags[rows]
        voice = (np.exp(window.firsts[:, REPORTER]) + np.exp(window.lasts[:, REPORTER])) / 2
        reporter[places] = np.log(voice + _TINY)[rows]
        attributed[places] = np.log(np.clip(1 - voice, _TINY, 1))[rows]
        agreement[places] = _agreement(window)[rows]
    return Evidence(tags[:, 0], tags[:, 2], reporter, attributed, agreement)


def _agreement(window: Window) -> Doubles:
    """Return the log chance that each piece has the same source as the one before, given that both are attributed."""
    chances = np.exp(window.firsts[:, NOBODY:].astype(np.float64))
    total = chances.sum(1) + _TINY
    same = (chances[1:] * chances[:-1]).sum(1) / (total[1:] * total[:-1])
    return np.concatenate(([0.0], np.log(same + 1e-4)))


def pointed(pieces: Pieces, window: Window, places: Sequence[int], weights: Weights) -> Pointed:
    """Return where these pieces of one window point together."""
    rows = [place - window.start for place in places]
    firsts, lasts = _mean(window.firsts[rows]), _mean(window.lasts[rows])
    source, chance = _source(pieces.ids[window.start : window.end], firsts, lasts, weights.longest_source)
    reporter = float(np.exp(firsts[REPORTER]) + np.exp(lasts[REPORTER])) / 2
    nobody = float(np.exp(firsts[NOBODY]) + np.exp(lasts[NOBODY])) / 2
    shifted = (source[0] + window.start, source[1] + window.start) if source else None
    return Pointed(reporter, nobody, shifted, chance)


def _mean(scores: Floats) -> Doubles:
    mean = scores.astype(np.float64).mean(0)
    return np.asarray(mean - np.log(np.exp(mean - mean.max()).sum()) - mean.max())


def _source(ids: NDArray[np.int64], firsts: Doubles, lasts: Doubles, longest: int) -> tuple[Range | None, float]:
    """Return the likeliest source within one line: of the three best first pieces, each with its best last."""
    best: tuple[float, Range] | None = None
    starts = firsts[NULLS:]
    for first in np.argsort(-starts, kind="stable")[:3].tolist():
        stop = min(len(ids), first + longest)
        breaks = np.flatnonzero(ids[first:stop] == BREAK)
        stop = first + max(1, int(breaks[0])) if len(breaks) else stop
        last = first + int(np.argmax(lasts[NULLS + first : NULLS + stop]))
        score = float(starts[first] + lasts[NULLS + last])
        if best is None or score > best[0]:
            best = (score, (first, last + 1))
    if best is None:
        return None, 0.0
    return best[1], float(np.exp(starts[slice(*best[1])]).sum())


def runs(found: Evidence, start: int, end: int, bound: dict[int, bool], weights: Weights) -> list[Range]:
    """Return the contents of one line, in order; ``bound`` says of some pieces whether they are attributed."""
    attributed = weights.pointer * found.attributed[start:end]
    outside = found.content[start:end, 0] + weights.pointer * found.reporter[start:end]
    begins = found.content[start:end, _BEGINS] + attributed + weights.begin
    inside = found.content[start:end, _GOES_ON] + attributed + weights.agreement * found.agreement[start:end]
    for place, is_attributed in bound.items():
        if start <= place < end:
            if is_attributed:
                outside[place - start] -= _CERTAIN
            else:
                begins[place - start] -= _CERTAIN
                inside[place - start] -= _CERTAIN
    return [(start + a, start + b) for a, b in _cut(_states(outside.tolist(), begins.tolist(), inside.tolist()))]


def _states(outside: list[float], begins: list[float], inside: list[float]) -> list[int]:
    """Return the likeliest sequence of states, where inside only follows begin or inside."""
    back: list[tuple[int, int, int]] = []
    o, b, i = 0.0, -(_CERTAIN**2), -(_CERTAIN**2)
    for out, start, go in zip(outside, begins, inside, strict=True):
        previous = 0 if o >= b and o >= i else (1 if b >= i else 2)
        carried = 1 if b >= i else 2
        top, most = max(o, b, i), max(b, i)
        back.append((previous, previous, carried))
        o, b, i = top + out, top + start, most + go
    state = 0 if o >= b and o >= i else (1 if b >= i else 2)
    states = [0] * len(back)
    for at in range(len(back) - 1, -1, -1):
        states[at] = state
        state = back[at][state]
    return states


def _cut(states: list[int]) -> list[Range]:
    found: list[list[int]] = []
    for at, state in enumerate(states):
        if state == _BEGINS:
            found.append([at, at + 1])
        elif state == _GOES_ON:
            found[-1][1] = at + 1
    return [(a, b) for a, b in found]
