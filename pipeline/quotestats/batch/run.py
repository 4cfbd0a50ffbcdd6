"""The run of an archive, from sources to tables."""

import json
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from quotestats import __version__
from quotestats.batch import publish, upgrade, work
from quotestats.batch.changes import NAME as CHANGES
from quotestats.batch.changes import Changes
from quotestats.batch.kept import Kept
from quotestats.batch.keys import Key, Keys
from quotestats.batch.lock import locked
from quotestats.batch.plan import RUN, STATE, Plan, Progress, Summary
from quotestats.batch.reading import ChangedError, Reading
from quotestats.batch.review import Review
from quotestats.batch.rows import DamagedError
from quotestats.engines import Engine, Failure, Task
from quotestats.engines.dask import Dask
from quotestats.engines.limits import peak_mb
from quotestats.engines.processes import Processes
from quotestats.engines.serial import Serial
from quotestats.errors import QuotestatsError, SourceError
from quotestats.formats import sources
from quotestats.records import Article


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
        raise QuotestatsError(f"cannot write in {state}: {error}; check permissions and free space") from error
    except OSError as error:
        reason = f"{error.filename or plan.out}: {error.strerror or error}"
        raise QuotestatsError(f"cannot write the outputs: {reason}") from error


def _kept_run(plan: Plan, state: Path, progress: Progress) -> Summary:
    """Run with what earlier runs have kept or, where that is damaged, without."""
    try:
        with Kept(state, fresh=plan.fresh) as kept:
            try:
                return _Run(plan, kept, progress).run(state / "new")
            except ChangedError:
                kept.entries.unname()
                return _Run(plan, kept, progress).run(state / "new")
    except (DamagedError, sqlite3.DatabaseError) as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        progress.say(f"{error}; all articles are done again")
        with Kept(state, fresh=True) as kept:
            return _Run(plan, kept, progress).run(state / "new")


