"""What rows are made with, by name: stages with their versions, word lists, networks, the base model, libraries."""

import hashlib
import importlib.util
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

import catalogue

from quotestats.lexicon import overlay
from quotestats.store import versions

_PACKAGE = Path(__file__).resolve().parent.parent
_TABLES = _PACKAGE / "lexicon"
_LIBRARIES = ("spacy", "numpy", "thinc", "dateparser", "onnxruntime", "tokenizers")
_READERS = "quotestats_readers"
_REGISTERED = ("quotestats", "readers")
WORDS = "words"  # the tables of which single rows are looked at, when they change
_BY_ROW = frozenset(f"{name}.tsv" for name in overlay.TABLES)

# What else the results of a costly stage depend on, besides its version. The network is asked with the parse's help
# only about where numbers stand, which is kept with its answers.
_PARSE = ("parse", "parse_tables", "base_model", "model", "scope", "spacy", "thinc", "numpy")
_BEHIND = frozenset({"mentions", "rows"})  # what the other layers are made without
_NETWORK = ("network", "networks", "scope", "onnxruntime", "tokenizers", "numpy")


def parts(model: str) -> dict[str, str]:
    """Return the version or hash of each part, by name."""
    stages = versions.declared()
    return {
        **{name: stage.label for name, stage in stages.items()},
        "parse_tables": _digest(_PACKAGE, [_TABLES / "en" / f"{name}.tsv" for name in stages["parse"].tables]),
        "lexicon": _digest(_PACKAGE, (file for file in _lexicons() if file.name not in _BY_ROW)),
        WORDS: _digest(_PACKAGE, (file for file in _lexicons() if file.name in _BY_ROW)),
        "networks": _of_package("quotestats_models"),
        "base_model": _of_package(model),
        **{name: _version(name) for name in _LIBRARIES},
    }


def joined(named: Mapping[str, str]) -> str:
    """Return one hash of the parts and of the settings that change rows."""
    words = [f"{name}={value}" for name, value in sorted(named.items())]
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


def of_parse(named: Mapping[str, str]) -> str:
    """Return one hash of what the base model's analysis of a text is made with."""
    return joined({name: named[name] for name in _PARSE if name in named})


def of_answers(named: Mapping[str, str]) -> str:
    """Return one hash of what the network's answers are made with."""
    return joined({name: named[name] for name in _NETWORK if name in named})


def of_findings(named: Mapping[str, str]) -> str:
    """Return one hash of what times, quantities and attributions are made with, a person's own rows aside."""
    return joined({name: value for name, value in named.items() if name not in _BEHIND})


def of_reading() -> str | None:
    """Return one hash of what articles are read with: the package, the libraries that are installed, and Python.

    None where a reader of another package or program takes part: nobody can say when that changes.
    """
    foreign = any(not one.value.startswith("quotestats.") for one in metadata.entry_points(group=_READERS))
    if foreign or any(place[: len(_REGISTERED)] == _REGISTERED for place in catalogue.REGISTRY):
        return None
    package = _digest(_PACKAGE, (file for file in _files(_PACKAGE, "*") if file.suffix != ".pyc"))
    return joined({"package": package, "python": sys.version, "libraries": "\n".join(_installed())})


def _installed() -> list[str]:
    """Return what is installed, with versions, from the names of the folders that say so."""
    places = [Path(place) for place in sys.path if place and Path(place).is_dir()]
    return sorted({one.name for place in places for kind in ("*.dist-info", "*.egg-info") for one in place.glob(kind)})


def _lexicons() -> list[Path]:
    return sorted(file for kind in ("*.tsv", "*.toml") for file in _files(_PACKAGE, kind) if file.name != versions.FILE)


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
