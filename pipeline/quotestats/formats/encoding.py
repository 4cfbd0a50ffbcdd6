"""From bytes to text: which encoding it is, and what to do with bytes that do not fit.

UTF-8, UTF-16 and UTF-32 with a byte order mark and UTF-16 without one are recognised. Everything else is read as UTF-8;
a byte that UTF-8 does not allow becomes the character that Windows-1252 has for it, and the reader of the text is told.
So a Windows-1252 file reads right, and one broken byte in a UTF-8 file costs one character.
"""

import codecs
import io
from typing import BinaryIO

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPED = range(0xDC80, 0xDD00)  # a byte that UTF-8 refused, as surrogateescape keeps it
_SURROGATES = range(0xD800, 0xE000)
_UNDEFINED = "\ufffd"


def name(head: bytes) -> str:
    """Return the Python name of the encoding that a file with these first bytes is in."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    sample = head[: len(head) // 2 * 2][:1024]
    if len(sample) >= 8:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if odd * 2 > len(sample) // 2 and even * 10 < odd:
            return "utf-16-le"
        if even * 2 > len(sample) // 2 and odd * 10 < even:
            return "utf-16-be"
    return "utf-8"


def reader(stream: BinaryIO, head: bytes) -> io.TextIOWrapper:
    """Return the stream as text, line ends kept; bytes that do not fit stay escaped for ``mend``."""
    encoding = name(head)
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


def decode(data: bytes) -> str:
    """Return the text of these bytes; those that do not fit stay escaped for ``mend``."""
    encoding = name(data[:4096])
    return data.decode(encoding, "surrogateescape" if encoding.startswith("utf-8") else "replace")


def mend(text: str) -> tuple[str, str]:
    """Return the text without escaped bytes and lone surrogates, same length, and a warning or ``""``.

    An escaped byte becomes its Windows-1252 character; what no encoding defines becomes U+FFFD.
    """
    if text.isascii() or not any("\ud800" <= c <= "\udfff" for c in set(text)):
        return text, (f"holds {_UNDEFINED} in place of characters lost earlier" if _UNDEFINED in text else "")
    old = {ord(c) for c in set(text) if "\ud800" <= c <= "\udfff"}
    mended = text.translate({code: _windows(code) for code in old})
    if old & set(_ESCAPED):
        return (
            mended,
            "not valid UTF-8: read as Windows-1252 where it is not; save the file as UTF-8 if letters look wrong",
        )
    return mended, f"half characters (lone surrogates) replaced by {_UNDEFINED}"


def _windows(code: int) -> str:
    if code not in _ESCAPED:
        return _UNDEFINED
    return bytes([code - 0xDC00]).decode("cp1252", "replace")
