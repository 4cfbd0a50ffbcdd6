"""A table of phrases compiled for longest match over tokens, forwards from a token or backwards before one."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from quotestats.numerals.tokens import Token, tokenise

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases and what each stands for. Exact phrases match as written, the others in any case."""

    def __init__(self, *, backwards: bool = False) -> None:
        self._step = -1 if backwards else 1
        self._nodes: dict[tuple[str, ...], None] = {}
        self._exact: dict[tuple[str, ...], T] = {}
        self._any_case: dict[tuple[str, ...], T] = {}

    def add(self, phrase: str, meaning: T, *, exact: bool = False) -> None:
        """Add a phrase; the first meaning of a phrase stays."""
        tokens = tokenise(phrase)[:: self._step]
        low = tuple(token.low for token in tokens)
        for length in range(1, len(low) + 1):
            self._nodes[low[:length]] = None
        if exact:
            self._exact.setdefault(tuple(token.text for token in tokens), meaning)
        else:
            self._any_case.setdefault(low, meaning)

    def match(self, tokens: list[Token], index: int) -> tuple[T, int] | None:
        """Return the meaning of the longest phrase that begins at (backwards: ends at) ``index``, and its length."""
        found: tuple[T, int] | None = None
        low: tuple[str, ...] = ()
        exact: tuple[str, ...] = ()
        place = index
        while 0 <= place < len(tokens):
            low = (*low, tokens[place].low)
            if low not in self._nodes:
                break
            exact = (*exact, tokens[place].text)
            meaning = self._exact.get(exact, self._any_case.get(low))
            if meaning is not None:
                found = meaning, len(low)
            place += self._step
        return found


def compile_phrases(rows: Iterable[tuple[str, T]], *, backwards: bool = False) -> Phrases[T]:
    """Return the phrases of rows of phrase and meaning, matched in any case."""
    phrases: Phrases[T] = Phrases(backwards=backwards)
    for phrase, meaning in rows:
        phrases.add(phrase, meaning)
    return phrases
