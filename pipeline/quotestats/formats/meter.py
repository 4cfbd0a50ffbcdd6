"""How much of the files that are to be read is behind, in bytes, so that the time left can be told."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO


class Meter:
    """Opens files, one after the other, and knows which part of all is read; nothing where that cannot be told."""

    def __init__(self) -> None:
        self._sizes: dict[Path, int] = {}
        self._behind = 0
        self._file: Path | None = None
        self._stream: BinaryIO | None = None

    def expect(self, files: Iterable[Path]) -> None:
        """Note the files that are to be read."""
        self._sizes = {file: file.stat().st_size for file in files if file.is_file()}

    def open(self, file: Path) -> BinaryIO:
        """Open a file for reading; with the first of the next file, the one before is behind."""
        if file != self._file:
            self._behind += self._sizes.get(self._file, 0) if self._file else 0
            self._file = file
        self._stream = file.open("rb")
        return self._stream

    @property
    def share(self) -> float:
        """Return which part of all bytes is read, 0 to 1. A file read at once counts when the next one is opened."""
        here = self._stream.tell() if self._stream is not None and not self._stream.closed else 0
        total = sum(self._sizes.values())
        return min(1.0, (self._behind + here) / total) if total else 0.0
