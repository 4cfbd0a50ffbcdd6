"""The processor time of the steps of an analysis, for run.json."""

import json
import time
from collections import Counter


class Spent:
    """Processor seconds by step, each from the note before it to its own."""

    def __init__(self) -> None:
        self._seconds: Counter[str] = Counter()
        self._since = time.process_time()

    def note(self, step: str) -> None:
        """Note that a step has ended."""
        now = time.process_time()
        self._seconds[step] += now - self._since  # type: ignore[assignment]  # a Counter of floats is sound
        self._since = now

    def packed(self) -> bytes:
        """Return the seconds as JSON."""
        return json.dumps(self._seconds).encode()