class _Run:
    def __init__(self, plan: Plan, kept: Kept, progress: Progress) -> None:
        self._plan, self._kept, self._progress = plan, kept, progress
        self._keys = Keys(plan.recipe, upgrade.known(kept.published.words))
        self._review = Review(plan.annotations)
        self._counts: Counter[str] = Counter()
        self._steps: Counter[str] = Counter()  # processor seconds
        self._waiting: dict[str, tuple[int, Key]] = {}  # by id: the articles that are being analysed

    def run(self, folder: Path) -> Summary:
        began = time.perf_counter()
        task = Task(make=self._plan.recipe.analyser, limit_s=work.limit_s, size=work.size, proof=work.PROOF)
        if self._kept.published.words is None:
            self._kept.published.keep_words(self._keys.words, upgrade.packed())
        for job, answer in self._engine().map(task, self._pending()):
            number, key = self._waiting.pop(job.article.id)
            if isinstance(answer, Failure):
                self._counts["failed"] += 1
                self._kept.entries.fail(number, answer.reason)
                self._progress.say(f"{job.article.path}: {answer.reason}")
            else:
                self._keep(key, work.outcome(answer))
            self._counts["done"] += 1
            self._step()
        if not self._counts["read"]:
            raise SourceError(f"no articles in {', '.join(self._plan.sources)}: there are no files in it")
        if repeated := self._counts["repeated"]:
            who = "1 article repeats" if repeated == 1 else f"{repeated} articles repeat"
            self._progress.say(f"{who} an earlier one, left out (--dedupe; duplicate_of in articles.csv)")
        analysed = time.perf_counter()
        self._kept.save()
        counts, changed = self._write(folder)
        seconds = {"analysis": analysed - began, "writing": time.perf_counter() - analysed}
        summary = Summary(counts, self._counts["done"], self._counts["reused"], seconds, changed, self._review.states)
        described = self._described(folder, summary)
        (folder / RUN).write_bytes(described.encode("utf-8", "backslashreplace"))  # paths may hold bytes of any kind
        publish.put(folder, self._plan.out, before=publish.files_of(self._plan.out / RUN))
        shutil.rmtree(folder)
        self._kept.published.done(self._keys.made_with)
        self._kept.published.keep_words(self._keys.words, upgrade.packed())
        self._kept.prune()
        return summary

    def _keep(self, key: Key, found: work.Outcome) -> None:
        self._steps.update(json.loads(found.spent or "{}"))
        self._kept.keep(key, found.rows)
        if found.parse:
            self._kept.keep_costly("parses", key.text, self._keys.parse_by, found.parse)
        if found.answers:
            self._kept.keep_costly("answers", key.text, self._keys.answers_by, found.answers)
        if found.findings:
            self._kept.keep_costly("findings", key.content, key.findings, found.findings)

    def _write(self, folder: Path) -> tuple[Counter[str], Counter[str]]:
        """Write the tables, and what changed in them, into an empty folder; return rows and changes counted."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        with (folder / CHANGES).open("w", encoding="utf-8", newline="") as file:
            changes = Changes(self._kept.published, self._keys.made_with, file)
            rows_of = partial(self._review.published, changes=changes)
            formats = self._plan.formats
            counts = publish.write(folder, self._kept.with_rows(), rows_of, formats, keep_text=self._plan.keep_text)
            changes.finish()
        self._review.finish()
        for words in self._review.words():
            self._progress.say(words)
        return counts, changes.counts

    def _engine(self) -> Engine:
        if self._plan.engine == "dask":
            return Dask(self._plan.scheduler)
        return Processes(self._plan.workers) if self._plan.workers else Serial()

    def _pending(self) -> Iterator[work.Job]:
        """Read everything, and yield the articles whose rows are not kept."""
        for entry, key, article in Reading(self._plan, self._kept.entries, self._keys, self._progress):
            self._kept.save_now_and_then()
            self._counts["read"] += 1
            if key is None:
                self._counts["failed" if entry.error else "repeated"] += 1
                self._step()
                continue
            if self._review.wants(entry.id):
                self._review.attach(article())
            if key.earlier:
                self._kept.adopt(entry.id, key.earlier, key)
            if self._kept.has(key.rows):
                self._counts["reused"] += 1
                self._step()
            else:
                self._waiting[entry.id] = entry.number, key
                yield self._job(article(), key)

    def _job(self, article: Article, key: Key) -> work.Job:
        """Return an article to be analysed, with what is kept of the steps."""
        rows, cues = self._kept.besides(article.id, key) or (None, "")
        return work.Job(
            article,
            parse=self._kept.costly("parses", key.text, self._keys.parse_by),
            answers=self._kept.costly("answers", key.text, self._keys.answers_by),
            findings=self._kept.costly("findings", key.content, key.findings),
            cues=key.cues,
            rows=rows,
            rows_cues=cues,
        )

    def _step(self) -> None:
        done = sum(self._counts[name] for name in ("done", "reused", "repeated"))
        read, failed = self._counts["read"], self._counts["failed"]
        self._progress.step(done, read, failed, self._progress.meter.share * (done + failed) / read)

    def _described(self, folder: Path, summary: Summary) -> str:
        described = {
            "version": __version__,
            "settings": dict(self._plan.described),
            "parts": self._keys.parts,
            "fingerprint": self._keys.rows_by,
            "files": sorted([RUN, *(file.name for file in folder.iterdir())]),
            "annotations": dict(self._plan.annotations.files),
            "counts": dict(summary.counts),
            "changes": dict(summary.changes),
            "corrections": self._review.described(),
            "articles_analysed": summary.done,
            "articles_reused": summary.reused,
            "peak_mb": peak_mb(),
            "seconds": {name: round(value, 3) for name, value in summary.seconds.items()},
            "cpu_seconds": {name: round(value, 3) for name, value in self._steps.items()},
        }
        return json.dumps(described, indent=2, ensure_ascii=False) + "\n"
