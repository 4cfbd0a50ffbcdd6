"""From bytes to text: which encoding it is, and what to do with bytes that do not fit.

A byte order mark decides, then UTF-16 without one, then whether the bytes are UTF-8. A byte here and there that UTF-8
does not allow becomes the character that Windows-1252 has for it, and the reader of the text is told: one broken byte
costs one character. What is no UTF-8 at all is Windows-1252 or, where its quotation marks say so, Mac Roman; where
letters beyond ASCII are many, which no text in English has, charset-normalizer tells what it is.
"""

import codecs
import io
import re
from contextlib import suppress
from functools import lru_cache
from typing import BinaryIO

HEAD = 65536  # bytes that are enough to tell an encoding
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPED = range(0xDC80, 0xDD00)  # a byte that UTF-8 refused, as surrogateescape keeps it
_UNDEFINED = "\ufffd"
_FOREIGN = 0.25  # part of the bytes beyond ASCII from which a text is in no language of the Windows-1252 kind
_MAC = re.compile(rb"[A-Za-z]\xd5[a-z]|[ \n]\xd2[A-Z]|[a-z.,?!]\xd3(?=[ \n])|\xdb\d")  # ’ within a word, “ ” and €
_WINDOWS = re.compile(rb"[A-Za-z]\x92[a-z]|[ \n]\x93[A-Z]|[a-z.,?!]\x94(?=[ \n])|\xa3\d")  # the same, and £
# What pages that name these encodings are in (WHATWG Encoding Standard, "names and labels").
_LABELS = {
    **dict.fromkeys(("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "utf8": "utf-8",
    "macintosh": "mac_roman",
}
# Python's codecs that no page is in; punycode takes quadratic time (PEP 100; Standard Encodings, Python Specific).
_NOT_OF_PAGES = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
_DECLARED = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


@lru_cache(maxsize=8)
def name(head: bytes) -> str:
    """Return the Python name of the encoding that a file with these first bytes is in."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    return _wide(head[: len(head) // 2 * 2][:1024]) or ("utf-8" if _is_utf8(head) else _legacy(head))


def _wide(sample: bytes) -> str:
    if len(sample) >= 8:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if odd * 2 > len(sample) // 2 and even * 10 < odd:
            return "utf-16-le"
        if even * 2 > len(sample) // 2 and odd * 10 < even:
            return "utf-16-be"
    return ""


def _is_utf8(head: bytes) -> bool:
    """Tell whether most bytes beyond ASCII are UTF-8; the last character may be cut off."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        text = head.decode("utf-8", "surrogateescape")
        beyond = sum(byte > 0x7F for byte in head)
        return beyond >= 2 * sum(ord(one) in _ESCAPED for one in text)
    return True


def _legacy(head: bytes) -> str:
    """Return the encoding of bytes that are none of Unicode's."""
    if sum(byte > 0x7F for byte in head) >= _FOREIGN * len(head):
        from charset_normalizer import from_bytes

        best = from_bytes(head[:8192]).best()
        return best.encoding if best and best.encoding != "ascii" else "cp1252"
    return "mac_roman" if len(_MAC.findall(head)) > len(_WINDOWS.findall(head)) else "cp1252"


def reader(stream: BinaryIO, head: bytes) -> io.TextIOWrapper:
    """Return the stream as text, line ends kept; bytes that do not fit stay escaped for ``mend``."""
    encoding = name(head)
    return io.TextIOWrapper(stream, encoding=encoding, errors=_errors(encoding), newline="")


def decode(data: bytes) -> str:
    """Return the text of these bytes; those that do not fit stay escaped for ``mend``."""
    encoding = name(data[:HEAD])
    return data.decode(encoding, _errors(encoding))


def _errors(encoding: str) -> str:
    return "surrogateescape" if encoding.startswith("utf-8") else "replace"


def declared(page: bytes) -> str:
    """Return the encoding that an HTML page names in its first bytes, or ``""``."""
    found = _DECLARED.search(page[:4096])
    return found[1].decode("ascii", "replace") if found else ""


def decoded(data: bytes, label: str = "") -> tuple[str, str, str]:
    """Return the text of bytes whose encoding was named, the encoding's name and a warning or ``""``.

    Bytes that say otherwise are believed before the label: a byte order mark, and what is no text under the label.
    """
    told = name(data[:HEAD])
    named = _known(label)
    if named and told == "utf-8" and not data.isascii() and not named.startswith("utf"):
        named = ""  # cp1252 allows nearly all bytes: UTF-8 that calls itself so is UTF-8
    if named and not told.startswith(("utf-8-sig", "utf-16", "utf-32")):
        with suppress(LookupError, UnicodeError):  # a codec may be of bytes to bytes
            return data.decode(named), named, ""
    text, warning = mend(decode(data))
    return text.removeprefix("\ufeff"), told, warning


def _known(label: str) -> str:
    """Return the Python name of the encoding that a label stands for, ``""`` where no page is in it."""
    named = _LABELS.get(label.strip().lower(), label.strip().lower())
    try:
        codec = codecs.lookup(named).name.replace("_", "-")
    except (LookupError, ValueError):  # no codec, or no name at all
        return ""
    return "" if codec in _NOT_OF_PAGES else named


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
