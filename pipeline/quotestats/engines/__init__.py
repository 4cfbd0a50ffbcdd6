"""Apply one function to many items, in this process or in several. Knows nothing of language or of files."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from quotestats.errors import QuotestatsError

T = TypeVar("T")
Function = Callable[[T], bytes]


class EngineError(QuotestatsError):
    """The work cannot go on at all: workers that do not start, no memory for anything, a part that is not there."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one item gave nothing, in words. The other items are unharmed."""

    reason: str


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """What is to be done: ``make`` builds the function (it is pickled, the function is not).

    ``limit_s`` says how many seconds of processor time an item may take, ``size`` how large it is (batches are cut by
    size). ``proof`` is an item that any worker can do which can do anything.
    """

    make: Callable[[], Function[T]]
    limit_s: Callable[[T], float]
    size: Callable[[T], int]
    proof: T


class Engine(Protocol):
    """A way to do the work: every item comes back once with its bytes or its failure, in whatever order it is done."""

    def map(self, task: Task[T], items: Iterable[T]) -> Iterator[tuple[T, bytes | Failure]]:
        """Yield each item with what it gave; takes items only as it can work on them."""
        ...


_LARGE = 2**20


def attempt(function: Function[T], item: T, size: int) -> bytes | Failure:
    """Return what the function gives, or its failure.

    Raises EngineError where the function does, and where there is no memory even for a small item: then it is not the
    item's fault.
    """
    try:
        return function(item)
    except EngineError:
        raise
    except MemoryError as error:
        if size < _LARGE:
            raise EngineError("not enough memory; close other programs, or use fewer workers") from error
        return Failure("not enough memory for a text of this size")
    except RecursionError:
        return Failure("nested too deep")
    except Exception as error:  # the edge of one item: whatever goes wrong costs only itself
        return Failure(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)
