"""What the scanner finds: a numeric expression with its value, bound, unit and rate, and where it stands."""

from dataclasses import dataclass

from quotestats.records import Bound, Direction


@dataclass(frozen=True, slots=True)
class Found:
    """One numeric expression in ``text[start:end]``.

    ``kind`` is a kind of records.Quantity, or ``points`` where only the context tells percentage points from points of
    a game. ``core_start:core_end`` is the number without bound words, unit and rate. ``form`` is ``digits``, ``words``,
    ``fraction`` or ``vague``; ``bare``: no unit, currency or scale. ``ends`` holds the two figures of "X to Y", which
    may be a change and not a range (``led_by_from``: "from X to Y"). ``direction``: of a multiple ("doubled").
    """

    start: int
    end: int
    core_start: int
    core_end: int
    kind: str
    form: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    bound: Bound = "exact"
    unit: str = ""
    per: str = ""
    direction: Direction = ""
    prefixed: bool = False
    bare: bool = False
    ends: tuple["Found", ...] = ()
    led_by_from: bool = False


def limits(value: float, bound: Bound) -> tuple[float | None, float | None, float | None]:
    """Return value, low and high as CONTRACT has them: ``about`` fills the value alone, an open bound one side."""
    value = float(f"{value:.15g}")
    low = value if bound in ("exact", "more_than", "at_least") else None
    high = value if bound in ("exact", "less_than", "at_most") else None
    return value, low, high
