"""Hashes of all that makes the rows: code, lexicons, networks and the base model."""

import hashlib
import importlib.util
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_BESIDE = ("cli", "engines", "evaluate", "review")  # parts of the package that change no row
_LIBRARIES = ("spacy", "numpy", "thinc", "dateparser", "onnxruntime", "tokenizers")


def parts(model: str) -> dict[str, str]:
    """Return the hash or version of each part, by name."""
    code = [file for file in _files(_PACKAGE, "*.py") if file.relative_to(_PACKAGE).parts[0] not in _BESIDE]
    return {
        "code": _digest(_PACKAGE, code),
        "lexicon": _digest(_PACKAGE, (file for kind in ("*.tsv", "*.toml") for file in _files(_PACKAGE, kind))),
        "networks": _of_package("quotestats_models"),
        "base_model": _of_package(model),
        **{name: _version(name) for name in _LIBRARIES},
    }


def joined(named: Mapping[str, str]) -> str:
    """Return one hash of the parts and of the settings that change rows."""
    words = [f"{name}={value}" for name, value in sorted(named.items())]
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(file for file in folder.rglob(pattern) if "__pycache__" not in file.parts and file.is_file())


def _digest(base: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            digest.update(f"{file.relative_to(base).as_posix()}\0".encode())
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


@cache
def _of_package(name: str) -> str:
    """Return the hash of a package's or folder's files, or ``""`` where there is none (loading it will say so)."""
    folder = Path(name)
    if not folder.is_dir():
        try:
            found = importlib.util.find_spec(name)
        except (ImportError, ValueError):
            return ""
        if found is None or not found.submodule_search_locations:
            return ""
        folder = Path(found.submodule_search_locations[0])
    return _digest(folder, (file for file in _files(folder, "*") if file.suffix != ".pyc"))


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
