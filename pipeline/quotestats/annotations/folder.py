"""All that a person keeps beside the articles, read at once from one folder."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quotestats.annotations import corrections
from quotestats.annotations.corrections import Correction
from quotestats.lexicon import overlay
from quotestats.lexicon.overlay import Overlay

_NO_ROWS = Overlay()
NAMES = (*(f"{name}.csv" for name in overlay.TABLES), corrections.FILE)


@dataclass(frozen=True, slots=True)
class Annotations:
    """A person's own rows, and the corrections by article id; ``files``: a hash of each file that says anything."""

    overlay: Overlay = _NO_ROWS
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def read(folder: Path, *, needed: bool = True) -> Annotations:
    """Return what a folder holds; nothing where it does not exist and is not needed.

    Raises UsageError when it is needed and not there, LexiconError for what cannot be used in it.
    """
    if not needed and not folder.is_dir():
        return Annotations()
    rows = overlay.read(folder)
    contents = {name: (folder / name).read_bytes() for name in NAMES if (folder / name).is_file()}
    files = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items() if content.strip()}
    return Annotations(rows, corrections.read(folder), files)
