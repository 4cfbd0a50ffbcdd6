"""Compressed files and archives: what they are, and the files inside them."""

import bz2
import io
import lzma
import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

from quotestats.errors import MissingExtraError
from quotestats.formats import names
from quotestats.formats.gzips import Gzip
from quotestats.records import Problem

if TYPE_CHECKING:
    from typing_extensions import Buffer

DEPTH = 4  # archives within archives
BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, RuntimeError, ValueError)
_MAGIC = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
}
_OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"})
_DOCUMENTS = (b"[Content_Types].xml", b"_rels/.rels", b"mimetypeapplication/")  # what an Office document begins with
_FIRST_NAME = 30  # where the name of the first file stands in a zip archive
LARGEST = 4 * 2**30  # bytes of one file when it is unpacked
_RATIO = 1000  # bytes unpacked from one byte: no text is packed so tightly, bombs are
_SURE = 64 * 2**20  # bytes that may come from however few
_TOO_LARGE = f"more than {LARGEST // 2**30} GiB when it is unpacked: unpack it first, and split it"
_MEMORY = 16 * 2**20
_WINDOW = 2**28  # bytes that unpacking zstd may take (zstd --long=28)


class _TooMuchError(ValueError):
    """What is packed grows beyond all measure; the message says what to do."""


class _Unpacked(io.RawIOBase):
    """An unpacking stream that closes the packed one with itself, and stops what grows beyond all measure.

    Raises _TooMuchError once more than ``LARGEST`` bytes have come, or ``_RATIO`` from each packed one.
    """

    def __init__(self, unpacking: BinaryIO, packed: BinaryIO) -> None:
        self._unpacking, self._packed = unpacking, packed
        self._came = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: "Buffer") -> int:
        """Fill the buffer and return how many bytes came."""
        view = memoryview(buffer)
        data = self._unpacking.read(len(view))
        view[: len(data)] = data
        self._came += len(data)
        if self._came > LARGEST:
            raise _TooMuchError(_TOO_LARGE)
        if self._came > _SURE and self._came > _RATIO * self._packed.tell():
            raise _TooMuchError(_bomb())
        return len(data)

    def skip(self) -> int | None:
        """Go on behind damage, where the kind of compression allows it, and return where the damaged part began."""
        return self._unpacking.skip() if isinstance(self._unpacking, Gzip) else None

    def close(self) -> None:
        """Close both streams."""
        super().close()
        self._unpacking.close()
        self._packed.close()


class _Zstd:
    """Unpacks zstd, and raises ValueError for what is damaged, as other kinds of compression do."""

    def __init__(self, packed: BinaryIO) -> None:
        try:
            import zstandard
        except ImportError as error:
            packed.close()
            raise MissingExtraError("zstandard", "zstd", "unpacking zstd") from error
        self._damaged = zstandard.ZstdError
        unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        self._stream: Any = unpacker.stream_reader(packed, read_across_frames=True)  # its stubs lack types

    def read(self, size: int) -> bytes:
        """Return that many bytes, fewer at the end."""
        try:
            return bytes(self._stream.read(size))
        except self._damaged as error:
            raise ValueError(str(error)) from error

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()


def unpacked(container: str, opened: Callable[[], BinaryIO]) -> BinaryIO:
    """Open a packed file as ``stream`` reads it."""
    return stream(container, opened())


def stream(kind: str, packed: BinaryIO) -> BinaryIO:
    """Return the unpacked bytes of a compressed stream of this kind, one of ``STREAMS``.

    Raises MissingExtraError where zstandard is needed and not installed.
    """
    return io.BufferedReader(_Unpacked(STREAMS[kind](packed), packed))


def skip(stream: BinaryIO) -> int | None:
    """Go on behind the damage that reading an unpacked stream has met.

    Return where the damaged part began in the packed file, None where the stream cannot go on.
    """
    raw = getattr(stream, "raw", None)
    return raw.skip() if isinstance(raw, _Unpacked) else None


STREAMS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    "gzip": lambda packed: cast(BinaryIO, Gzip(packed)),
    "bzip2": lambda packed: cast(BinaryIO, bz2.BZ2File(packed)),
    "xz": lambda packed: cast(BinaryIO, lzma.LZMAFile(packed)),  # noqa: SIM115 (the reader closes it)
    "zstd": lambda packed: cast(BinaryIO, _Zstd(packed)),
}


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its path with the archive's, the id of a text in it, and its bytes."""

    path: str
    id: str
    open: Callable[[], BinaryIO]


