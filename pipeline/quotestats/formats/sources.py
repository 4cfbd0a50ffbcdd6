"""What the SOURCE arguments stand for: files, in folders and archives, each with its place in words and its bytes.

Files come sorted by name, so that the order in which a disk lists them changes nothing. Hidden files (a leading dot,
``__MACOSX``) and the tables of runs are passed over, the former not untold; all else is read or named as a problem.
"""

import glob
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from quotestats.errors import MissingExtraError, SourceError, UsageError
from quotestats.formats import containers, names, remote
from quotestats.formats.meter import Meter
from quotestats.records import Problem

HEAD = 65536  # bytes that are enough to tell a format
_MAGIC = re.compile(r"[*?\[]")
_STATE = ".quotestats"  # what a run keeps, in the folder of its tables
Hidden = Callable[[str], None]  # is told of a hidden file
_SPOOL = 16 * 2**20  # bytes of standard input kept in memory


@dataclass(frozen=True, slots=True)
class Source:
    """One file: ``path`` as articles.csv gives it, ``id`` for a text in it, and its bytes, unpacked.

    ``open`` works until the next source is asked for.
    """

    path: str
    id: str
    open: Callable[[], BinaryIO]
    head: bytes

    @property
    def suffix(self) -> str:
        """The suffix of the name in lower case, that of a compression aside: ``.jsonl`` of ``a.jsonl.gz``."""
        return names.suffix(self.path)


def missing(arguments: Iterable[str]) -> list[str]:
    """Return which of the arguments name nothing. Raises UsageError when none of them names anything."""
    wanted = sorted(set(arguments))
    absent = [name for name in wanted if name != "-" and not remote.is_address(name) and not _matches(name)]
    if len(absent) == len(wanted):
        raise UsageError(f"no such file or folder: {', '.join(absent)}")
    return absent


def expand(
    arguments: Iterable[str],
    skip: Iterable[Path] = (),
    hidden: Hidden = lambda path: None,
    meter: Meter | None = None,
) -> Iterator[Source | Problem]:
    """Yield every file that the arguments stand for, in an order of their own.

    ``skip`` are files and folders to pass over when they lie in a folder that is read: the outputs, the metadata.
    ``hidden`` is told of each hidden file or folder that is passed over, ``meter`` of how far the reading has come.
    Raises UsageError when there is none of what the arguments name, MissingExtraError for an address that needs one.
    """
    wanted, passed_over = sorted(set(arguments)), frozenset(os.path.realpath(place) for place in skip)
    absent = missing(wanted)
    meter = meter or Meter()
    if not any(name == "-" or remote.is_address(name) for name in wanted):  # whose size nobody can tell
        listed = (_listed(name, passed_over, lambda path: None) for name in wanted if name not in absent)
        meter.expect(file for found in listed for file in found.files)
    for name in wanted:
        if name == "-":
            yield from _stdin(hidden)
        elif remote.is_address(name):
            yield from _remote(name, hidden)
        elif name in absent:
            yield Problem(_shown(name), "no such file or folder: check the name")
        else:
            yield from _files(name, passed_over, hidden, meter)


class Listing(NamedTuple):
    """Hashes of the files that arguments stand for: of their names and bytes, and of when they were last touched."""

    content: str
    stamps: str


def listing(arguments: Iterable[str], skip: Iterable[Path] = ()) -> Listing | None:
    """Return the listing of the files that the arguments stand for, as ``expand`` would read them.

    None where an argument is no local file or folder, so that nobody can say what it would give.
    """
    content, stamps = hashlib.sha256(), hashlib.sha256()
    passed_over = frozenset(os.path.realpath(place) for place in skip)
    for name in sorted(set(arguments)):
        if name == "-" or remote.is_address(name):
            return None
        hidden: list[str] = []
        found = _listed(name, passed_over, hidden.append) if _matches(name) else _Listed(Path(), [])
        lines = [name, str(found.alone), *map(repr, (str(found.base), hidden))]
        for file in found.files:
            lines += [str(file), _bytes(file)]
            stamps.update(_stamp(file).encode())
        content.update("\0".join([*lines, ""]).encode("utf-8", "surrogatepass"))
    return Listing(content.hexdigest(), stamps.hexdigest())


def _bytes(file: Path) -> str:
    """Return the hash of a file's bytes, or why it cannot be read."""
    if not file.is_file():
        return _refusal(file)
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return str(error)


def _stamp(file: Path) -> str:
    try:
        told = file.stat()
    except OSError as error:
        return str(error)
    return f"{told.st_ino} {told.st_size} {told.st_mtime_ns} {told.st_ctime_ns}\n"


def _matches(name: str) -> list[str]:
    if Path(name).exists() or Path(name).is_symlink():
        return [name]
    return sorted(glob.glob(name, recursive=True)) if _MAGIC.search(name) else []  # noqa: PTH207 (absolute patterns)


class _Listed(NamedTuple):
    """The files that an argument stands for, and the folder to which their paths are told."""

    base: Path
    files: list[Path]
    alone: bool = False


def _files(name: str, skip: frozenset[str], hidden: Hidden, meter: Meter) -> Iterator[Source | Problem]:
    found = _listed(name, skip, hidden)
    yield from _read(found.base, found.files, hidden, meter, alone=found.alone)


