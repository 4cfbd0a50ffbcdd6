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
    """A person's own rows, and the corrections by article id; ``digest`` tells one state of the files from another."""

    overlay: Overlay = _NO_ROWS
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    digest: str = ""


def read(folder: Path, *, needed: bool = True) -> Annotations:
    """Return what a folder holds; nothing where it does not exist and is not needed.

    Raises UsageError when it is needed and not there, LexiconError for what cannot be used in it.
    """
    if not needed and not folder.is_dir():
        return Annotations()
    rows = overlay.read(folder)
    digest = hashlib.sha256()
    for name in NAMES:
        content = (folder / name).read_bytes() if (folder / name).is_file() else b""
        digest.update(hashlib.sha256(content).digest())
    return Annotations(rows, corrections.read(folder), digest.hexdigest())