def kind(head: bytes, path: str) -> str | None:
    """Return what a file with these first bytes packs others with, or None."""
    if head.startswith(b"BZh") and head[4:10] != b"1AY&SY":
        return None
    if head[257:262] == b"ustar":
        return "tar"
    found = next((name for mark, name in _MAGIC.items() if head.startswith(mark)), None)
    office = found == "zip" and (head.startswith(_DOCUMENTS, _FIRST_NAME) or names.suffix(path) in _OFFICE)
    return None if office else found


def members(
    container: str, opened: Callable[[], BinaryIO], path: str, hidden: Callable[[str], None]
) -> Iterator[Member | Problem]:
    """Yield the files of a zip or tar archive, in the order they are kept; ``hidden`` is told of hidden ones."""
    with opened() as stream:
        yield from _zip(stream, path, hidden) if container == "zip" else _tar(opened, stream, path, hidden)


def why(error: BaseException, after: str = "") -> str:
    """Return the reason in words that a file cannot be unpacked or read on; ``after``: `` after 3 records``."""
    if isinstance(error, RuntimeError) and "password" in str(error):
        return "the archive is locked with a password: unpack it first"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read{after}: {error.strerror}; try again, or copy it elsewhere first"
    if isinstance(error, _TooMuchError):
        return str(error)
    return f"damaged or cut short{after}: {str(error) or type(error).__name__}; get it anew, or repair it"


def _bomb() -> str:
    return f"unpacks to more than {_RATIO} times its size, as no text does: if it is one, unpack it first"


def _zip(stream: BinaryIO, path: str, hidden: Callable[[str], None]) -> Iterator[Member | Problem]:
    with zipfile.ZipFile(stream) as archive:
        entries = []
        for entry in (entry for entry in archive.infolist() if not entry.is_dir()):
            if names.is_hidden(entry.filename):
                hidden(f"{path}!/{entry.filename}")
            else:
                entries.append(entry)
        if any(entry.filename == "[Content_Types].xml" for entry in entries):
            yield Problem(path, "this is an Office document: save it as plain text or CSV")
            return
        ids = names.ids(entry.filename for entry in entries)
        for entry in sorted(entries, key=lambda entry: entry.filename):
            place = f"{path}!/{entry.filename}"
            if entry.file_size > LARGEST:
                yield Problem(place, _TOO_LARGE)
                continue
            if entry.file_size > max(_SURE, _RATIO * entry.compress_size):
                yield Problem(place, _bomb())
                continue
            yield Member(place, ids[entry.filename], cast("Callable[[], BinaryIO]", partial(archive.open, entry)))


def _tar(
    opened: Callable[[], BinaryIO], stream: BinaryIO, path: str, hidden: Callable[[str], None]
) -> Iterator[Member | Problem]:
    with opened() as first, tarfile.open(fileobj=first, mode="r|") as listing:
        ids = names.ids(_plain(entry.name) for entry in listing if entry.isfile() and not names.is_hidden(entry.name))
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for entry in archive:
            place = f"{path}!/{_plain(entry.name)}"
            if entry.isdir():
                continue
            if names.is_hidden(entry.name):
                hidden(place)
                continue
            content = archive.extractfile(entry) if entry.isreg() else None
            if content is None:
                yield Problem(place, "no file but a link or a device: pack what it stands for instead")
            elif entry.size > LARGEST:
                yield Problem(place, _TOO_LARGE)
            else:
                with tempfile.SpooledTemporaryFile(max_size=_MEMORY) as spool:
                    shutil.copyfileobj(content, spool)
                    yield Member(place, ids[_plain(entry.name)], partial(again, spool))


def _plain(name: str) -> str:
    return name.removeprefix("./")


class Kept(io.RawIOBase):
    """A stream over a temporary file, from its beginning, that leaves the file open when it is closed itself."""

    def __init__(self, file: IO[bytes]) -> None:
        file.seek(0)
        self._file = file

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that it can be read again."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to an offset."""
        self._file.seek(offset, whence)
        return self._file.tell()

    def readinto(self, buffer: "Buffer") -> int:
        """Fill the buffer and return how many bytes came."""
        view = memoryview(buffer)
        data = self._file.read(len(view))
        view[: len(data)] = data
        return len(data)


def again(spool: IO[bytes]) -> BinaryIO:
    """Return the spooled bytes from their beginning, as a stream of their own."""
    return cast(BinaryIO, io.BufferedReader(Kept(spool)))
