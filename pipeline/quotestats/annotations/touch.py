"""Which rows of word lists can touch an article: those of which some name, unit or cue stands in its text.

The rows are a person's own, or shipped ones that another version of the program has otherwise. Told from the text
alone, before and without any analysis, and never too narrowly: a row that is not named for an article cannot change
its rows. So the rows kept for an article depend on the article and on what touches it.
"""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from copy import copy
from functools import cache
from typing import NamedTuple

from quotestats import lexicon
from quotestats.actors import national
from quotestats.actors.names import bare, keys, spellings, split_title, surname
from quotestats.actors.truecase import is_shouted
from quotestats.annotations.sieve import Sieve, Wanted
from quotestats.lexicon import Row
from quotestats.lexicon.overlay import TABLES, Overlay
from quotestats.paragraphs import unwrap
from quotestats.records import Article

Words = frozenset[str]

_LINES = re.compile("[\r\n\u2028\u2029]+")
_PART = re.compile(r"\w+|[^\w\s]")
_EVERYWHERE = frozenset({"government", "place"})  # "the government", "the French": not their names but a country's
_SIEVED = 30  # rows, up to which a quick look at a text is worth it
_GOVERNS = "government"  # the kind of a shipped alias that makes its actor the government of its country


class Use(NamedTuple):
    """A row that can touch an article: its table, the file and what it is called there, and the row's whole content.

    ``mark`` names the row and the words by which it touches: rows with one mark touch the same articles.
    """

    table: str
    label: str
    row: str
    mark: str = ""

    @property
    def digest(self) -> str:
        """A short hash of the row's content."""
        return hashlib.sha256(self.row.encode()).hexdigest()[:8]


class _Need(NamedTuple):
    """What of a row must stand in a text: all words of one of the ``words``, all ``parts`` anywhere, or the ``stem``.

    Where ``capitals`` is not empty the words must stand as they are written there. ``always``: nothing need.
    """

    always: bool = False
    words: tuple[Words, ...] = ()
    capitals: Words = frozenset()
    parts: Words = frozenset()
    stem: str = ""


