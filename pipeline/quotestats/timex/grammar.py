"""Rules of the time grammar: a pattern over token classes and the function that reads what it matched.

The rules are data, ``time_rules.tsv`` of the lexicon. A pattern names classes in capitals (``MONTH``), words in lower
case (``of``), groups as ``name=``; ``( ) | ?`` are those of regular expressions, ``{MACRO}`` is another pattern.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, cached_property
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


def needs(pattern: str) -> list[frozenset[str]]:
    """Return sets of classes and words; of each set every match of a pattern has a token.

    ``a (B | c) D?`` gives ``{=a}`` and ``{B, =c}``; words have ``=`` before them, as in the vocabulary.
    """
    groups: list[list[list[frozenset[str]]]] = [[[]]]  # those open, each with its branches
    last: list[frozenset[str]] = []  # what the item before needs, as long as a "?" may still follow
    for m in _ITEM.finditer(pattern):
        if m.group("other") == "?":
            last = []
            continue
        groups[-1][-1] += last
        last = []
        if m.group("open"):
            groups.append([[]])
        elif m.group("other") == "|":
            groups[-1].append([])
        elif m.group("other") == ")":
            last = _either(groups.pop())
        else:
            last = [frozenset({m.group("class") or f"={m.group('word')}"})]
    groups[-1][-1] += last
    return _either(groups[-1])


def _either(branches: list[list[frozenset[str]]]) -> list[frozenset[str]]:
    if len(branches) == 1:
        return branches[0]
    return [frozenset().union(*(needed[0] for needed in branches))] if all(branches) else []


class _Compiled:
    """A rule over codes. Its expression is compiled when a text first has what it needs: most texts need few rules."""

    def __init__(self, expression: str, read: Read, needed: Iterable[str]) -> None:
        self.read = read
        self._expression = expression
        self._needed = [frozenset(codes) for codes in needed]

    def finditer(self, codes: str, present: Set[str]) -> Iterator[re.Match[str]]:
        """Return the matches in codes; ``present`` is the set of them."""
        if any(needed.isdisjoint(present) for needed in self._needed):
            return iter(())
        return self._regex.finditer(codes)

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile(self._expression)


class Grammar:
    """A list of rules, compiled against the lexicon; of two that match the same words the earlier is tried first."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        expanded = [(_expand(rule.pattern), rule.read) for rule in rules]
        literals = {m.group("word") for pattern, _ in expanded for m in _ITEM.finditer(pattern) if m.group("word")}
        self.vocabulary = Vocabulary(literals)
        self._codes_of = cache(self.vocabulary.codes_of)
        self._rules = [_Compiled(self._regex(pattern), read, self._needed(pattern)) for pattern, read in expanded]

    def _needed(self, pattern: str) -> list[str]:
        return ["".join(map(self._codes_of, names)) for names in needs(pattern)]

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
            codes = self._codes_of(name)
            if not codes:
                raise ValueError(f"time grammar: no token is a {name} in: {pattern}")
            return f"({group}[{codes}])" if group else f"[{codes}]"

        return "".join(item(m) for m in _ITEM.finditer(pattern))

    def matches(self, tokens: Tokens) -> Iterator[tuple[Found, Read]]:
        """Yield the matches of all rules by start, the longer and then the earlier rule first."""
        present = set(tokens.codes)
        found = [
            (m.start(), -m.end(), order, m)
            for order, rule in enumerate(self._rules)
            for m in rule.finditer(tokens.codes, present)
        ]
        found.sort(key=lambda entry: entry[:3])
        for _, _, order, match in found:
            yield Found(match, tokens), self._rules[order].read
