"""Rules of the time grammar: a pattern over token classes and the function that reads what it matched.

The rules are data, ``time_rules.tsv`` of the lexicon. A pattern names classes in capitals (``MONTH``), words in lower
case (``of``), groups as ``name=``; ``( ) | ?`` are those of regular expressions, ``{MACRO}`` is another pattern.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from quotestats import lexicon
from quotestats.errors import LexiconError
from quotestats.records import TimeType
from quotestats.timex.calendar import Period
from quotestats.timex.context import Context
from quotestats.timex.words import Tokens, Vocabulary

_ITEM = re.compile(
    r"(?:(?P<name>[a-z_0-9]+)=)?(?:(?P<class>[A-Z][A-Z0-9]*)|(?P<word>[a-z']+)|(?P<open>\())|(?P<other>[^\s])"
)


class Reading(NamedTuple):
    """What a match means; ``period`` where the calendar fixes its days."""

    type: TimeType
    value: str
    period: Period | None = None
    anchor: str = ""
    span: tuple[int, int] | None = None  # tokens, where the reading covers a part of the match
    relative: bool = False  # resolved against another time: it does not say a year of its own
    compared: bool = False  # told only as what another time is compared with: "a year earlier"


@dataclass(frozen=True, slots=True)
class Found:
    """One match of a rule, in token indices, with access to its groups."""

    match: re.Match[str]
    tokens: Tokens

    @property
    def start(self) -> int:
        """Index of the first token."""
        return self.tokens.origin[self.match.start()]

    @property
    def end(self) -> int:
        """Index after the last token."""
        return self.start + self.match.end() - self.match.start()

    @property
    def at(self) -> int:
        """Character offset of the start."""
        return self.tokens.starts[self.start]

    def group(self, name: str) -> tuple[int, int] | None:
        """Return the tokens of the group that took part under a name (a rule may use it in several branches)."""
        groups = self.match.re.groupindex
        number = 1
        while (key := name if number == 1 else f"{name}__{number}") in groups:
            first, last = self.match.span(key)
            if first >= 0:
                moved = self.start - self.match.start()
                return first + moved, last + moved
            number += 1
        return None

    def span(self, name: str) -> tuple[int, int]:
        """Return the tokens of a group that must have taken part."""
        span = self.group(name)
        if span is None:
            raise ValueError(f"no group {name} in the match")
        return span

    def has(self, name: str) -> bool:
        """Tell whether a group took part in the match."""
        return self.group(name) is not None

    def value(self, group: str, name: str) -> str:
        """Return the value of the first token in the group that may be of class ``name``, or ``""``."""
        first, last = self.group(group) or (0, 0)
        return next(
            (self.tokens.words[i].values[name] for i in range(first, last) if name in self.tokens.words[i].values), ""
        )

    def words(self, group: str) -> list[str]:
        """Return the lower-case tokens of a group."""
        first, last = self.group(group) or (0, 0)
        return [self.tokens.lower(i) for i in range(first, last)]

    def before(self, distance: int = 1) -> str:
        """Return the lower-case token before the match (``""`` at the start of the text)."""
        return self.tokens.lower(self.start - distance)

    def after(self, distance: int = 1) -> str:
        """Return the lower-case token after the match (``""`` at the end of the text)."""
        return self.tokens.lower(self.end + distance - 1)

    def classes(self, index: int) -> dict[str, str]:
        """Return the values by class of a token of the text; empty outside it."""
        return self.tokens.words[index].values if 0 <= index < len(self.tokens.words) else {}


Read = Callable[[Found, Context], Reading | list[Reading] | None]


class Rule(NamedTuple):
    """A pattern and its reader."""

    pattern: str
    read: Read


def rules(readers: Mapping[str, Read]) -> list[Rule]:
    """Return the rules of the lexicon in their order, each with its reader.

    Raises LexiconError for a rule whose reader is unknown.
    """
    rows = sorted(lexicon.table("time_rules"), key=lambda row: int(row["order"]))
    unknown = {row["reader"] for row in rows} - set(readers)
    if unknown:
        raise LexiconError(
            f"time_rules.tsv: no reader {', '.join(sorted(unknown))}; readers are: {', '.join(sorted(readers))}"
        )
    return [Rule(row["pattern"], readers[row["reader"]]) for row in rows]


def _expand(pattern: str) -> str:
    """Return a pattern with the macros of the lexicon written out."""
    macros = {row["name"]: row["pattern"] for row in lexicon.table("time_macros")}
    while "{" in pattern:
        pattern = re.sub(r"\{([A-Z]+)\}", lambda m: macros[m.group(1)], pattern)
    return pattern


class Grammar:
    """A list of rules, compiled against the lexicon; of two that match the same words the earlier is tried first."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = [(_expand(rule.pattern), rule.read) for rule in rules]
        literals = {m.group("word") for pattern, _ in self._rules for m in _ITEM.finditer(pattern) if m.group("word")}
        self.vocabulary = Vocabulary(literals)
        self._compiled = [(re.compile(self._regex(pattern)), read) for pattern, read in self._rules]

    def _regex(self, pattern: str) -> str:
        used: Counter[str] = Counter()

        def item(m: re.Match[str]) -> str:
            if m.group("other"):
                return m.group("other")
            group = m.group("name") or ""
            if group:
                used[group] += 1
                group = f"?P<{group}>" if used[group] == 1 else f"?P<{group}__{used[group]}>"
            name = m.group("class") or (m.group("word") and "=" + m.group("word"))
            if name is None:
                return f"({group or '?:'}"
            codes = self.vocabulary.codes_of(name)
            if not codes:
                raise ValueError(f"time grammar: no token is a {name} in: {pattern}")
            return f"({group}[{codes}])" if group else f"[{codes}]"

        return "".join(item(m) for m in _ITEM.finditer(pattern))

    def matches(self, tokens: Tokens) -> Iterator[tuple[Found, Read]]:
        """Yield the matches of all rules by start, the longer and then the earlier rule first."""
        found = [
            (m.start(), -m.end(), order, m)
            for order, (regex, _) in enumerate(self._compiled)
            for m in regex.finditer(tokens.codes)
        ]
        found.sort(key=lambda entry: entry[:3])
        for _, _, order, match in found:
            yield Found(match, tokens), self._compiled[order][1]
