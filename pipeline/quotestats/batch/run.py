"""The run of an archive, from sources to tables."""

import json
import shutil
import sqlite3
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from quotestats import __version__
from quotestats.annotations import Annotations
from quotestats.annotations.touch import Touch
from quotestats.batch import fingerprint, intake, publish, work
from quotestats.batch.changes import NAME as CHANGES
from quotestats.batch.changes import Changes
from quotestats.batch.kept import DamagedError, Entry, Kept
from quotestats.batch.lock import locked
from quotestats.batch.review import Review
from quotestats.engines import Engine, Failure, Task
from quotestats.engines.processes import Processes
from quotestats.engines.serial import Serial
from quotestats.errors import QuotestatsError, SourceError
from quotestats.formats import sources
from quotestats.formats.readers import Options
from quotestats.records import Article, Problem

_NO_ANNOTATIONS = Annotations()
STATE = ".quotestats"
RUN = "run.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run. ``formats`` are those to write besides CSV; ``described`` goes into run.json as the settings.

    ``workers`` are processes of their own: an article that kills one costs only itself. 0 works in this process.
    """

    sources: Sequence[str]
    out: Path
    recipe: work.Recipe
    annotations: Annotations = _NO_ANNOTATIONS
    workers: int = 0
    reader: str = "auto"
    formats: Sequence[str] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    metadata: str = ""
    published: str = ""
    timezone: str = ""
    limit: int = 0
    keep_text: bool = False
    fresh: bool = False
    described: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run: rows by table, articles by status, how many were analysed anew, seconds by stage.

    ``changes`` counts rows added, changed and removed against the run before, ``corrections`` those in each state.
    """

    counts: Mapping[str, int]
    done: int
    reused: int
    seconds: Mapping[str, float]
    changes: Mapping[str, int] = field(default_factory=dict)
    corrections: Mapping[str, int] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every source and article could be read."""
        return not self.counts["failed"]


@dataclass(slots=True)
class Progress:
    """What a run tells while it goes on: ``say`` gets words, ``step`` the number of articles done and read."""

    say: Callable[[str], None] = lambda words: None
    step: Callable[[int, int], None] = lambda done, read: None


def run(plan: Plan, progress: Progress | None = None) -> Summary:
    """Run the plan and return what came of it. All tables are in place when it returns, or all as they were before.

    Raises QuotestatsError when nothing can be run; a source or article that cannot be read is a row of articles.csv.
    """
    sources.missing(plan.sources)  # before a folder is made for nothing
    state = plan.out / STATE
    try:
        state.mkdir(parents=True, exist_ok=True)
        with locked(state):
            return _kept_run(plan, state, progress or Progress())
    except sqlite3.OperationalError as error:
        raise QuotestatsError(f"cannot write in {state}: {error}") from error
    except OSError as error:
        reason = f"{error.filename or plan.out}: {error.strerror or error}"
        raise QuotestatsError(f"cannot write the outputs: {reason}") from error


def _kept_run(plan: Plan, state: Path, progress: Progress) -> Summary:
    """Run with what earlier runs have kept or, where that is damaged, without."""
    try:
        with Kept(state, fresh=plan.fresh) as kept:
            return _Run(plan, kept, progress).run(state / "new")
    except (DamagedError, sqlite3.DatabaseError) as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        progress.say(f"{error}; all articles are done again")
        with Kept(state, fresh=True) as kept:
            return _Run(plan, kept, progress).run(state / "new")


def _files_of(file: Path) -> list[str]:
    """Return the names of the files that the run before has written, from its run.json."""
    try:
        return [str(name) for name in json.loads(file.read_text(encoding="utf-8"))["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def items(plan: Plan, place_of: Callable[[str], str | None], say: Callable[[str], None]) -> Iterator[Article | Problem]:
    """Yield what the plan's sources hold, as it is to be analysed; ``place_of`` tells where an id was read before."""
    options = Options(fields=plan.fields, zone=ZoneInfo(plan.timezone) if plan.timezone else None, say=say)
    tables = intake.tables_of_metadata(plan.metadata, plan.sources)
    joined = intake.metadata(tables, options)
    read = intake.read(plan.sources, name=plan.reader, options=options, skip=[plan.out, *tables])
    found = intake.prepared(read, joined=joined, published=plan.published, place_of=place_of)
    yield from islice(found, plan.limit) if plan.limit else found
    if joined.unmet and not plan.limit:
        more = f" and {len(joined.unmet) - 1} more" if len(joined.unmet) > 1 else ""
        say(f'{joined.file}: no article has the id "{joined.unmet[0]}"{more}')


def made_with(recipe: work.Recipe, parts: Mapping[str, str]) -> dict[str, str]:
    """Return all that can change the rows of an article besides the article and a person's own rows."""
    return {**parts, "model": recipe.model, "attribution": recipe.attribution, "scope": recipe.scope}


