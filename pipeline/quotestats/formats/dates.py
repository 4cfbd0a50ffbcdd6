"""From the many ways to write a publication date to the ISO day, without guessing.

The day is the one written in the stamp, in its own time zone. Numbers are seconds or milliseconds since 1970 (UTC).
For numbers and stamps in UTC, which say nothing of where they were written, another time zone can be asked for.
``03/04/2019`` may be March or April, so it gives no date; ``30/04/2019`` can be one day only.
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAME = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_FORMS = tuple(
    re.compile(form, re.VERBOSE | re.IGNORECASE)
    for form in (
        # 2019-01-04, 2019/1/4, 2019.01.04, followed by nothing or a time
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\d/.-])",
        # 20190104, 20190104T120000Z
        r"(?P<year>(?:1[5-9]|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:t?(?:\d{4}|\d{6})(?:z|[+-]\d{4})?)?$",
        # Fri, 04 Jan 2019; 4 January 2019; 4th of January, 2019; 4-Jan-2019
        rf"(?:[a-z]+,?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_NAME},?[\s-]+(?P<year>\d{{4}})\b",
        # January 4, 2019; Friday, January 4th 2019; Jan. 4 2019
        rf"(?:[a-z]+day,?\s+)?{_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
        # Fri Jan  4 10:00:00 2019 (C and Twitter)
        rf"[a-z]{{3}}\s+{_NAME}\s+(?P<day>\d{{1,2}})\s+[\d:]+\s+(?:[a-z]+\s+|[+-]\d{{4}}\s+)?(?P<year>\d{{4}})\b",
    )
)
_IN_PATH = re.compile(
    r"(?<!\d)(?P<year>(?:1[6-9]|20)\d\d)(?P<mark>[-_./]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>[0-2]\d|3[01])(?!\d)"
)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<year>\d{4})(?!\d)")
_UTC = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)? ?(?:Z|[+-]00:?00|UTC|GMT)$")
_EPOCH = re.compile(r"-?\d{9,13}(?:\.\d+)?$")
_EPOCH_DAY = datetime(1970, 1, 1, tzinfo=UTC)


def iso(written: str, zone: ZoneInfo | None = None) -> str:
    """Return the ISO day, or ``""`` when the words fix no day; ``zone`` has the day of stamps in UTC.

    >>> iso("Fri, 04 Jan 2019 23:30:00 -0500"), iso("30/04/2019"), iso("03/04/2019"), iso("1356999181000")
    ('2019-01-04', '2019-04-30', '', '2013-01-01')
    """
    words = " ".join(written[:200].split())
    if zone and (stamp := _UTC.match(words)):
        return _local(stamp["day"], stamp["time"], zone)
    for form in _FORMS:
        if (found := form.match(words)) and (day := _day(found["year"], _month(found["month"]), found["day"])):
            return day
    if found := _NUMERIC.match(words):
        first, second = int(found["a"]), int(found["b"])
        if first == second or first > 12:
            return _day(found["year"], second, first)
        return _day(found["year"], first, second) if second > 12 else ""
    return _epoch(float(words), zone or UTC) if _EPOCH.match(words) else ""


def in_path(path: str) -> str:
    """Return the ISO day that the path of an article's own file holds.

    Empty when it holds none or several that differ, and for a record of a larger file (``#``), whose name has the day
    of an export. The name of an archive does not count either.

    >>> in_path("news/2019/01/04/17.xml"), in_path("2024-11-24.zip!/2019-01-04_fire.txt"), in_path("20241124.csv#7")
    ('2019-01-04', '2019-01-04', '')
    """
    own = "" if "#" in path else path.rpartition("!/")[2]
    days = {_day(found["year"], found["month"], found["day"]) for found in _IN_PATH.finditer(own)} - {""}
    return days.pop() if len(days) == 1 else ""


def _month(written: str) -> int:
    return int(written) if written.isdigit() else _MONTHS.index(written[:3].lower()) + 1


def _day(year: str | int, month: str | int, day: str | int) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _local(day: str, time: str, zone: ZoneInfo) -> str:
    try:
        return datetime.fromisoformat(f"{day}T{time}+00:00").astimezone(zone).date().isoformat()
    except (ValueError, OverflowError):
        return ""


def _epoch(seconds: float, zone: tzinfo) -> str:
    if abs(seconds) >= 1e11:
        seconds /= 1000
    try:
        return (_EPOCH_DAY + timedelta(seconds=seconds)).astimezone(zone).date().isoformat()
    except OverflowError:
        return ""
