"""Articles with their attributions as the network's training examples."""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotestats.components.network_pieces import BREAK, START, Encoder, Integers, Pieces, read
from quotestats.quotes import find

REPORTER, NOBODY = -1, -2  # targets that are no piece
IGNORED = -100
_DIGITS = 3  # the case of a piece of digits, network_pieces
_KEPT_OUT = 20  # one article in so many is kept for validation

Record = dict[str, Any]  # one line of a gold file: id, text, attributions


@dataclass(frozen=True, slots=True)
class Example:
    """One article: its pieces, the first and last piece of the source of each, its tags, and which are numbers."""

    record: Record
    pieces: Pieces
    first: Integers
    last: Integers
    tags: Integers  # 3 (content, source, cue) x pieces: outside 0, begin 1, inside 2
    number: NDArray[np.bool_]


def records(path: Path) -> list[Record]:
    """Return the articles of a JSONL file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def split(articles: list[Record]) -> tuple[list[Record], list[Record]]:
    """Return the articles to train on and those kept out, always the same ones."""
    shuffled = list(articles)
    random.Random(13).shuffle(shuffled)
    kept = len(shuffled) // _KEPT_OUT
    return shuffled[kept:], shuffled[:kept]


def example(record: Record, encoder: Encoder) -> Example:
    """Label the pieces of an article; the innermost attribution, that with the least content, wins."""
    text = record["text"]
    pieces = read(text, find(text), encoder)
    first = np.full(len(pieces), REPORTER, np.int64)
    last = first.copy()
    tags = np.zeros((3, len(pieces)), np.int64)
    attributions = sorted(record["attributions"], key=lambda a: -sum(e - s for s, e in a["content"]))
    for attribution in attributions:
        content = [p for span in attribution["content"] for p in _places(pieces, span)]
        source = list(pieces.within(*attribution["source"][0])) if attribution["source"] else []
        if attribution["source"] and not source:
            continue
        first[content] = source[0] if source else NOBODY
        last[content] = source[-1] if source else NOBODY
    for row, role in enumerate(("content", "source", "cue")):
        for span in (span for attribution in attributions for span in attribution.get(role) or []):
            places = _places(pieces, span)
            if places:
                tags[row, places] = 2
                tags[row, places[0]] = 1
    number = (pieces.marks % 4 == _DIGITS) | np.isin(pieces.ids, _number_words(encoder))
    return Example(record, pieces, first, last, tags, number)


def chunks(item: Example, longest: int, rng: np.random.Generator) -> Iterator[tuple[Example, int, int]]:
    """Cut an article at random places into stretches of at most ``longest - 1`` pieces."""
    length = len(item.pieces)
    start = 0
    end = length if length < longest else int(rng.integers(longest // 3, longest))
    while start < length:
        if end - start >= 12:
            yield item, start, min(end, length)
        start, end = end, end + longest - 1


def batch(cut: list[tuple[Example, int, int]], number_weight: float) -> dict[str, NDArray[Any]]:
    """Return the arrays of a batch: ids, marks, mask, first, last, weight (rows x pieces) and tags (3 x rows x pieces).

    A source outside its stretch is no target.
    """
    rows, width = len(cut), max(end - start for _, start, end in cut) + 1
    ids, marks, mask = (np.zeros((rows, width), np.int64) for _ in range(3))
    first, last = (np.full((rows, width), IGNORED, np.int64) for _ in range(2))
    weight = np.zeros((rows, width), np.float32)
    tags = np.full((3, rows, width), IGNORED, np.int64)
    ids[:, 0] = START
    for row, (item, start, end) in enumerate(cut):
        inside = slice(1, end - start + 1)
        ids[row, inside] = item.pieces.ids[start:end]
        marks[row, inside] = item.pieces.marks[start:end]
        mask[row, : end - start + 1] = 1
        is_break = item.pieces.ids[start:end] == BREAK
        for target, gold in ((first, item.first), (last, item.last)):
            target[row, inside] = np.where(is_break, IGNORED, _targets(gold[start:end], start, end))
        weight[row, inside] = np.where(item.number[start:end], number_weight, 1.0)
        tags[:, row, inside] = np.where(is_break, IGNORED, item.tags[:, start:end])
    return {"ids": ids, "marks": marks, "mask": mask, "first": first, "last": last, "weight": weight, "tags": tags}


def _targets(gold: Integers, start: int, end: int) -> Integers:
    """Return columns of the scores: 0 reporter, 1 nobody, then [CLS] and the pieces of the stretch."""
    inside = np.where((gold >= start) & (gold < end), gold - start + 3, IGNORED)
    return np.where(gold == REPORTER, 0, np.where(gold == NOBODY, 1, inside))


def _places(pieces: Pieces, span: list[int]) -> list[int]:
    return [p for p in pieces.within(*span) if pieces.ids[p] != BREAK]


def _number_words(encoder: Encoder) -> list[int]:
    words = (
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy "
        "eighty ninety half third thirds quarter quarters hundred thousand million billion dozen dozens hundreds "
        "thousands millions billions percent"
    )
    return sorted(set(encoder.encode(words, add_special_tokens=False).ids))