class Touch:
    """The rows of an overlay, found by the words of a text; ``shipped``: they are of the shipped tables."""

    def __init__(self, overlay: Overlay, *, shipped: bool = False) -> None:
        names = _Names(overlay, shipped=shipped)
        self._needs: dict[Use, _Need] = {}  # in the order of the files
        repeated: Counter[tuple[str, _Need]] = Counter()
        for table in TABLES:
            for row in overlay.table(table):
                written, need = json.dumps([table, *row.values()], ensure_ascii=False), _need(table, row, names)
                repeated[written, need] += 1
                mark = _mark(written, need, repeated[written, need])
                self._needs[Use(table, label(table, row, shipped=shipped), written, mark)] = need
        self._look_up()

    def _look_up(self) -> None:
        """Make what texts are looked up in."""
        self._order = {use.mark: number for number, use in enumerate(self._needs)}
        self._uses = list(self._needs)
        needs = list(enumerate(self._needs.values()))
        self._always = {number for number, need in needs if need.always}
        self._capitals = {number: need.capitals for number, need in needs if need.capitals}
        self._parts = [(number, need.parts) for number, need in needs if need.parts]
        self._stems = [(number, need.stem) for number, need in needs if need.stem]
        self._by_word = _indexed([(number, words) for number, need in needs for words in need.words])
        self._sieve = Sieve(Wanted(need.words, need.stem) for _, need in needs) if len(needs) <= _SIEVED else None

    def __bool__(self) -> bool:
        """Whether there are any rows."""
        return bool(self._uses)

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of the rows."""
        return tuple(self._order)

    def besides(self, tested: Container[str]) -> "Touch":
        """Return those of the rows whose marks are not among the tested ones."""
        found = copy(self)
        found._needs = {use: need for use, need in self._needs.items() if use.mark not in tested}
        found._look_up()
        return found

    def named(self, marks: Iterable[str]) -> tuple[Use, ...]:
        """Return the rows with these marks, in the order of the files."""
        return tuple(self._uses[number] for number in sorted(self._order[one] for one in marks if one in self._order))

    def uses(self, article: Article) -> tuple[Use, ...]:
        """Return the rows that can touch the article, in the order of the files."""
        if not self._uses:
            return ()
        text = "\n".join((article.text, article.title, article.outlet, article.author))
        touched = set(self._always)
        if self._sieve is None or self._sieve.passes(text):
            touched |= self._by_words(article, text)
        lowered = text.casefold() if self._parts else ""
        touched.update(number for number, parts in self._parts if all(part in lowered for part in parts))
        return tuple(self._uses[number] for number in sorted(touched))

    def _by_words(self, article: Article, text: str) -> set[int]:
        """Return the rows of which words stand in a text."""
        touched: set[int] = set()
        written = spellings(text)
        present = {word.casefold() for word in written}
        for word in self._by_word.keys() & present:
            touched.update(number for number, needed in self._by_word[word] if needed <= present)
        other = {number for number in touched & self._capitals.keys() if not self._capitals[number] <= written}
        if other and not any(map(is_shouted, _LINES.split(unwrap(article.text)))):
            touched -= other  # in lines of capitals case is restored by a guess
        joined = " ".join(["", *present]) if self._stems else ""
        touched.update(number for number, stem in self._stems if f" {stem}" in joined)
        return touched


def _need(table: str, row: Row, names: "_Names") -> _Need:
    """Return what of a row must stand in a text."""
    if table == "units":
        return _Need(parts=frozenset(_PART.findall(row["surface"].casefold())))
    if table == "cues":
        stem, irregular = forms_of(row["lemma"].casefold())
        return _Need(words=_told(frozenset({form}) for form in irregular), stem=stem)
    if row.get("kind") == _GOVERNS:
        return _Need(always=True)
    if table == "aliases":
        as_written = frozenset(keys(bare(row["alias"]) or row["alias"])) if names.as_written(row) else frozenset()
        return _Need(words=_told(_alias(row, names)), capitals=as_written)
    if names.everywhere(row["actor_id"]):
        return _Need(always=True)
    return _Need(words=_told(names.of(row["actor_id"])))


def _told(alternatives: Iterable[Words]) -> tuple[Words, ...]:
    """Return the alternatives that have words, in an order of their own."""
    return tuple(sorted({frozenset(words) for words in alternatives if words}, key=sorted))


def _mark(row: str, need: _Need, repeated: int) -> str:
    told = [need.always, *map(sorted, (*need.words, need.capitals, need.parts)), need.stem]
    return hashlib.sha256(json.dumps([row, repeated, *told]).encode()).hexdigest()[:16]


def label(table: str, row: Row, *, shipped: bool = False) -> str:
    """Return what a row is called in words: the file that it stands in, and its first cell."""
    return f"{table}.{'tsv' if shipped else 'csv'}: {row[TABLES[table].needed[0]]}"


def _indexed(named: list[tuple[int, Words]]) -> dict[str, list[tuple[int, Words]]]:
    """Return the alternatives by the rarest of their words."""
    counts = Counter(word for _, needed in named for word in needed)
    index: dict[str, list[tuple[int, Words]]] = defaultdict(list)
    for number, needed in named:
        index[min(needed, key=lambda word: (counts[word], word))].append((number, needed))
    return index


class _Names:
    """The words by which an article can come to an actor: names, surname, id, and the offices held."""

    def __init__(self, overlay: Overlay, *, shipped: bool) -> None:
        self._all = shipped
        self._shipped = {row["actor_id"]: row for row in lexicon.table("actors")} if overlay else {}
        self._types = {
            actor_id: {row["type"] for row in (self._shipped.get(actor_id), own) if row}
            for own in overlay.actors
            if (actor_id := own["actor_id"])
        }
        self._names: dict[str, set[Words]] = defaultdict(set)
        wanted = {row["actor_id"] for row in (*overlay.actors, *overlay.aliases, *overlay.offices)}
        for row in self._rows("actors", overlay, wanted):
            name = row["name"]
            self._names[row["actor_id"]] |= {_key(name), _key(surname(split_title(name)[1]))}
        shipped_aliases = (row for row in lexicon.table("aliases") if wanted and row["actor_id"] in wanted)
        named = [*self._rows("actors", overlay, wanted), *shipped_aliases]
        self._long = {row["actor_id"] for row in named if len(keys(row.get("alias") or row["name"])) > 1}
        for row in self._rows("aliases", overlay, wanted):
            self._names[row["actor_id"]].add(_key(row["alias"]))
        for row in self._rows("offices", overlay, wanted):
            self._names[row["actor_id"]].update(_office(row["office"].casefold()))
        for actor_id in wanted:
            self._names[actor_id].add(_key(actor_id.replace("-", " ")))

    def of(self, actor_id: str) -> Iterable[Words]:
        """Return the alternatives, each a set of words that all stand in the text."""
        return self._names[actor_id]

    def person(self, actor_id: str) -> bool:
        """Tell whether an actor is, or by a row of the overlay becomes, a person."""
        shipped = self._shipped.get(actor_id)
        return "person" in self._types.get(actor_id, set()) or bool(shipped and shipped["type"] == "person")

    def first_long(self, row: Row) -> bool:
        """Tell whether an alias is of several words where all names of its actor but a person's aliases are single."""
        return len(keys(row["alias"])) > 1 and row["actor_id"] not in self._long

    def as_written(self, row: Row) -> bool:
        """Tell whether an alias means its actor only with the capitals it has: a body's, no person's or ministry's."""
        body = next(_national(row["alias"]), None)
        return not (self._all or self.person(row["actor_id"]) or body or self.first_long(row))

    def everywhere(self, actor_id: str) -> bool:
        """Tell whether a row is, or overrides, that of a shipped state or government, which no name need call."""
        known = self._all or actor_id in self._shipped
        return known and bool(self._types.get(actor_id, set()) & _EVERYWHERE)

    @staticmethod
    def _rows(name: str, overlay: Overlay, wanted: set[str]) -> Iterator[Row]:
        if wanted:
            yield from (row for row in (*lexicon.table(name), *overlay.table(name)) if row["actor_id"] in wanted)


