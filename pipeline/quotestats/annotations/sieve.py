"""A quick look at a text: whether words may stand in it, before the words are taken apart and folded one by one.

Never too narrow: what it says may not stand in a text does not stand there.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quotestats.actors.names import fold

# No letter or digit, however they are folded; any other character outside ASCII may be folded to one.
_MARKS = "‘’“”„‐‑–—•·«»£€¥§°\u00a0\u2028\u2029"
_ODD = re.compile(f"[^\x00-\x7f{_MARKS}]")


class Wanted(NamedTuple):
    """What must stand in a text, folded and in lower case: all words of one of the ``words``, or the ``stem``."""

    words: Sequence[frozenset[str]]
    stem: str


class _Folded(dict[int, str]):
    """How each character is folded, for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        self[code] = found = fold(chr(code)).casefold()
        return found


_FOLDED = _Folded()


class Sieve:
    """Looks for what is wanted as parts of a text, in time that grows with how much is wanted."""

    def __init__(self, wanted: Iterable[Wanted]) -> None:
        wanted = list(wanted)
        # A mark alone is folded in ways of its own, and stands nearly everywhere.
        self._words = [tuple(filter(_is_spelled, words)) for one in wanted for words in one.words]
        self._stems = ["" if not _is_spelled(one.stem) else one.stem for one in wanted if one.stem]
        self._starts = re.compile("|".join(rf"(?<!\w){re.escape(stem)}" if stem else "" for stem in self._stems))

    def passes(self, text: str) -> bool:
        """Tell whether anything that is wanted may stand in the text."""
        # In either the words are parts of what they are folded to: characters are folded one by one. But a mark may be
        # folded to letters, behind which a word then begins.
        odd = _ODD.search(text) is not None
        looked = text.translate(_FOLDED) if odd else text.casefold()
        if any(all(word in looked for word in words) for words in self._words):
            return True
        if odd:
            return any(stem in looked for stem in self._stems)
        return bool(self._stems) and self._starts.search(looked) is not None


def _is_spelled(word: str) -> bool:
    """Tell whether a word has a letter or digit."""
    return any(map(str.isalnum, word))