class _Run:
    def __init__(self, plan: Plan, kept: Kept, progress: Progress) -> None:
        self._plan, self._kept, self._progress = plan, kept, progress
        self._parts = fingerprint.parts(plan.recipe.model)
        self._made_with = made_with(plan.recipe, self._parts)
        self._fingerprint = fingerprint.joined(self._made_with)
        self._touch = Touch(plan.recipe.overlay)
        self._review = Review(plan.annotations)
        self._counts: Counter[str] = Counter()
        self._numbers: dict[bytes, int] = {}

    def run(self, folder: Path) -> Summary:
        began = time.perf_counter()
        task = Task(make=self._plan.recipe.analyser, limit_s=work.limit_s, size=work.size)
        for (article, _), outcome in self._engine().map(task, self._pending()):
            content = work.content(article)
            key = work.key(content, self._fingerprint, self._touch.uses(article))
            number = self._numbers.pop(key)
            if isinstance(outcome, Failure):
                self._kept.fail(number, outcome.reason)
                self._progress.say(f"{article.path}: {outcome.reason}")
            else:
                rows, analysis = work.parts(outcome)
                self._kept.keep(key, rows)
                if analysis:
                    self._kept.keep_analysis(content, self._fingerprint, analysis)
            self._counts["done"] += 1
            self._step()
        if not self._counts["read"]:
            raise SourceError(f"no articles in {', '.join(self._plan.sources)}: there are no files in it")
        analysed = time.perf_counter()
        self._kept.save()
        counts, changed = self._write(folder)
        seconds = {"analysis": analysed - began, "writing": time.perf_counter() - analysed}
        summary = Summary(counts, self._counts["done"], self._counts["reused"], seconds, changed, self._review.states)
        described = self._described(folder, summary)
        (folder / RUN).write_bytes(described.encode("utf-8", "backslashreplace"))  # paths may hold bytes of any kind
        publish.put(folder, self._plan.out, before=_files_of(self._plan.out / RUN))
        shutil.rmtree(folder)
        self._kept.published.done(self._made_with)
        self._kept.prune()
        return summary

    def _write(self, folder: Path) -> tuple[Counter[str], Counter[str]]:
        """Write the tables, and what changed in them, into an empty folder; return rows and changes counted."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        with (folder / CHANGES).open("w", encoding="utf-8", newline="") as file:
            changes = Changes(self._kept.published, self._made_with, file)
            rows_of = partial(self._review.rows, changes=changes)
            formats = self._plan.formats
            counts = publish.write(folder, self._kept.entries(), rows_of, formats, keep_text=self._plan.keep_text)
            changes.finish()
        self._review.finish()
        for words in self._review.words():
            self._progress.say(words)
        return counts, changes.counts

    def _engine(self) -> Engine:
        return Processes(self._plan.workers) if self._plan.workers else Serial()

    def _pending(self) -> Iterator[work.Job]:
        """Enter everything that is read, and yield the articles whose rows are not kept."""
        for item in items(self._plan, self._kept.place, self._progress.say):
            self._counts["read"] += 1
            about = json.dumps(intake.about(item), ensure_ascii=False)
            if isinstance(item, Problem):
                self._kept.enter(Entry(0, item.id, item.path, None, item.error, about))
                self._progress.say(f"{item.path}: {item.error}")
                continue
            if item.warning:
                self._progress.say(f"{item.path}: warning: {item.warning}")
            key, entry = self._entry(item, about)
            number = self._kept.enter(entry)
            self._review.attach(item)
            if self._kept.has(key):
                self._counts["reused"] += 1
                self._step()
            else:
                self._numbers[key] = number
                yield work.Job(item, self._kept.analysis(entry.content or b"", self._fingerprint))

    def _entry(self, article: Article, about: str) -> tuple[bytes, Entry]:
        content, uses = work.content(article), self._touch.uses(article)
        key = work.key(content, self._fingerprint, uses)
        text = zlib.compress(article.text.encode(), 1) if self._plan.keep_text else None
        named = json.dumps({use.label: use.digest for use in uses}, ensure_ascii=False) if uses else ""
        return key, Entry(0, article.id, article.path, key, "", about, text, content, named)

    def _step(self) -> None:
        self._progress.step(self._counts["done"] + self._counts["reused"], self._counts["read"])

    def _described(self, folder: Path, summary: Summary) -> str:
        described = {
            "version": __version__,
            "settings": dict(self._plan.described),
            "parts": self._parts,
            "fingerprint": self._fingerprint,
            "files": sorted([RUN, *(file.name for file in folder.iterdir())]),
            "annotations": self._plan.annotations.digest,
            "counts": dict(summary.counts),
            "changes": dict(summary.changes),
            "corrections": self._review.described(),
            "articles_analysed": summary.done,
            "articles_reused": summary.reused,
            "seconds": {name: round(value, 3) for name, value in summary.seconds.items()},
        }
        return json.dumps(described, indent=2, ensure_ascii=False) + "\n"
