"""Wikitext to plain paragraphs, and the date that a Wikinews article gives itself. Needs mwparserfromhell."""

import re
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from quotestats import lexicon
from quotestats.errors import MissingExtraError, SourceError
from quotestats.formats import spelled

if TYPE_CHECKING:
    from mwparserfromhell.wikicode import Wikicode

Node = Any  # a node of mwparserfromhell, whose attributes are properties made at run time
_HEADING = re.compile(r"^=+(?P<name>[^=\n]+)=+[ \t]*$", re.MULTILINE)
_OTHER_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]+)*:")
_DATE = re.compile(r"\{\{\s*(?:date|byline|datum|fecha)\s*\|(?P<rest>[^{}]{4,120})", re.IGNORECASE)
_DATE_CATEGORY = re.compile(r"\[\[\s*Category\s*:\s*(?P<day>[A-Z][a-z]+ \d{1,2}, \d{4})\s*[\]|]")
_CLOSED_BY = {"{{": ("}}",), "[[": ("]]",), "{|": ("|}",), "<b>": ("</b",), "<ref": ("</ref", "/>"), "[http": ("]",)}
_OPEN = 1000  # marks that a page may leave open
_DATELINE = 30  # characters of a line that is a date


@cache
def _shows(kind: str) -> dict[str, str]:
    """Return what each section, namespace, template or tag of wikitext.tsv shows, by its name in lower case."""
    text = resources.files("quotestats.formats").joinpath("wikitext.tsv").read_text(encoding="utf-8")
    return {row["name"]: row["shows"] for row in lexicon.parse(text, "wikitext.tsv") if row["kind"] == kind}


def cleaner(path: str) -> Callable[[str], tuple[str, str]]:
    """Return the function from a page's wikitext to its text and its date as written; ``path`` is named in errors.

    The function raises SourceError for a page whose marks are not closed a thousand times over: the parser tries each.
    """
    try:
        import mwparserfromhell
    except ImportError as error:
        raise MissingExtraError("mwparserfromhell", "wiki", f"reading {path}") from error

    def clean(raw: str) -> tuple[str, str]:
        if any(raw.count(mark) - sum(map(raw.count, closed)) > _OPEN for mark, closed in _CLOSED_BY.items()):
            raise SourceError(f"more than {_OPEN} of its templates, links, tables or tags are never closed: close them")
        return _paragraphs(_text(mwparserfromhell.parse(_article(raw)))), date(raw)

    return clean


def _article(raw: str) -> str:
    """Return wikitext up to the first heading that ends an article, such as that of its sources."""
    headings = _HEADING.finditer(raw)
    return raw[: next((one.start() for one in headings if one["name"].strip().lower() in _shows("section")), len(raw))]


def date(raw: str) -> str:
    """Return the date that a Wikinews page names, as written.

    It stands in ``{{date|...}}`` or ``{{byline}}``, in a category, or, as until 2006, alone in the first line.
    """
    for found in _DATE.finditer(raw):
        if spelled.day(found["rest"].replace("date=", "")):
            return found["rest"].replace("date=", "").split("|")[0].strip()
    days = {day for found in _DATE_CATEGORY.finditer(raw) if (day := found["day"])}
    if len(days) == 1:
        return days.pop()
    first = re.sub(r"[\[\]']", "", raw[:400].lstrip().partition("\n")[0]).strip(" .-–—")
    return first if len(first) < _DATELINE and spelled.day(first) else ""


def _text(code: "Wikicode | None") -> str:
    """Return the words that wikitext shows, U+001E between paragraphs."""
    return "".join(_SHOWN.get(type(node).__name__, _nothing)(node) for node in code.nodes) if code is not None else ""


def _nothing(node: Node) -> str:
    return ""


def _link(node: Node) -> str:
    """Return the words of a link; pictures, categories and the same page in another language show none in the text."""
    title = str(node.title).strip()
    namespace, colon, _ = title.partition(":")
    if (colon and namespace.strip().lower() in _shows("namespace")) or (
        node.text is None and _OTHER_LANGUAGE.match(title)
    ):
        return ""
    return _text(node.text if node.text is not None else node.title)


def _tag(node: Node) -> str:
    name = str(node.tag).strip().lower()
    shows = _shows("tag").get(name)
    if shows == "nothing":
        return ""
    if name == "br":
        return "\n"
    mark = "\x1e" if shows == "paragraph" else ""
    return mark + _text(node.contents) + mark


def _template(node: Node) -> str:
    """Return the words of the article that a template shows; most show none."""
    shows = _shows("template").get(str(node.name).strip().lower().replace("_", " "))
    if not shows:
        return ""
    plain = [_text(value).strip() for value in [param.value for param in node.params if not param.showkey][:2]]
    first, second = [*plain, "", ""][:2]
    return {"first": first, "second": second or first, "both": f"{first} {second}".strip()}[shows]


_SHOWN: dict[str, Callable[[Node], str]] = {
    "Text": str,
    "Wikilink": _link,
    "ExternalLink": lambda node: _text(node.title) if node.brackets else str(node.url),
    "Heading": lambda node: f"\x1e{_text(node.title)}\x1e",
    "HTMLEntity": lambda node: str(node.normalize()),
    "Tag": _tag,
    "Template": _template,
}


def _paragraphs(text: str) -> str:
    """Return the paragraphs, parted by blank lines: in wikitext a single line end does not end one."""
    words = [" ".join(block.split()) for block in re.split(r"\x1e|\n[ \t]*\n", text)]
    return "\n\n".join(block for block in words if block and not block.startswith(("{|", "|", "__")))
