"""Named entities as spaCy's greedy transition-based recogniser finds them, all words of an article at once.

A state of that recogniser is the word, where an entity is open its first word, and the word before. So what is said of
every word outside entities is one matrix product; entities of more than one word are followed together, one word a
step. The valid moves are those of ``spacy.pipeline._parser_internals.ner`` where no entity is set beforehand. In
microseconds a token, on news, without its vectors: 33 to 3.
"""

from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from thinc.api import Model

from quotestats.base.vectors import Floats, Part, Vectors, array

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

_NEVER = np.float32(-np.inf)
_MODEL = "parser_model"
_STATE = 3  # words of a state: the next, the first of the open entity, the one before the next


class Names:
    """The step that writes the entities of Docs."""

    def __init__(self, pipe: EntityRecognizer) -> None:
        self._pipe = pipe
        vectors, state, scores = pipe.model.layers
        self._vectors = Vectors(vectors.layers[0])
        self._narrow: Model[Any, Any] = vectors.layers[2]
        weights = array(state, "W")  # word of the state, hidden, piece, input
        self._weights = np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(weights.shape[3], -1))
        self._shape = (_STATE, weights.shape[2] * weights.shape[1])
        self._hidden = weights.shape[1]
        bias = array(state, "b").T.reshape(-1)
        pad = array(state, "pad")[0].transpose(0, 2, 1).reshape(_STATE, -1)
        self._bias, self._outside = bias, bias + pad[1] + pad[2]
        self._scores, self._shift = array(scores, "W"), array(scores, "b")
        self._moves = _Moves(pipe)

    @staticmethod
    def fits(pipe: EntityRecognizer) -> bool:
        """Tell whether a pipe is spaCy's own recogniser, greedy, of the architecture that is read here."""
        if type(pipe) is not EntityRecognizer or pipe.cfg.get("beam_width", 1) != 1:
            return False
        model = pipe.model
        known = model.name == _MODEL and model.attrs["has_upper"] and not model.attrs["unseen_classes"]
        return bool(known and model.layers[1].get_dim("nF") == _STATE and Vectors.fits(model.layers[0].layers[0]))

    def __call__(self, parts: Sequence[Part]) -> None:
        """Write the entities. Docs of which some have any go to spaCy's own recogniser, which heeds those."""
        parts = [part for part in parts if len(part[1])]
        docs = [doc for _, doc, _ in parts]
        if any(doc.has_annotation("ENT_IOB") for doc in docs):
            deque(self._pipe.pipe(docs), maxlen=0)
        elif docs:
            self._write(docs, np.concatenate(self._vectors(parts)))

    def _write(self, docs: Sequence[Doc], vectors: Floats) -> None:
        narrow = self._narrow.predict(vectors)
        parts: Floats = (narrow @ self._weights).reshape(len(narrow), *self._shape)
        blank, last = _edges(docs)
        best = self._outside_entities(parts, blank, last)
        ends = self._ends(parts, np.flatnonzero(self._moves.begins[best]), best, last)
        start = 0
        for doc in docs:
            moves = best[start : start + len(doc)]
            doc.set_ents(self._entities(doc, moves, {b - start: e - start for b, e in ends.items() if b >= start}))
            start += len(doc)

    def _outside_entities(self, parts: Floats, blank: Bools, last: Bools) -> Ints:
        """Return the best move of each word where no entity is open."""
        scores = self._largest(parts[:, 0] + self._outside) @ self._scores.T + self._shift
        scores[:, self._moves.inside] = _NEVER
        scores[np.ix_(blank, self._moves.opening)] = _NEVER
        scores[np.ix_(last, self._moves.begins)] = _NEVER
        best: Ints = scores.argmax(axis=1)
        return best

    def _ends(self, parts: Floats, starts: Ints, best: Ints, last: Bools) -> dict[int, int]:
        """Return the last words of the entities that begin at these words, all followed together."""
        found: dict[int, int] = {}
        going, closing = self._moves.going[best[starts]], self._moves.closing[best[starts]]
        step = 1
        while len(starts):
            words = starts + step
            hidden = self._largest(parts[words, 0] + parts[starts, 1] + parts[words - 1, 2] + self._bias)
            on, off = (
                np.einsum("ij,ij->i", hidden, self._scores[move]) + self._shift[move] for move in (going, closing)
            )
            ended = last[words] | (off > on)
            found |= dict(zip(starts[ended].tolist(), words[ended].tolist(), strict=True))
            starts, going, closing = starts[~ended], going[~ended], closing[~ended]
            step += 1
        return found

    def _largest(self, pieces: Floats) -> Floats:
        return np.maximum(pieces[:, : self._hidden], pieces[:, self._hidden :])

    def _entities(self, doc: Doc, moves: Ints, ends: dict[int, int]) -> list[Span]:
        found, free = [], 0
        for place in np.flatnonzero(self._moves.opening[moves]).tolist():
            if place >= free:
                free = ends.get(place, place) + 1
                found.append(Span(doc, place, free, label=self._moves.labels[moves[place]]))
        return found


class _Moves:
    """The moves by number: which begin an entity of several words, open any, need an open one; and their labels."""

    def __init__(self, pipe: EntityRecognizer) -> None:
        names = [pipe.moves.get_class_name(number) for number in range(pipe.moves.n_moves)]
        sorts = np.array([name[0] for name in names])
        self.labels = [name[2:] for name in names]
        labelled = np.array([bool(label) for label in self.labels])
        self.begins: Bools = (sorts == "B") & labelled
        self.opening: Bools = self.begins | ((sorts == "U") & labelled)
        self.inside: Bools = ~self.opening & (sorts != "O")
        begun = [name[1:] if begins else "" for name, begins in zip(names, self.begins, strict=True)]
        self.going, self.closing = (
            np.array([names.index(sort + label) if label else 0 for label in begun]) for sort in "IL"
        )


def _edges(docs: Sequence[Doc]) -> tuple[Bools, Bools]:
    """Return for each word whether it is white space, and whether it is the last of its sentence or Doc."""
    blank, last = [], []
    for doc in docs:
        table = doc.to_array(["IS_SPACE", "SENT_START"])
        blank.append(table[:, 0] == 1)
        last.append(np.append(table[1:, 1] == 1, True))
    return np.concatenate(blank), np.concatenate(last)
