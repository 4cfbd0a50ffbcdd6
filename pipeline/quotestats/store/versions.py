"""The stages of an analysis and their versions: what is kept of a stage holds as long as its version does.

``versions.toml`` declares a version for each stage, with the digest of the code that it was declared for. Where the
code in use is another, its digest becomes part of the version: whoever edits a stage sees what the edit does, and a
version needs to be declared only for a release (``tools/versions.py``).
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import quotestats

FILE = "versions.toml"
_PACKAGE = Path(quotestats.__file__).resolve().parent
_ASSEMBLES = frozenset({"model"})  # names every stage: it is code of the parse, what it imports is not
_IMPORT = re.compile(
    r"""
    ^[ \t]*from[ ]quotestats(?:\.([\w.]+))?[ ]import[ ]   # the module, from the package
    (?: \( ([^)]*) \) | (.+) )                            # the names: they may be modules themselves
    """,
    re.VERBOSE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: its version, the modules it begins with, the word lists it keys by, the code and behaviour pinned."""

    name: str
    version: int
    modules: tuple[str, ...]
    tables: tuple[str, ...]
    code: str
    behaviour: str

    @property
    def label(self) -> str:
        """The version by which results are kept: ``"3"``, or with the digest of the code where that is not pinned."""
        found = code(self.modules)
        return str(self.version) if found == self.code else f"{self.version}+{found}"


@cache
def declared() -> dict[str, Stage]:
    """Return the stages by name, in the order in which they run."""
    table = tomllib.loads(resources.files("quotestats.store").joinpath(FILE).read_text(encoding="utf-8"))
    return {
        name: Stage(
            name,
            version=row["version"],
            modules=tuple(row["modules"]),
            tables=tuple(row.get("tables", ())),
            code=row["code"],
            behaviour=row["behaviour"],
        )
        for name, row in table.items()
    }


@cache
def code(modules: tuple[str, ...]) -> str:
    """Return a digest of the source of modules (``components.times``) and of all of the package that they import."""
    digest = hashlib.sha256()
    for name in sorted(closure(modules)):
        digest.update(f"{name}\0".encode() + _source(name)[1])
    return digest.hexdigest()[:16]


def closure(modules: Iterable[str]) -> set[str]:
    """Return the names of modules and of all modules of the package that they import, directly or not."""
    found: set[str] = set()
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name not in found and _file(name):
            found.add(name)
            waiting.extend(() if name in _ASSEMBLES else _imported(name))
    return found


@cache
def _imported(name: str) -> tuple[str, ...]:
    return tuple(_names_imported(_source(name)[0]))


def _names_imported(source: str) -> Iterator[str]:
    for match in _IMPORT.finditer(source):
        module, several, one = match.groups()
        if module:
            yield module
        for word in re.findall(r"\w+", several or one):
            yield f"{module}.{word}" if module else word


@cache
def _file(name: str) -> Path | None:
    """Return the file of a module, None where the name is that of something within a module."""
    base = _PACKAGE.joinpath(*name.split("."))
    return next((file for file in (base.with_suffix(".py"), base / "__init__.py") if file.is_file()), None)


@cache
def _source(name: str) -> tuple[str, bytes]:
    """Return the source of a module and its digest."""
    file = _file(name)
    content = file.read_bytes() if file else b""
    return content.decode("utf-8"), hashlib.sha256(content).digest()
