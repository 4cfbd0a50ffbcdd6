"""What costly steps have found in a Doc, apart from its parse, in few bytes."""

import json
import zlib
from contextlib import suppress

from spacy.tokens import Doc

from quotestats import layers


def packed(doc: Doc) -> bytes:
    """Return what a Doc remembers of them, or nothing where that is nothing."""
    found = layers.remembered(doc)
    return zlib.compress(json.dumps(found, sort_keys=True, separators=(",", ":")).encode(), 9) if found else b""


def put(doc: Doc, data: bytes | None) -> None:
    """Let a Doc remember what ``packed`` packed; of other bytes nothing, so that it is found anew."""
    with suppress(zlib.error, ValueError):
        layers.remembered(doc).update(json.loads(zlib.decompress(data or b"")))
