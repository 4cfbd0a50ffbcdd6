"""Wikitext to plain paragraphs, and the date that a Wikinews article gives itself. Needs mwparserfromhell."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from quotestats.errors import MissingExtraError, SourceError
from quotestats.formats import spelled

if TYPE_CHECKING:
    from mwparserfromhell.wikicode import Wikicode

Node = Any  # a node of mwparserfromhell, whose attributes are properties made at run time
_ENDS = re.compile(
    r"^=+[ \t]*(?:sources?|references?|external links?|related (?:news|articles?|stories)|see also|sister links?|notes|"
    r"further reading|bibliography|quellen|weblinks|einzelnachweise|sources? externes?|références|liens externes|"
    r"voir aussi|fuentes?|referencias|enlaces externos|fonti|collegamenti esterni|fontes?|bronnen|źródła)"
    r"[ \t]*=+[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SHOWS_NOTHING = re.compile(
    r"\s*(?:file|image|category|datei|bild|kategorie|fichier|catégorie|archivo|imagen|categoría|immagine|categoria|"
    r"ficheiro|bestand|afbeelding|categorie|plik|grafika|kategoria|media)\s*:",
    re.IGNORECASE,
)
_OTHER_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]+)*:")
_DATE = re.compile(r"\{\{\s*(?:date|byline|datum|fecha)\s*\|(?P<rest>[^{}]{4,120})", re.IGNORECASE)
_DATE_CATEGORY = re.compile(r"\[\[\s*Category\s*:\s*(?P<day>[A-Z][a-z]+ \d{1,2}, \d{4})\s*[\]|]")
_CLOSED_BY = {"{{": ("}}",), "[[": ("]]",), "{|": ("|}",), "<b>": ("</b",), "<ref": ("</ref", "/>"), "[http": ("]",)}
_OPEN = 1000  # marks that a page may leave open
_DATELINE = 30  # characters of a line that is a date
_SAYS_SECOND = frozenset(["w", "wikipedia", "lang", "wp", "commons", "wikt", "ill", "foreign", "s", "n"])
_SAYS_FIRST = frozenset(
    [
        "abbr",
        "as of",
        "big",
        "blockquote",
        "bq",
        "cquote",
        "em",
        "nobr",
        "nowrap",
        "quote",
        "small",
        "smallcaps",
        "strong",
    ]
)
_MEASURES = frozenset(["convert", "cvt"])
_NO_TEXT = frozenset(["table", "ref", "references", "gallery", "math", "timeline", "imagemap", "score", "nowiki/"])
_PARTS = frozenset(["li", "dd", "dt", "p", "div", "blockquote", "hr"])  # a list mark is a tag without contents


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
            raise SourceError(f"more than {_OPEN} of its templates, links, tables or tags are never closed")
        end = _ENDS.search(raw)
        return _paragraphs(_text(mwparserfromhell.parse(raw[: end.start()] if end else raw))), date(raw)

    return clean


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
    if _SHOWS_NOTHING.match(title) or (node.text is None and _OTHER_LANGUAGE.match(title)):
        return ""
    return _text(node.text if node.text is not None else node.title)


def _tag(node: Node) -> str:
    name = str(node.tag).strip().lower()
    if name in _NO_TEXT:
        return ""
    if name == "br":
        return "\n"
    mark = "\x1e" if name in _PARTS else ""
    return mark + _text(node.contents) + mark


def _template(node: Node) -> str:
    """Return the words of the article that a template shows; most show none."""
    name = str(node.name).strip().lower().replace("_", " ")
    plain = [param.value for param in node.params if not param.showkey]
    if name in _SAYS_SECOND and plain:
        return _text(plain[1]).strip() or _text(plain[0]).strip() if len(plain) > 1 else _text(plain[0]).strip()
    if name in _SAYS_FIRST and plain:
        return _text(plain[0]).strip()
    if name in _MEASURES and len(plain) > 1:
        return f"{_text(plain[0]).strip()} {_text(plain[1]).strip()}"
    return ""


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
