"""What one quantity takes from those before it: the noun elided, the original of a conversion, the change beside it."""

import re
from dataclasses import replace

from quotestats.numerals.found import Found
from quotestats.records import Direction, Quantity

# "were 6.8m, an increase of 62,000", "was $3.5bn - up nearly $3bn": the level moved as well.
_BESIDE_CHANGE = re.compile(
    r"""\)?\s*[,;(–—-]+\s*               # the level ends: ", " or ") - "
    (?:which\ was\ |or\ |and\ |also\ )?
    (?:up|down|(?:an?|the)\ (?:\w+\ ){0,2}(?:increase|decrease|rise|fall|drop|decline|jump|reduction|growth|hike)\b)
    [\w\s]{0,24}$                      # "of", "of about", "by"
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "57.5% of the vote, down from 62.2%": where the figure came from, behind what it is of.
_DOWN_FROM = re.compile(
    r"\s(?:of|in|for|among|on)\s[\w\s’'-]{1,40}\)?\s*[,;(–—-]+\s*(?:up|down)\s(?:\w+\s)?from\s", re.IGNORECASE
)
_A_CHANGE_OF = re.compile(
    r"^[^.;\n]{0,120}[,(–—]\s?an?\s(?:\w+\s){1,3}of\s(?:(?:about|nearly|some|almost|just|over)\s)*$"
)
_BEFORE_CHANGE_NOUN = re.compile(r"\)?\s*[,;(–—-]+\s*an?\s(?:\w+\s){0,2}$", re.IGNORECASE)
_MOVED = re.compile(r"(?:,\s|\s\(|\s[–—-]\s)(?:also\s)?(?:up|down)\s(?:by\s)?(?:a\s|an\s|just\s|only\s)?")
_CONVERSION = re.compile(r"\s?[(\[;]\s?(?:or |about |some |around |nearly )?$")
_RESTATED = re.compile(r"(?: (?:[a-z-]+ ){0,2}[a-z-]+)?,? or ", re.IGNORECASE)  # "190 points, or 0.6%"
_FROM = re.compile(r"\bfrom(?:\s(?:about|nearly|around|some|a|an|the|just|over|under))?\s$", re.IGNORECASE)
_AND_ON = re.compile(r"\s(?:on|in|over|from)\sthe\s\w+,?\sand\s(?:by\s)?")  # "rose 0.2% on the month and" 2.6%
_AND_THEN = re.compile(r"\s(?:in|a|last|the)\s[\w\s]{1,20},?\sand\s")  # "from 7 in March and" 4 a year before
_TO = re.compile(r"^[\w\s’']*\bto(?:\s(?:about|nearly|around|some|almost|just|over|under))?\s$")
_LED_BY_FROM = re.compile(r"\bfrom\s$", re.IGNORECASE)
_GOING_FROM = re.compile(
    r"\b(?:go|goes|going|gone|went|mov(?:e|es|ed|ing)|shift(?:s|ed|ing)?|sw[iu]ng)\s(?:\w+\s)?from\s$"
)
_AT_A_TIME = re.compile(
    r"\b(?:(?:1[89]|20)\d\d|ago|earlier|last|before|previous|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b"
)
_LONGEST_LEAD = 30  # characters before "from" in which its verb stands
_LONGEST_FROM_TO = 60  # characters between the two figures of a change
_LINKED = re.compile(
    r"\b(?:compared|against|versus|than|from|to|and|or|while|with|plus|another|not)\b|[,;–—(]", re.IGNORECASE
)
_MORE_THAN = re.compile(r"\s(?:more|fewer|less|higher|lower)\sthan\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:compared|against|versus|than|from|to|or)\b|\($", re.IGNORECASE)
_ELIDED_BEHIND = re.compile(r"\s(?:more|fewer|less|others?)\b(?!\s[a-z])", re.IGNORECASE)


def conversion(text: str, before: Quantity | None, quantity: Quantity) -> Quantity | None:
    """Return a quantity in brackets behind another one ("$4bn (£2.1bn)") with what that one counts, or None."""
    if before is None or quantity.kind != before.kind or quantity.kind not in ("money", "measure"):
        return None
    if quantity.unit == before.unit or not _CONVERSION.fullmatch(text[before.end : quantity.start]):
        return None
    return replace(
        quantity, counted=before.counted, counted_start=before.counted_start, counted_end=before.counted_end,
        direction=before.direction, role=before.role, per=quantity.per or before.per,
    )  # fmt: skip


def restated(text: str, before: Quantity | None, quantity: Quantity) -> Quantity:
    """Return a quantity that says another one again ("fell to $87m, or $2 a share") with the change of that one."""
    if before is None or quantity.direction or not _RESTATED.fullmatch(text[before.end : quantity.start]):
        return quantity
    return replace(quantity, direction=before.direction, role=before.role)


def polled(text: str, earlier: list[Quantity], quantity: Quantity) -> Quantity | None:
    """Return a bare number as the points by which the share before it moved (``11%, up two``), or None."""
    before = earlier[-1] if earlier else None
    if before is None or before.kind != "percent" or not _MOVED.fullmatch(text[before.end : quantity.start]):
        return None
    return replace(
        quantity, kind="percentage_point", unit="percentage_point", counted=before.counted,
        counted_start=before.counted_start, counted_end=before.counted_end,
    )  # fmt: skip


def age_listed(text: str, found: Found, earlier: list[Quantity]) -> bool:
    """Tell whether a bare number goes on a list of ages: ``aged nine, ten and 13``."""
    if not earlier or not found.bare or earlier[-1].unit != "year" or "year" in earlier[-1].text.lower():
        return False
    return re.fullmatch(r",\s(?:and\s)?|\sand\s", text[earlier[-1].end : found.start]) is not None


def elided(text: str, sentence_start: int, earlier: list[Quantity], quantity: Quantity) -> Quantity | None:
    """Return a bare count with the noun that a count before it in the sentence named, or None.

    ``29,000 people ... compared with about 46,000``; ``options on 193 more``.
    """
    led = _FROM.search(text, max(quantity.start - 20, 0), quantity.start) is not None
    for before in reversed(earlier[-4:]):
        if before.start < sentence_start:
            return None
        if led and before.role == "to" and before.unit and before.kind != "money":
            return replace(
                quantity, kind=before.kind, unit=before.unit, counted=before.counted,
                counted_start=before.counted_start, counted_end=before.counted_end,
            )  # fmt: skip
        if before.kind != "count" or not before.unit or before.unit == "time":
            continue
        gap = text[before.end : quantity.start]
        behind = _ELIDED_BEHIND.match(text, quantity.end)
        if behind is None and not _LINKED.search(gap):
            return None
        return replace(
            quantity, unit=before.unit, counted=before.counted, counted_start=before.counted_start,
            counted_end=before.counted_end,
        )  # fmt: skip
    return None


def elided_currency(text: str, sentence_start: int, earlier: list[Quantity], quantity: Quantity) -> Quantity:
    """Return a bare amount of thousands or millions as money where money was told before it in the sentence."""
    before = next((q for q in reversed(earlier[-3:]) if q.start >= sentence_start), None)
    if before is None or before.kind != "money":
        return quantity
    return replace(quantity, kind="money", unit=before.unit)


def appositive(text: str, sentence_start: int, earlier: list[Quantity], quantity: Quantity) -> Quantity | None:
    """Return the size of a change with what the figure counts that it stands behind: ``40 fires, a rise of 12%``."""
    before = earlier[-1] if earlier and earlier[-1].start >= sentence_start else None
    if before is None or not before.counted or not _A_CHANGE_OF.search(text[before.end : quantity.start]):
        return None
    return replace(quantity, counted=before.counted, counted_start=before.counted_start, counted_end=before.counted_end)


def carried(text: str, sentence_start: int, earlier: list[Quantity], quantity: Quantity) -> Quantity:
    """Return a figure that names nothing with what the figure before it in the sentence counts.

    ``9% of voters ... while eight out of 10 said``; ``turnover was $45bn, compared to $46bn``; ``a rise of 3% to 40``.
    """
    if not earlier or earlier[-1].start < sentence_start or not earlier[-1].counted or quantity.kind == "duration":
        return quantity
    before = earlier[-1]
    gap = text[before.end : quantity.start]
    shares = {"percent", "ratio"}
    alike = before.kind == quantity.kind or {before.kind, quantity.kind} <= shares
    linked = _COMPARED if quantity.kind == "money" else _LINKED
    linked = linked if not _BEFORE_CHANGE_NOUN.fullmatch(gap) else _LINKED
    beside = len(gap) < 25 and re.search(r"[,;–—-]", gap) is not None
    compared = quantity.kind in (*shares, "multiple") and _MORE_THAN.match(text, quantity.end) is not None
    nearby = (alike and linked.search(gap) is not None) or (compared and "," in gap)
    if not (nearby and len(gap) < 160) and not (beside and quantity.kind in (*shares, "multiple")):
        return quantity
    return replace(quantity, counted=before.counted, counted_start=before.counted_start, counted_end=before.counted_end)


def _from_where(text: str, before: Quantity | None, quantity: Quantity) -> Quantity:
    """Return the figure behind "from" that follows the one behind "to" with its direction: ``to $3m from $2m``."""
    if before is None or quantity.direction or before.kind != quantity.kind:
        return quantity
    gap = text[before.end : quantity.start]
    if before.role == "from" and before.direction and _AND_THEN.fullmatch(gap):
        return replace(quantity, direction=before.direction, role="from")
    if before.role == "change" and before.direction and _AND_ON.fullmatch(gap):
        return replace(quantity, direction=before.direction, role="change")
    if before.role != "to":
        return quantity
    if len(gap) > 60 or re.search(r"[.;\n]", gap) or not _FROM.search(gap):
        return quantity
    return replace(quantity, direction=before.direction, role="from")


def _went(text: str, before: Quantity, quantity: Quantity) -> Direction:
    """Return the direction of "from X in 2019 to Y in 2022" and "went from X to Y", by the figures themselves."""
    gap = text[before.end : quantity.start]
    lead = text[max(before.start - _LONGEST_LEAD, 0) : before.start]
    if len(gap) > _LONGEST_FROM_TO or not _TO.search(gap) or not _LED_BY_FROM.search(lead):
        return ""
    alike = before.kind == quantity.kind and (quantity.unit == before.unit or not quantity.unit)
    if alike and before.role == "from" and before.direction:
        return before.direction  # "more than tripled, from 410 to 1,300"
    if not alike or not (_GOING_FROM.search(lead) or _AT_A_TIME.search(gap)):
        return ""
    if before.value is None or quantity.value is None or before.value == quantity.value:
        return ""
    return "up" if quantity.value > before.value else "down"


def _phrase_end(level: Quantity, told: Quantity) -> int:
    """Return where a figure ends with the noun it counts beside it: "40 arrests", before ", up from 31"."""
    start, end = level.counted_start, level.counted_end
    beside = start is not None and end is not None and level.end <= start <= level.end + 1 and end <= told.start
    return end if beside and end is not None else level.end


def moved(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Return the quantities with the direction of a change told beside a level ("$3.1m, down 9.2%")."""
    result: list[Quantity] = []
    for quantity in quantities:
        result.append(_from_where(text, result[-1] if result else None, quantity))
    for index in range(len(result) - 2, -1, -1):
        level, told = result[index], result[index + 1]
        if not told.direction and level.role in ("level", "from") and (went := _went(text, level, told)):
            result[index] = replace(level, direction=went, role="from")
            result[index + 1] = replace(told, direction=went, role="to", unit=told.unit or level.unit)
            continue
        if level.direction or level.role != "level" or not told.direction or told.role == "level":
            continue
        gap = text[_phrase_end(level, told) : told.start]
        noun = _BEFORE_CHANGE_NOUN.fullmatch(gap) and told.role == "change"
        came = told.role == "from" and told.kind == level.kind and _DOWN_FROM.fullmatch(gap)
        if len(gap) < 60 and (_BESIDE_CHANGE.fullmatch(gap) or noun or came):
            result[index] = replace(level, direction=told.direction, role="to" if told.role == "from" else level.role)
            if index and conversion(text, result[index - 1], level) is not None:
                result[index - 1] = replace(result[index - 1], direction=told.direction)
    return result
