"""Wikitext to plain paragraphs, and the date that a Wikinews article gives itself. Needs mwparserfromhell."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from quotestats.errors import MissingExtraError
from quotestats.formats import spelled

if TYPE_CHECKING:
    from mwparserfromhell.nodes import Template
    from mwparserfromhell.wikicode import Wikicode

_ENDS = re.compile(
    r"^=+\s*(?:sources?|references?|external links?|related (?:news|articles?|stories)|see also|sister links?|notes|"
    r"further reading|bibliography|quellen|weblinks|einzelnachweise|sources? externes?|références|liens externes|"
    r"voir aussi|fuentes?|referencias|enlaces externos|fonti|collegamenti esterni|fontes?|bronnen|źródła)\s*=+\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_NAMED_LINK = re.compile(
    r"\[\[\s*(?:file|image|category|datei|bild|kategorie|fichier|catégorie|archivo|imagen|categoría|immagine|categoria|"
    r"ficheiro|bestand|afbeelding|categorie|plik|grafika|kategoria|media)\s*:",
    re.IGNORECASE,
)
_LANGUAGE_LINK = re.compile(r"^\[\[[a-z]{2,3}(?:-[a-z]+)?:[^\]\n]*\]\]\s*$", re.MULTILINE)
_HEADING = re.compile(r"^(=+)\s*(.+?)\s*\1\s*$", re.MULTILINE)
_LIST = re.compile(r"(?:^|\n)[*#:;]+[ \t]*")
_TAGS = re.compile(
    r"<(ref|gallery|math|timeline|imagemap|score)\b[^>/]*>.*?</\1\s*>|<ref\b[^>]*/>", re.IGNORECASE | re.DOTALL
)
_DATE = re.compile(r"\{\{\s*(?:date|byline|datum|fecha)\s*\|(?P<rest>[^{}]{4,120})", re.IGNORECASE)
_DATE_CATEGORY = re.compile(r"\[\[\s*Category\s*:\s*(?P<day>[A-Z][a-z]+ \d{1,2}, \d{4})\s*[\]|]")
_SAYS_SECOND = frozenset(["w", "wikipedia", "lang", "wp", "commons", "wikt", "ill", "foreign", "s", "n"])
_SAYS_FIRST = frozenset(
    [
        "nowrap",
        "quote",
        "blockquote",
        "cquote",
        "abbr",
        "small",
        "big",
        "nobr",
        "bq",
        "as of",
        "smallcaps",
        "em",
        "strong",
    ]
)
_MEASURES = frozenset(["convert", "cvt"])


def cleaner(path: str) -> Callable[[str], tuple[str, str]]:
    """Return the function from a page's wikitext to its text and its date as written; ``path`` is named in errors."""
    try:
        import mwparserfromhell
    except ImportError as error:
        raise MissingExtraError("mwparserfromhell", "wiki", f"reading {path}") from error

    def clean(raw: str) -> tuple[str, str]:
        body = _TAGS.sub("", raw)
        if end := _ENDS.search(body):
            body = body[: end.start()]
        body = _LANGUAGE_LINK.sub("", _without_links(body))
        body = _LIST.sub("\n\n", _HEADING.sub(r"\n\n\2\n\n", body.replace("\r\n", "\n")))
        code = mwparserfromhell.parse(body, skip_style_tags=False)
        _say_templates(code)
        for table in code.filter_tags(recursive=False, matches=lambda tag: str(tag.tag).lower() == "table"):
            code.remove(table)
        return _paragraphs(_text(code)), date(raw)

    return clean


def date(raw: str) -> str:
    """Return the date that a Wikinews page names, as written: in ``{{date|...}}``, ``{{byline}}`` or a category."""
    for found in _DATE.finditer(raw):
        if spelled.day(found["rest"].replace("date=", "")):
            return found["rest"].replace("date=", "").split("|")[0].strip()
    days = {day for found in _DATE_CATEGORY.finditer(raw) if (day := found["day"])}
    return days.pop() if len(days) == 1 else ""


def _without_links(raw: str) -> str:
    """Return wikitext without pictures and categories, whose captions may hold links of their own."""
    parts, at = [], 0
    while found := _NAMED_LINK.search(raw, at):
        parts.append(raw[at : found.start()])
        at, depth = found.end(), 1
        while depth and (mark := re.compile(r"\[\[|\]\]").search(raw, at)):
            depth += 1 if mark[0] == "[[" else -1
            at = mark.end()
        if depth:
            break
    return "".join([*parts, raw[at:]])


def _say_templates(code: "Wikicode") -> None:
    """Replace each template by the words it shows; those that show none of the article's go."""
    for template in reversed(code.filter_templates()):
        try:
            code.replace(template, _shown(template))
        except ValueError:  # it stood in one that is gone
            continue


def _shown(template: "Template") -> str:
    name = str(template.name).strip().lower().replace("_", " ")
    plain = [str(one.value).strip() for one in template.params if not one.showkey]
    if name in _SAYS_SECOND and plain:
        return plain[1] if len(plain) > 1 and plain[1] else plain[0]
    if name in _SAYS_FIRST and plain:
        return plain[0]
    if name in _MEASURES and len(plain) > 1:
        return f"{plain[0]} {plain[1]}"
    return ""


def _text(code: "Wikicode") -> str:
    return str(code.strip_code(normalize=True, collapse=False, keep_template_params=False))


def _paragraphs(text: str) -> str:
    """Return the paragraphs, parted by blank lines: a single line end does not end one."""
    words = [" ".join(block.split()) for block in re.split(r"\n\s*\n", text)]
    return "\n\n".join(block for block in words if block and not re.fullmatch(r"[-|{}=!]+.*", block))
