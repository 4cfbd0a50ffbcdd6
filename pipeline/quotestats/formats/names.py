"""From file names to ids of texts: the path without its suffix, or with it where two files differ in nothing else."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

COMPRESSED = (".gz", ".bz2", ".xz", ".zst", ".tgz", ".tbz2", ".txz")
_SUFFIX = re.compile(r"(?<=[^/])\.[a-z][a-z0-9]{0,5}$", re.IGNORECASE)


def unpacked(path: str) -> str:
    """Return the path without the suffix of a compression: ``a.jsonl`` for ``a.jsonl.gz``."""
    return next((path[: -len(end)] for end in COMPRESSED if path.lower().endswith(end)), path)


def suffix(path: str) -> str:
    """Return the suffix in lower case, that of a compression aside: ``.jsonl`` for ``a.jsonl.gz``."""
    found = _SUFFIX.search(unpacked(path))
    return found[0].lower() if found else ""


def stem(path: str) -> str:
    """Return the path without its suffixes: ``b/a`` for ``b/a.txt.gz``, ``d.2`` for ``d.2.txt``."""
    return _SUFFIX.sub("", unpacked(path))


def ids(paths: Iterable[str]) -> dict[str, str]:
    """Return the id of each path."""
    known = list(paths)
    times = Counter(map(stem, known))
    return {path: stem(path) if times[stem(path)] == 1 else path for path in known}


def is_hidden(path: str) -> bool:
    """Tell whether a part of a path begins with a dot or is what macOS adds to archives; such files are passed over.

    >>> is_hidden("a/.git/b"), is_hidden("__MACOSX/a.txt"), is_hidden("./a/../b.txt")
    (True, True, False)
    """
    parts = PurePosixPath(path).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part != "..") for part in parts)
