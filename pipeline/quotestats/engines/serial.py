"""All the work in this process, one item after another."""

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from quotestats.engines import Failure, Task, attempt, limits

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
            except _TooLong as stopped:
                outcome = Failure(limits.reason(stopped.seconds))
            yield item, outcome


class _TooLong(BaseException):
    """One of the timers of an item has run out."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise _TooLong after so many seconds of processor time, or ``limits.WAITING`` times as many by the clock."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting = limits.WAITING * seconds

    def ring(number: int, frame: FrameType | None) -> None:
        raise _TooLong(seconds if number == signal.SIGPROF else waiting)

    before = {number: signal.signal(number, ring) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, waiting)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
