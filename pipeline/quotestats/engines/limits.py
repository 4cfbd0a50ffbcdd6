"""How long an item may take: so many seconds of processor time, as a busy machine is no fault of the item.

An item that waits without working is stopped by the clock, after ``WAITING`` times as long. Windows has no timers of
processor time: there the clock alone decides.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

WAITING = 4  # how many times its limit an item may take by the clock
_HAS_TIMERS = hasattr(signal, "setitimer")


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
