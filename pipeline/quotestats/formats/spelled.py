"""Days in words, in the languages of vendor exports: ``jeudi 5 octobre 2013``, ``July 1, 2019 Monday 9:20 AM GMT``.

Month names are those of dateparser's tables (CLDR). A day counts only when day, month and year are all written.
"""

import re
import unicodedata
from datetime import date
from functools import cache
from importlib import import_module
from zoneinfo import ZoneInfo

from quotestats.formats import dates

LANGUAGES = ("cs", "da", "de", "en", "es", "fi", "fr", "it", "nb", "nl", "pl", "pt", "ru", "sv")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    "december",
)
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)\b"
_NAME = r"(?P<month>[^\W\d_]{3,12})\.?"
_EAST = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")  # 2018 年 10 月 7 日
_FORMS = tuple(
    re.compile(form, re.VERBOSE)
    for form in (
        # 5 octobre 2013; 5. Juli 2019; 1er mars 2020; 5 de julio de 2019; 5th of July, 2019; 5-Jul-2019
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|º|er|st|nd|rd|th)?[\s-]+(?:(?:de|of)\s+)?{_NAME},?[\s-]+(?:(?:del?)\s+)?{_YEAR}",
        # July 1, 2019; julio 1 de 2019
        rf"(?<![^\W\d_]){_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:de\s+)?{_YEAR}",
    )
)


def day(written: str, zone: ZoneInfo | None = None) -> str:
    """Return the ISO day that the words name, the first where there are several, or ``""``.

    ``zone`` is the time zone whose day counts for time stamps in UTC, None for the day that is written.

    >>> day("Freitag, 5. Juli 2019 09:31"), day("12 April 2013 Tuesday"), day("October 2019")
    ('2019-07-05', '2013-04-12', '')
    """
    found = find(written)
    return found[0] if found else dates.iso(written.strip(), zone)


def find(written: str) -> tuple[str, int, int] | None:
    """Return the first day in words within a text as ISO day, start and end, or None."""
    words = written[:1000]
    if (east := _EAST.search(words)) and (iso := _iso(*map(int, east.groups()))):
        return iso, east.start(), east.end()
    matches = sorted((match for form in _FORMS for match in form.finditer(words)), key=lambda match: match.start())
    for match in matches:
        number = _months().get(_plain(match["month"]))
        if number and (iso := _iso(int(match["year"]), number, int(match["day"]))):
            return iso, match.start(), match.end()
    return None


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


@cache
def _months() -> dict[str, int]:
    """Return month names and their abbreviations, without accents; a name that is two months in two languages not."""
    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        table = import_module(f"dateparser.data.date_translation_data.{language}").info
        for number, month in enumerate(_MONTHS, 1):
            for name in table[month]:
                for spelling in {_plain(name), _plain(name.replace("ä", "ae"))}:
                    found.setdefault(spelling, set()).add(number)
    english = {name[:length]: number for number, name in enumerate(_MONTHS, 1) for length in (3, len(name))}
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1} | english


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isalpha())
