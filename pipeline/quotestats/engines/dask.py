"""The work spread over a Dask cluster that is there already: by Slurm, Kubernetes, SSH, or on this machine.

Each of its workers needs this program in the same version. Needs distributed, the extra ``dask``. A worker that dies is
the cluster's to replace; the items it was at are tried again one by one, and one that keeps killing workers is named.
A worker over its time for an item ends itself, where a nanny replaces it.
"""

import pickle
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, nullcontext
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from quotestats.engines import EngineError, Failure, Function, Task, attempt, limits
from quotestats.errors import MissingExtraError

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")

_BATCH_ITEMS, _BATCH_SIZE = 16, 80_000
_AHEAD = 2  # batches for each worker: one in work, one on the way
_CONNECT_S = "30s"
_ONE_AT_A_TIME = threading.Lock()  # a model is no thing for several threads of a worker


class Dask:
    """Work on the cluster of the scheduler at an address: ``tcp://10.0.0.7:8786``, or a scheduler file."""

    def __init__(self, scheduler: str) -> None:
        self._scheduler = scheduler

    def map(self, task: Task[T], items: Iterable[T]) -> Iterator[tuple[T, bytes | Failure]]:
        """Yield each item with what it gave, in the order in which they are done."""
        with closing(self._client()) as client:
            yield from _outcomes(client, task, items)

    def _client(self) -> "Client":
        try:
            from distributed import Client
        except ImportError as error:
            raise MissingExtraError("distributed", "dask", "--engine dask") from error
        is_file = self._scheduler.endswith(".json")
        place = {"scheduler_file" if is_file else "address": self._scheduler}
        try:
            return Client(**place, timeout=_CONNECT_S, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            reason = f"{error}".splitlines()[0] if f"{error}" else type(error).__name__
            raise EngineError(f"no Dask scheduler at {self._scheduler}: {reason}; start one") from error


def _outcomes(client: "Client", task: Task[T], items: Iterable[T]) -> Iterator[tuple[T, bytes | Failure]]:
    from distributed import KilledWorker, as_completed

    batches, running = _batches(task, items), dict[object, tuple[list[T], bool]]()
    done: Any = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]  # Any: distributed types little
    again: list[T] = []

    def send(batch: list[T], *, alone: bool = False) -> None:
        future = client.submit(_answers, task, batch, pure=False)
        running[future.key] = batch, alone
        done.add(future)

    def submit() -> None:
        if again:  # Dask blames all that a dead worker held, so each of it is tried again with nothing beside it
            if not running:
                send([again.pop(0)], alone=True)
            return
        workers: Any = client.nthreads()  # type: ignore[no-untyped-call]  # Any: as above
        for batch in islice(batches, max(0, _AHEAD * max(1, len(workers)) - len(running))):
            send(batch)

    submit()
    for future in done:
        batch, alone = running.pop(future.key)
        try:
            answers = future.result()
        except KilledWorker as error:
            limit = f"or of its taking longer than {task.limit_s(batch[0]):.0f} s"
            answers = [Failure(f"{error.allowed_failures + 1} workers died of it, {limit}")] if alone else []
            again += [] if alone else batch
        yield from zip(batch, answers, strict=False)
        submit()


def _batches(task: Task[T], items: Iterable[T]) -> Iterator[list[T]]:
    batch: list[T] = []
    size = 0
    for item in items:
        batch.append(item)
        size += task.size(item)
        if len(batch) >= _BATCH_ITEMS or size >= _BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _answers(task: Task[T], batch: list[T]) -> list[bytes | Failure]:
    """Return what each item gives, in a worker."""
    with _ONE_AT_A_TIME:
        function: Function[T] = _made(pickle.dumps(task.make))
        return [_answer(task, function, item) for item in batch]


def _answer(task: Task[T], function: Function[T], item: T) -> bytes | Failure:
    from distributed import get_worker

    limit = task.limit_s(item)
    replaced = get_worker().nanny is not None
    with limits.deadly(limit, limits.WAITING * limit) if replaced else nullcontext():
        return attempt(function, item, task.size(item))


@lru_cache(maxsize=1)
def _made(make: bytes) -> Function[Any]:
    """Return the function of a task, made once in each worker: models take seconds to load. Any: its items."""
    maker: Callable[[], Function[Any]] = pickle.loads(make)
    return maker()
