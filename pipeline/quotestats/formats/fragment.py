"""From a fragment of HTML, such as the body that a database or a feed keeps, to text: its blocks as paragraphs.

Nothing is taken for surroundings, as it would be in a page: a fragment is all article but for scripts and boilerplate.
"""

import re
from html.parser import HTMLParser

from quotestats.formats import clean

# The elements that begin no line of their own (HTML Living Standard, phrasing content without br).
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins"),
        *("kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt"),
        *("u", "var", "wbr", "script", "style", "template"),
    }
)
_SILENT = frozenset({"figcaption", "noscript", "script", "style", "svg", "template", "textarea", "title"})
_BLOCK = re.compile(r"<(?:blockquote|br|div|h[1-6]|li|p|td)\b", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
_TAG = re.compile(
    r"</(?:a|b|blockquote|div|em|figure|h[1-6]|i|li|p|span|strong|ul)\s*>|<(?:br|p)\b[^<>]{0,200}>", re.IGNORECASE
)


def is_html(words: str) -> bool:
    """Tell whether a text has HTML in it: the end of an element, a paragraph or a line break.

    >>> is_html("<p>Five left."), is_html("a <b> or 5 < 6")
    (True, False)
    """
    return "<" in words and _TAG.search(words) is not None


def text(html: str) -> str:
    r"""Return the text of a fragment of HTML, an empty line between paragraphs.

    Where no element begins a paragraph, empty lines do, as in what editors of weblogs keep.

    >>> text("<p>Ann Roe said <b>5 had</b> left.</p><script>x</script>Six<br>seven")
    'Ann Roe said 5 had left.\n\nSix\n\nseven'
    """
    reader = _Blocks()
    reader.feed(html if _BLOCK.search(html) else _EMPTY_LINE.sub("<p>", html))
    reader.close()
    return clean.text(reader.paragraphs)


class _Blocks(HTMLParser):
    """Collects the text of each block; one within another begins a paragraph of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._words: list[str] = []
        self._silent: dict[str, int] = {}
        self.paragraphs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """End the paragraph before a block; be silent within what is no text."""
        self._between(tag)
        if tag in _SILENT:
            self._silent[tag] = self._silent.get(tag, 0) + 1

    def handle_endtag(self, tag: str) -> None:
        """End the paragraph at the end of a block."""
        self._between(tag)
        if self._silent.get(tag):
            self._silent[tag] -= 1

    def handle_data(self, data: str) -> None:
        """Take text."""
        if not any(self._silent.values()):
            self._words.append(data)

    def close(self) -> None:
        """End the last paragraph."""
        super().close()
        self._between("")

    def _between(self, tag: str) -> None:
        if tag not in _INLINE:
            self.paragraphs.append("".join(self._words))
            self._words.clear()
