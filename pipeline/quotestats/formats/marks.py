"""Formats that are known by their first bytes and not read: why, and what to do instead."""

import re

_MARKS = (
    (b"%PDF", "a PDF: save its text first"),
    (b"{\\rtf", "rich text (RTF): save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Office document: save it as plain text or CSV"),
    (b"PK\x03\x04", "an Office document: save it as plain text or CSV"),
    (b"WARC/", "a web archive (WARC): extract the articles' text first"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype\b|!--|[a-z][\w:.-]*(?:[\s/]|>))", re.IGNORECASE)
_MAIL = re.compile(rb"(?:Received|Return-Path|Delivered-To|MIME-Version|Message-ID): ", re.IGNORECASE)


def refusal(head: bytes) -> str:
    """Return in words why a file with these first bytes is no text, or ``""``."""
    for mark, words in _MARKS:
        if head.startswith(mark):
            return f"this is {words}"
    if _MARKUP.match(head):
        return "this is HTML or XML: extract the articles' text first"
    return "this is a mail message: save its text first" if _MAIL.match(head) else ""
