"""Sources that are addresses, ``s3://bucket/news``: listed and opened by fsspec, the extra ``cloud``."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, cast

from quotestats.errors import MissingExtraError, SourceError
from quotestats.formats import names

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

Opener = Callable[[], BinaryIO]
_OF_THE_EXTRA = ("aiohttp", "requests", "s3fs")


def is_address(name: str) -> bool:
    """Tell whether a SOURCE is an address and not a path."""
    scheme, separator, _ = name.partition("://")
    return bool(separator) and scheme.replace("+", "").replace("::", "").isalnum()


def files(address: str, hidden: Callable[[str], None]) -> dict[str, Opener]:
    """Return how to open each file below an address, by its path below it, sorted.

    A pattern (``*``) gives what it matches, a file itself under its name. ``hidden`` is told of hidden files, which
    are passed over.

    Raises SourceError for an address that cannot be listed, MissingExtraError without fsspec or what it needs for it.
    """
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError("fsspec", "cloud", f"reading {address}") from error
    try:
        system, root = fsspec.core.url_to_fs(address)
        listed = _listed(system, root)
    except ImportError as error:  # of the package for this kind of store; fsspec says which
        lacking = getattr(error.__cause__, "name", "")
        if lacking in _OF_THE_EXTRA:
            raise MissingExtraError(lacking, "cloud", f"reading {address}") from error
        raise SourceError(f"cannot be read: {error}") from error
    except FileNotFoundError as error:
        raise SourceError("no such file or folder: check the address") from error
    except Exception as error:  # stores raise what their own libraries do
        raise SourceError(f"cannot be read: {error}; check the address and your access to it") from error
    for path in filter(names.is_hidden, sorted(listed)):
        hidden(path)
    return {path: partial(_opened, system, full) for path, full in sorted(listed.items()) if not names.is_hidden(path)}


def _listed(system: "AbstractFileSystem", root: str) -> dict[str, str]:
    if "*" in root:
        base = root[: root.index("*")].rpartition("/")[0]
        found = [full for full in system.glob(root) if system.isfile(full)]
    elif system.isdir(root):
        base, found = root, system.find(root)
    else:
        if not system.exists(root):
            raise FileNotFoundError
        base, found = root.rstrip("/").rpartition("/")[0], [root]
    return {str(full)[len(base) :].lstrip("/"): str(full) for full in found}


def _opened(system: "AbstractFileSystem", full: str) -> BinaryIO:
    return cast(BinaryIO, system.open(full, "rb"))
