"""From the files of Nexis to paragraphs: text wrapped at 80 columns, and HTML."""

import re

from quotestats.formats import markup


def of_text(text: str) -> list[str]:
    """Return the paragraphs of wrapped text: blank lines part them, lines that a wrap has parted are joined again.

    A line that ends short of where the next word would still have fitted ends a line of its own (a verse, a table).
    """
    lines = [line.strip() for line in re.split(r"\r\n?|\n", text.replace("\f", "\n\n"))]
    width = min(max(map(len, lines), default=0), 80)
    found: list[str] = []
    last = ""
    for line in lines:
        if not line:
            last = ""
        elif not last:
            found.append(line)
            last = line
        else:
            wrapped = len(last) + 1 + len(line.split(" ", 1)[0]) > min(width, 76)
            found[-1] += (" " if wrapped else "\n") + line
            last = line
    return found


def of_html(text: str) -> list[str]:
    """Return the paragraphs of an HTML export."""
    return markup.paragraphs(markup.html(text))