def _listed(name: str, skip: frozenset[str], hidden: Hidden) -> _Listed:
    if not Path(name).exists() and not Path(name).is_symlink():
        base = Path(*_before_magic(Path(name).parts)) if len(Path(name).parts) > 1 else Path()
        found = [Path(match) for match in _matches(name) if "**" not in name or not Path(match).is_dir()]
        files = [file for match in found for file in (_walk(match, skip, (), hidden) if match.is_dir() else [match])]
        return _Listed(base, files)
    if Path(name).is_dir():
        return _Listed(Path(name), list(_walk(Path(name), skip, (), hidden)))
    return _Listed(Path(name).parent, [Path(name)], alone=True)


def _before_magic(parts: tuple[str, ...]) -> tuple[str, ...]:
    first = next((n for n, part in enumerate(parts) if _MAGIC.search(part)), len(parts) - 1)
    return parts[:first]


def _walk(folder: Path, skip: frozenset[str], above: tuple[str, ...], hidden: Hidden) -> Iterator[Path]:
    """Yield the files below a folder; links are followed unless they lead back up."""
    real = os.path.realpath(folder)
    if real in above:
        return
    written = _written(folder)
    try:
        files = sorted(folder.iterdir(), key=lambda file: file.name)
    except OSError:
        yield folder  # named as a problem when it is read
        return
    for file in files:
        if file.name in written or os.path.realpath(file) in skip:
            continue
        if names.is_hidden(file.name):
            hidden(_shown(str(file)))
        else:
            yield from _walk(file, skip, (*above, real), hidden) if file.is_dir() else [file]


def _written(folder: Path) -> frozenset[str]:
    """Return the names of the files that a run has written into a folder, as its run.json gives them; mostly none."""
    if not (folder / _STATE).is_dir():
        return frozenset()
    try:
        return frozenset([_STATE, *map(str, json.loads((folder / "run.json").read_bytes())["files"])])
    except (OSError, ValueError, TypeError, KeyError):
        return frozenset([_STATE])


def _read(
    base: Path, files: list[Path], hidden: Hidden, meter: Meter, *, alone: bool = False
) -> Iterator[Source | Problem]:
    paths = {file: _shown(file.relative_to(base).as_posix()) for file in files}
    ids = names.ids(paths.values())
    for file, path in paths.items():
        if not file.is_file():
            yield Problem(path, _refusal(file))
            continue
        try:
            with file.open("rb"):
                pass
        except OSError as error:
            yield Problem(path, f"cannot be read: {error.strerror}; check its permissions")
            continue
        yield from _unpack(partial(meter.open, file), path, ids[path], 0, hidden, alone=alone)


def _refusal(file: Path) -> str:
    if file.is_dir():
        return "this folder cannot be read: check its permissions"
    if file.is_symlink() and not file.exists():
        return "a link to nothing: mend or remove it"
    return "no file but a pipe, a socket or a device: save what comes from it as a file"


def _unpack(
    opened: Callable[[], BinaryIO],
    path: str,
    text_id: str,
    depth: int,
    hidden: Hidden,
    *,
    alone: bool = False,
) -> Iterator[Source | Problem]:
    """Yield the file itself, or what a compressed file or an archive holds; ``alone``: the SOURCE is this file."""
    try:
        head = _head(opened)
        container = containers.kind(head, path)
        if container is None:
            yield Source(path, text_id, opened, head)
        elif depth >= containers.DEPTH:
            yield Problem(path, f"packed more than {containers.DEPTH} times over: unpack it first")
        elif container in containers.STREAMS:
            unpacked = partial(containers.unpacked, container, opened)
            yield from _unpack(unpacked, path, text_id, depth + 1, hidden, alone=alone)
        else:
            below = "" if alone else f"{path}!/"
            member = None
            for member in containers.members(container, opened, path, hidden):
                if isinstance(member, Problem):
                    yield member
                else:
                    yield from _unpack(member.open, member.path, below + member.id, depth + 1, hidden)
            if member is None:
                yield Problem(path, "there are no files in this archive: remove it, or get it anew")
    except MissingExtraError as error:
        yield Problem(path, str(error))
    except containers.BROKEN as error:
        yield Problem(path, containers.why(error))


def _head(opened: Callable[[], BinaryIO]) -> bytes:
    """Return the first bytes of a file, or as many as can be read of one that is cut short."""
    head = b""
    with opened() as stream:
        try:
            while len(head) < HEAD and (more := stream.read(4096 if head else 512)):
                head += more
        except containers.BROKEN:
            if not head:
                raise
    return head


def _remote(address: str, hidden: Hidden) -> Iterator[Source | Problem]:
    try:
        files = remote.files(address, hidden)
    except SourceError as error:
        yield Problem(address, str(error))
        return
    ids = names.ids(files)
    alone = len(files) == 1 and address.endswith(next(iter(files)))
    for path, opened in files.items():
        yield from _unpack(opened, path, ids[path], 0, hidden, alone=alone)


def _stdin(hidden: Hidden) -> Iterator[Source | Problem]:
    """Yield what standard input holds, from a temporary file: its format must be told, and it may be read twice."""
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as spool:
        shutil.copyfileobj(sys.stdin.buffer, spool)
        yield from _unpack(partial(containers.again, spool), "-", "-", 0, hidden)


def _shown(path: str) -> str:
    """Return a file name as text; bytes that are no UTF-8 are written out, so that two names stay two."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
