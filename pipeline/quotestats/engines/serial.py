"""All the work in this process, one item after another."""

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from quotestats.engines import Failure, Task, attempt

T = TypeVar("T")


class Serial:
    """Work in this process. An item that takes too long is stopped where the platform has timers (not on Windows)."""

    def map(self, task: Task[T], items: Iterable[T]) -> Iterator[tuple[T, bytes | Failure]]:
        """Yield each item with what it gave, in order; nothing is loaded before the first item comes."""
        function = None
        for item in items:
            function = function or task.make()
            limit = task.limit_s(item)
            try:
                with _alarm(limit):
                    outcome = attempt(function, item, task.size(item))
            except _TooLong:
                outcome = Failure(f"took longer than {limit:.0f} s")
            yield item, outcome


class _TooLong(BaseException):
    """The timer of an item has run out."""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
