"""Sources that are addresses, ``s3://bucket/news``: listed and opened by fsspec, the extra ``cloud``."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, cast

from quotestats.errors import MissingExtraError, SourceError
from quotestats.formats import names

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

Opener = Callable[[], BinaryIO]


def is_address(name: str) -> bool:
    """Tell whether a SOURCE is an address and not a path."""
    scheme, separator, _ = name.partition("://")
    return bool(separator) and scheme.replace("+", "").replace("::", "").isalnum()


def files(address: str) -> dict[str, Opener]:
    """Return how to open each file below an address, by its path below it, sorted.

    A pattern (``*``) gives what it matches, a file itself under its name. Hidden files are passed over.

    Raises SourceError for an address that cannot be listed, MissingExtraError without fsspec.
    """
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError("fsspec", "cloud", f"reading {address}") from error
    try:
        system, root = fsspec.core.url_to_fs(address)
        listed = _listed(system, root)
    except FileNotFoundError as error:
        raise SourceError("no such file or folder") from error
    except Exception as error:  # stores raise what their own libraries do; of one not installed fsspec says which
        raise SourceError(f"cannot be read: {error}") from error
    return {path: partial(_opened, system, full) for path, full in sorted(listed.items())}


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
    below = {str(full)[len(base) :].lstrip("/"): str(full) for full in found}
    return {path: full for path, full in below.items() if not names.is_hidden(path)}


def _opened(system: "AbstractFileSystem", full: str) -> BinaryIO:
    return cast(BinaryIO, system.open(full, "rb"))
