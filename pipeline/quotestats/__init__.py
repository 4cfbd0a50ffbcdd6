"""Who said which number? Quoted statistics from news articles.

``load`` gives the tables of a run as pandas frames; ``extract`` the quoted statistics of one text; ``load_pipeline``
the whole as a spaCy pipeline, of whose Docs ``read`` gives the same. They are imported when they are first used.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotestats.formats.frames import Frames, load
    from quotestats.reading import Reading, extract, load_pipeline, read

__version__ = "0.1.0"
__all__ = ["Frames", "Reading", "__version__", "extract", "load", "load_pipeline", "read"]

_HOMES = {
    **dict.fromkeys(("Frames", "load"), "quotestats.formats.frames"),
    **dict.fromkeys(("Reading", "extract", "load_pipeline", "read"), "quotestats.reading"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
