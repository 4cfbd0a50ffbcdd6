"""The bytes of a crawl, read such that the next record can be found again behind a damaged one."""

import io
import re
from typing import BinaryIO, cast

from quotestats.formats import containers

# The lines of a header up to the blank one: no more than people write, since a damaged one is read to its end.
_HEADER = re.compile(rb"WARC/[01]\.[0-9]{1,2}\r?\n(?:[A-Za-z-]{1,40}:[^\r\n]{0,8192}\r?\n){1,40}\r?\n")
_LONGEST = 65536  # bytes of a header that are waited for
_KEPT = 16 * 2**20  # bytes kept of a record, within which the one behind it is found again
_CHUNK = 65536
_MOST = 1000  # parts that cannot be unpacked, after which a file is left


class Crawl:
    """A stream of records that keeps the bytes from the last ``forget`` on, to go back in them.

    Where the packed file is damaged it ends, ``broken`` tells why, and ``skip`` lets it go on behind.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = cast(io.BufferedReader, stream)
        self._kept = bytearray()
        self._begin = 0  # the offset of the first byte kept
        self._at = 0
        self._skipped = 0
        self.broken: Exception | None = None

    def tell(self) -> int:
        """Return the offset of the next byte, in the unpacked file."""
        return self._at

    def read(self, size: int) -> bytes:
        """Return up to that many bytes; none at the end and where the file is damaged."""
        inside = self._at - self._begin
        if inside >= len(self._kept):
            self._more(size)
        data = bytes(self._kept[inside : inside + size])
        self._at += len(data)
        self.forget(self._begin + len(self._kept) - _KEPT)
        return data

    def _more(self, size: int) -> bool:
        if self.broken is not None:
            return False
        try:
            data = self._stream.read1(size)  # "read" loses what came before an error
        except containers.BROKEN as error:
            self.broken, data = error, b""
        self._kept += data
        return bool(data)

    def forget(self, offset: int) -> None:
        """Let go of the bytes before an offset."""
        count = offset - self._begin
        if count > 0:
            del self._kept[:count]
            self._begin += count

    def skip(self) -> str:
        """Go on behind the part that cannot be unpacked, and return where and why in words; raise why if it cannot."""
        error, self._skipped = self.broken, self._skipped + 1
        assert error is not None
        packed = containers.skip(self._stream) if self._skipped < _MOST else None
        if packed is None:
            raise error
        self.broken = None
        return f"damaged in what is packed at byte {packed}: {error}"

    def holds_header(self, begin: int, end: int) -> bool:
        """Tell whether a header begins between two offsets of the bytes kept."""
        found = _HEADER.search(self._kept, max(0, begin - self._begin))
        return found is not None and self._begin + found.start() < end

    def find(self, offset: int) -> bool:
        """Go to the header of the first record from an offset on, over further damage; tell whether there is one."""
        while True:
            found = _HEADER.search(self._kept, max(0, offset - self._begin))
            if found:
                self._at = self._begin + found.start()
                return True
            offset = max(offset, self._begin + len(self._kept) - _LONGEST)
            self.forget(offset)
            if not self._more(_CHUNK):
                if self.broken is None:
                    return False
                self.skip()
