"""What a run reads: the sources anew or, where nothing that their reading hangs on has changed, as they were read last.

Nothing is believed that is not proven: what was read last is used where every byte of every file is the same, and
every option, the program, its libraries and Python are. Standard input, addresses and other packages' readers are
always read anew.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from quotestats.batch import fingerprint, intake, keys
from quotestats.batch.entered import Entries, Entry
from quotestats.batch.keys import Key, Keys
from quotestats.batch.plan import Plan, Progress, items, unmarked
from quotestats.formats import sources
from quotestats.records import Article, Problem


class ChangedError(Exception):
    """What is read is not what was there a moment ago."""


class Found(NamedTuple):
    """An entry; its key where it is an article that is to have rows; ``article`` reads it."""

    entry: Entry
    key: Key | None
    article: Callable[[], Article]


class Name(NamedTuple):
    """``name``: a hash of all that a reading hangs on; ``stamps``: of when its files were last touched."""

    name: str
    stamps: str


def named(plan: Plan) -> Name | None:
    """Return the name of the reading of a plan's sources; None where what it hangs on cannot be told."""
    tables = intake.tables_of_metadata(plan.metadata, plan.sources)
    read_by = fingerprint.of_reading()
    listed = sources.listing(plan.sources, [plan.out, *tables])
    joined = sources.listing(map(str, tables))
    if not (read_by and listed and joined):
        return None
    options = [plan.reader, sorted(plan.fields.items()), plan.metadata, plan.published, plan.timezone, plan.limit]
    told = json.dumps([read_by, listed.content, joined.content, options, plan.dedupe, plan.keep_text])
    return Name(hashlib.sha256(told.encode()).hexdigest(), listed.stamps + joined.stamps)


class Reading:
    """The entries of a plan's sources, to be iterated once. They are noted, and named, when that has gone through.

    Raises ChangedError where a file that was read last changes while it is looked up.
    """

    def __init__(self, plan: Plan, entries: Entries, keys: Keys, progress: Progress) -> None:
        self._plan, self._entries, self._keys = plan, entries, keys
        self._say, self._meter = progress.say, progress.meter

    def __iter__(self) -> Iterator[Found]:
        """Yield an entry for everything that the sources hold, in their order."""
        name = named(self._plan)
        if name and name.name == self._entries.reading and not self._keys.upgrades:
            yield from self._again()
            self._entries.complete(name.name, self._keys.marks)
            return
        yield from self._anew()
        same = name is not None and name == named(self._plan)
        self._entries.complete(name.name if name and same else "", self._keys.marks)

    def _anew(self) -> Iterator[Found]:
        self._entries.begin()
        for item in items(self._plan, self._entries.place, self._tell, meter=self._meter):
            about = json.dumps(intake.about(item), ensure_ascii=False)
            if isinstance(item, Problem):
                self._tell(f"{item.path}: {item.error}")
                yield self._entered(Entry(0, item.id, item.path, None, item.error, about), None, item)
                continue
            if item.warning:
                self._tell(f"{item.path}: warning: {item.warning}")
            if self._plan.dedupe and item.duplicate_of:
                repeated = Entry(0, item.id, item.path, None, "", about, text=self._text(item))
                yield self._entered(repeated, None, item)
                continue
            key = self._keys.of(item)
            entry = Entry(0, item.id, item.path, key.rows, "", about, self._text(item), key.content, key.text)
            touched = json.dumps(key.touched, ensure_ascii=False) if key.touched else ""
            yield self._entered(_of(entry, key)._replace(touched=touched), key, item)

    def _tell(self, words: str) -> None:
        self._entries.say(words)
        self._say(words)

    def _text(self, article: Article) -> bytes | None:
        return zlib.compress(article.text.encode(), 1) if self._plan.keep_text else None

    def _entered(self, entry: Entry, key: Key | None, item: Article | Problem) -> Found:
        number = self._entries.enter(entry)
        return Found(entry._replace(number=number), key, partial(_article, item))

    def _again(self) -> Iterator[Found]:
        """Yield the entries of the last reading, with the keys that they have now."""
        for words in self._entries.said:
            self._say(words)
        texts = _Texts(self._plan)
        recalled = self._keys.recalled(self._entries.tested)
        for entry in self._entries:
            article = partial(texts.of, entry)
            if entry.key is None or entry.content is None or entry.parsed is None:
                yield Found(entry, None, article)
                continue
            key = recalled.key(entry.content, entry.parsed, json.loads(entry.held or "[]"), article)
            now = _of(entry, key)
            if now != entry:
                self._entries.renew(now)
            yield Found(now, key, article)


class _Texts:
    """The articles of a reading that was noted, looked up in its order."""

    def __init__(self, plan: Plan) -> None:
        self._items = enumerate(unmarked(plan, lambda name: None, lambda words: None), 1)
        self._last: tuple[int, Article | Problem | None] = 0, None

    def of(self, entry: Entry) -> Article:
        while self._last[0] < entry.number:
            self._last = next(self._items, (entry.number, None))
        article = self._last[1]
        if not isinstance(article, Article) or keys.content(article) != entry.content:
            raise ChangedError(entry.path)
        return article


def _of(entry: Entry, key: Key) -> Entry:
    """Return the entry as its key has it."""
    uses = json.dumps(keys.described(key.uses), ensure_ascii=False) if key.uses else ""
    held = json.dumps([use.mark for use in key.uses]) if key.uses else ""
    return entry._replace(key=key.rows, uses=uses, held=held)


def _article(item: Article | Problem) -> Article:
    if isinstance(item, Problem):
        raise TypeError("a problem is no article")
    return item
