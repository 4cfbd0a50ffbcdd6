"""Gzip files of many members, such as crawls: unpacked member by member, so that a damaged one need cost no other."""

import zlib
from typing import BinaryIO

_GZIP = 31  # zlib's way of naming the gzip format, headers and checksums included
_CHUNK = 65536
_BEGINS = b"\x1f\x8b\x08"


class Gzip:
    """Unpacks gzip members one after the other; zeros behind one are padding.

    Raises zlib.error for damage, EOFError for a member that is cut short.
    """

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._came = 0  # bytes read from the packed file
        self._left = b""  # of those, what is not yet unpacked
        self._member = 0  # where the member at hand begins
        self._unpacker = zlib.decompressobj(_GZIP)

    def read(self, size: int) -> bytes:
        """Return up to that many bytes; none at the end."""
        while True:
            if not self._left and not self._more():
                if self._came > self._member:
                    raise EOFError("the file ends within a gzip member")
                return b""
            data = self._unpacker.decompress(self._left, size)
            self._left = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail
            if self._unpacker.eof:
                self._next_member()
            if data:
                return data

    def _more(self) -> bool:
        self._left = self._packed.read(_CHUNK)
        self._came += len(self._left)
        return bool(self._left)

    def _next_member(self) -> None:
        self._left = self._left.lstrip(b"\0")
        while not self._left and self._more():
            self._left = self._left.lstrip(b"\0")
        self._member = self._came - len(self._left)
        self._unpacker = zlib.decompressobj(_GZIP)

    def skip(self) -> int | None:
        """Go on behind the damaged member at hand and return where it began; None where that cannot be."""
        if not self._packed.seekable():
            return None
        damaged = self._member
        self._packed.seek(damaged + 1)
        self._came, self._left = damaged + 1, b""
        while (found := self._left.find(_BEGINS)) < 0:
            kept = self._left[1 - len(_BEGINS) :]
            if not self._more():
                self._member = self._came
                break
            self._left = kept + self._left
        else:
            self._left = self._left[found:]
            self._member = self._came - len(self._left)
        self._unpacker = zlib.decompressobj(_GZIP)
        return damaged

    def close(self) -> None:
        """Forget what is left."""
        self._left = b""
