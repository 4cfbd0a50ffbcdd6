"""How long an item may take, and the memory taken: so many seconds of processor time, as a busy machine is no fault.

An item that waits without working is stopped by the clock, after ``WAITING`` times as long. Windows has no timers of
processor time: there the clock alone decides.
"""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

WAITING = 4  # how many times its limit an item may take by the clock
_HAS_TIMERS = hasattr(signal, "setitimer")


class TooLongError(BaseException):
    """A timer of ``alarm`` has run out. No Exception: what takes too long must not catch it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds


@contextmanager
def alarm(seconds: float, waiting: float = 0.0) -> Iterator[None]:
    """Raise TooLongError after so many seconds of processor time, or after ``waiting`` by the clock (0: no limit).

    It comes when Python code runs again, not within a call of C; in the main thread alone, and not on Windows.
    """
    if not _HAS_TIMERS or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooLongError(seconds if number == signal.SIGPROF else waiting)

    before = {number: signal.signal(number, ring) for number in (signal.SIGPROF, signal.SIGALRM)}
    try:
        with deadly(seconds, waiting):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def deadly(seconds: float, waiting: float = 0.0) -> Iterator[None]:
    """End this process when it works for longer, be it in Python or in C, or after ``waiting`` seconds by the clock.

    It ends by SIGPROF or SIGALRM, which nothing else may handle; 0 seconds are no limit.
    """
    if not _HAS_TIMERS:
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, waiting)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def is_overrun(exit_code: int | None) -> bool:
    """Tell whether a process was ended by ``deadly``."""
    return _HAS_TIMERS and exit_code == -signal.SIGPROF


def reason(seconds: float) -> str:
    """Return in words why an item was stopped."""
    return f"took longer than {seconds:.0f} s"


def peak_mb() -> int | None:
    """Return the most memory that this process or one of its workers has held, None where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    used = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return max(used) // (2**20 if sys.platform == "darwin" else 2**10)  # macOS counts bytes, others KiB
