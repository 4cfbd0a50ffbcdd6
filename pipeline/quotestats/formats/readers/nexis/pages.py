"""From the files of Nexis to paragraphs: text wrapped at 80 columns, and HTML."""

import re

from quotestats.formats import markup

_WRAP = 80  # the column at which Nexis wraps
_UNWRAPPED = 0.05  # part of the lines that are longer, from which on a file is not wrapped


def of_text(text: str) -> list[str]:
    """Return the paragraphs of wrapped text: blank lines part them, lines that a wrap has parted are joined again.

    A line that ends short of where the next word would still have fitted ends a line of its own (a verse, a table), as
    does every line of a file that is not wrapped.
    """
    lines = [line.strip() for line in re.split(r"\r\n?|\n", text.replace("\f", "\n\n"))]
    wide = sum(len(line) > _WRAP + 10 and " " in line for line in lines)
    width = min(max(map(len, lines), default=0), _WRAP - 4)
    is_wrapped = wide < _UNWRAPPED * sum(map(bool, lines))
    found: list[str] = []
    last = ""
    for line in lines:
        if not line:
            last = ""
        elif not last:
            found.append(line)
            last = line
        else:
            wrapped = is_wrapped and len(last) + 1 + len(line.split(" ", 1)[0]) > width
            found[-1] += (" " if wrapped else "\n") + line
            last = line
    return found


def of_html(text: str) -> list[str]:
    """Return the paragraphs of an HTML export."""
    return markup.paragraphs(markup.html(text))
