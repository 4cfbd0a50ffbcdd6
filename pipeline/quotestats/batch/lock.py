"""One run at a time into one output folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quotestats.errors import QuotestatsError


class BusyError(QuotestatsError):
    """Another run is writing into the same folder."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system frees it when the process ends, however it ends.

    Raises BusyError when another process holds it. Where the platform has no such locks, nothing is held.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (folder / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(
                f"another run is writing into {folder.parent}: wait for it, or use another --out"
            ) from error
        yield
