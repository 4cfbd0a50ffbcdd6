"""All the work in this process, one item after another."""

from collections.abc import Iterable, Iterator
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
                with limits.alarm(limit, limits.WAITING * limit):
                    outcome = attempt(function, item, task.size(item))
            except limits.TooLongError as stopped:
                outcome = Failure(limits.reason(stopped.seconds))
            yield item, outcome