def _key(name: str) -> Words:
    return frozenset(word.casefold() for word in keys(name))


def _alias(row: Row, names: "_Names") -> Iterator[Words]:
    """Yield the words of an alias, and each one of them beside any other name of its actor.

    A person who is named in the article may be called by a part of any name from there on. "The Foreign Ministry" may
    be what an alias calls "Iranian foreign ministry". An acronym is told from others by whether its actor has a long
    name.
    """
    whole = _key(bare(row["alias"]) or row["alias"])
    yield whole
    yield from _national(row["alias"])
    if names.first_long(row):
        yield from names.of(row["actor_id"])
    if names.person(row["actor_id"]):
        yield from (frozenset({word}) | name for word in whole if word.isalnum() for name in names.of(row["actor_id"]))


def _national(alias: str) -> Iterator[Words]:
    """Yield the words of all names of a body that every state has, where an alias ends with one."""
    spelled = keys(alias)
    found = next((body for at in range(len(spelled)) if (body := national.named(spelled[at:]))), None)
    if found:
        yield from (frozenset(words) for words, body in national.bodies().items() if body.suffix == found.suffix)


def _office(office: str) -> Iterator[Words]:
    """Yield the words of an office and of every role word that stands for it."""
    yield _key(office)
    yield from (_key(row["role"]) for row in lexicon.table("roles") if row["office"].casefold() == office)


def forms_of(lemma: str) -> tuple[str, tuple[str, ...]]:
    """Return what the regular forms of a word begin with ("whine": "whin", "deny": "den"), and its other forms."""
    short = len(lemma) > 2 and (lemma[-1] == "e" or (lemma[-1] == "y" and lemma[-2] not in "aeiou"))
    return (lemma[:-1] if short else lemma), _irregular().get(lemma, ())


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    forms: dict[str, list[str]] = defaultdict(list)
    for row in lexicon.table("irregular_forms"):
        forms[row["lemma"]].append(row["form"])
    return {lemma: tuple(found) for lemma, found in forms.items()}
