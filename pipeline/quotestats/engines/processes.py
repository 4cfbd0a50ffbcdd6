"""The work shared among processes of this machine.

Each worker is a fresh interpreter that gets a batch of items and answers item by item, so that it is known which item
a worker was at when it died. That item is tried again, in case something else killed the worker; a third death is its
own doing, and it is named. A worker over its time for an item ends, and the item is named at once (see ``limits``).

Where workers die before any item is done, the next ones prove first that they can work at all: the machine may have
too little memory for the models, of which no item is guilty.
"""

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Generic, TypeVar

from quotestats.engines import EngineError, Failure, Task, attempt, limits
from quotestats.errors import QuotestatsError

T = TypeVar("T")

_ATTEMPTS = 3
_BATCH_ITEMS, _BATCH_SIZE = 4, 20_000
_START_LIMIT_S = 300.0
_READY = "ready"


class Processes:
    """Work in so many processes."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def map(self, task: Task[T], items: Iterable[T]) -> Iterator[tuple[T, bytes | Failure]]:
        """Yield each item with what it gave, in the order in which they are done."""
        crew = _Crew(task, items, self._workers)
        try:
            yield from crew.outcomes()
        finally:
            crew.stop()


@dataclass(slots=True, eq=False)
class _Worker(Generic[T]):
    process: SpawnProcess
    pipe: Connection
    proves: bool
    ready: bool = False
    items: deque[T] = field(default_factory=deque)
    since: float = field(default_factory=time.monotonic)


class _Crew(Generic[T]):
    def __init__(self, task: Task[T], items: Iterable[T], workers: int) -> None:
        self._task, self._items, self._wanted = task, iter(items), workers
        self._again: deque[T] = deque()
        self._deaths: dict[int, int] = {}  # by identity of the item, which self._again keeps alive
        self._failed_starts = 0
        self._doubt = False  # whether a worker died before any item was done: may they work at all?
        self._proven = False  # whether one did anything
        self._crew: list[_Worker[T]] = []
        self._exhausted = False

    def outcomes(self) -> Iterator[tuple[T, bytes | Failure]]:
        """Yield what the workers answer until all items are done."""
        batch = self._batch()
        while batch or any(worker.items for worker in self._crew):
            batch = self._hand_out(batch)
            ready = wait([worker.pipe for worker in self._crew], timeout=self._patience())
            for worker in [worker for worker in self._crew if worker.pipe in ready]:
                yield from self._hear(worker)
            yield from self._overdue()
            batch = batch or self._batch()

    def stop(self) -> None:
        """End all workers at once."""
        for worker in self._crew:
            worker.process.kill()
        for worker in self._crew:
            worker.process.join()
            worker.pipe.close()
        self._crew = []

    def _batch(self) -> list[T]:
        """Return the next items to hand out, those to be tried again first and alone."""
        if self._again:
            return [self._again.popleft()]
        batch: list[T] = []
        size = 0
        while not self._exhausted and len(batch) < _BATCH_ITEMS and size < _BATCH_SIZE:
            try:
                batch.append(next(self._items))
            except StopIteration:
                self._exhausted = True
            else:
                size += self._task.size(batch[-1])
        return batch

    def _hand_out(self, batch: list[T]) -> list[T]:
        """Give batches to those who have none, start workers while some are lacking; return what is left."""
        while batch:
            idle = next((worker for worker in self._crew if not worker.items), None)
            if idle is None and len(self._crew) < self._wanted:
                idle = self._start()
                self._crew.append(idle)
            if idle is None:
                return batch
            idle.items.extend(batch)
            idle.since = time.monotonic()
            with suppress(OSError):  # it is dead, which its pipe will tell
                idle.pipe.send(batch)
            batch = self._batch()
        return batch

    def _start(self) -> _Worker[T]:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        proves = self._doubt and not self._proven
        process = context.Process(target=_work, args=(self._task, theirs), kwargs={"prove": proves}, daemon=True)
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent answers it
        try:
            process.start()
        finally:
            signal.signal(signal.SIGINT, before)
        theirs.close()
        return _Worker(process, ours, proves)

    def _hear(self, worker: _Worker[T]) -> Iterator[tuple[T, bytes | Failure]]:
        """Yield the answer of a worker, or find out what it died of."""
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._dead(worker)
            return
        worker.since = time.monotonic()
        if answer == _READY:
            worker.ready, self._failed_starts = True, 0
            self._proven = self._proven or worker.proves
        elif isinstance(answer, EngineError):
            raise answer
        else:
            item = worker.items.popleft()
            self._deaths.pop(id(item), None)
            self._proven = True
            yield item, answer

    def _dead(self, worker: _Worker[T]) -> Iterator[tuple[T, bytes | Failure]]:
        self._dismiss(worker)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _ATTEMPTS * self._wanted:
                raise EngineError("the workers end before they are ready: too little memory? Try --workers 1")
        elif worker.items:
            culprit = worker.items[0]
            self._doubt = True
            deaths = self._deaths[id(culprit)] = self._deaths.get(id(culprit), 0) + 1
            if limits.is_overrun(worker.process.exitcode):
                worker.items.popleft()
                yield culprit, Failure(limits.reason(self._task.limit_s(culprit)))
            elif deaths >= _ATTEMPTS:
                worker.items.popleft()
                yield culprit, Failure(f"{deaths} workers died of it (exit code {worker.process.exitcode})")
        self._again.extendleft(reversed(worker.items))
        worker.items.clear()

    def _overdue(self) -> Iterator[tuple[T, bytes | Failure]]:
        now = time.monotonic()
        for worker in list(self._crew):
            if worker.items and now - worker.since > self._limit(worker):
                self._dismiss(worker)
                if not worker.ready:
                    raise EngineError(f"a worker was not ready after {_START_LIMIT_S:.0f} s: use fewer --workers")
                item = worker.items.popleft()
                yield item, Failure(limits.reason(self._limit_of(item)))
                self._again.extendleft(reversed(worker.items))
                worker.items.clear()

    def _limit(self, worker: _Worker[T]) -> float:
        return self._limit_of(worker.items[0]) if worker.ready else _START_LIMIT_S

    def _limit_of(self, item: T) -> float:
        """Return how many seconds by the clock an item may take."""
        return limits.WAITING * self._task.limit_s(item)

    def _patience(self) -> float:
        now = time.monotonic()
        left = [self._limit(worker) - (now - worker.since) for worker in self._crew if worker.items]
        return max(0.05, min([*left, 60.0]))

    def _dismiss(self, worker: _Worker[T]) -> None:
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._crew.remove(worker)


def _work(task: Task[T], pipe: Connection, *, prove: bool) -> None:
    """Answer batches until the parent closes the pipe or dies; where it is to ``prove`` itself, after the proof."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        try:
            function = task.make()
            if prove:
                attempt(function, task.proof, task.size(task.proof))
        except MemoryError:
            pipe.send(EngineError("not enough memory for the models; use fewer workers"))
            return
        except QuotestatsError as error:
            pipe.send(EngineError(str(error)))  # its own class may not be pickled
            return
        pipe.send(_READY)
        while True:
            for item in pipe.recv():
                try:
                    with limits.deadly(task.limit_s(item)):
                        answer: bytes | Failure = attempt(function, item, task.size(item))
                except EngineError as error:
                    pipe.send(error)
                    return
                pipe.send(answer)
    except (EOFError, OSError):
        return  # the parent is gone or has no more work
