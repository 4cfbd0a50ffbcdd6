"""Numbers inside times: counts of units ("two and a half"), years in figures and words."""

from quotestats.timex.grammar import Found

_MOST = 1e12  # more units than this are no time
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


def count(found: Found, group: str) -> float | None:
    """Return the number that a group's tokens say: ``5 1/2`` is 5.5, ``a hundred`` 100; None beyond all times."""
    first, last = found.span(group)
    total, figures = 0.0, []
    for index in range(first, last):
        classes = found.classes(index)
        if "NUM" in classes:
            figures.append(_figure(classes["NUM"]))
        elif "MAGNITUDE" in classes:
            total = (total or (figures.pop() if figures else 1.0)) * int(classes["MAGNITUDE"])
        elif "TENS" in classes or "ONES" in classes:
            total += int(classes.get("TENS") or classes["ONES"])
    if len(figures) == 3 and figures[2]:  # 5 1/2
        return figures[0] + figures[1] / figures[2]
    number = sum(figures[:1]) + total
    return number if (figures or total) and number < _MOST else None


def _figure(text: str) -> float:
    return _FRACTIONS[text] if text in _FRACTIONS else float(text.replace(",", ""))


def ordinal(found: Found, group: str) -> int:
    """Return the number of an ordinal: ``21st``, ``twenty-first``, ``third``."""
    tens = found.value(group, "TENS")
    text = found.value(group, "ORDINAL") or found.value(group, "DAY")
    digits = "".join(c for c in text if c.isdigit())
    return int(tens or 0) + int(digits or 0)


def year(found: Found, group: str = "year") -> int | None:
    """Return the year of a group in figures (``1997``, ``'97``) or words (``nineteen ninety-seven``)."""
    if not found.has(group):
        return None
    if found.tokens.lower(found.span(group)[0] - 1) == "fy" and len(text := found.value(group, "NUM")) == 2:
        return short_year(int(text))  # "FY24"
    if text := (found.value(group, "YEAR") or found.value(group, "OLDYEAR") or found.value(group, "NUM")):
        return int(text) if text.isdigit() else None
    if text := found.value(group, "YEARPAIR"):
        return int(text[:4])
    if text := found.value(group, "SHORTYEAR"):
        return short_year(int(text.strip("'")))
    first, last = found.span(group)
    parts = []
    for index in range(first, last):
        classes = found.classes(index)
        if "TENS" in classes or "ONES" in classes:
            parts.append(int(classes.get("TENS") or classes["ONES"]))
        elif "MAGNITUDE" in classes:
            parts.append(int(classes["MAGNITUDE"]))
    return _spoken_year(parts)


def short_year(two_digits: int) -> int:
    """Return the year of two digits: to 39 in this century, else in the last."""
    return two_digits + (2000 if two_digits <= 39 else 1900)


def _spoken_year(parts: list[int]) -> int | None:
    if len(parts) < 2:
        return None
    if parts[1] == 1000:
        return parts[0] * 1000 + sum(parts[2:])
    if parts[0] == 20 or 11 <= parts[0] <= 19:
        rest = sum(parts[1:])
        return parts[0] * 100 + (0 if parts[1] == 100 else rest) if 10 <= rest <= 99 or parts[1] == 100 else None
    return None
