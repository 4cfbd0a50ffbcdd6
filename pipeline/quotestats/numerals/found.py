"""What the scanner finds: a numeric expression with its value, bound, unit and rate, and where it stands."""

from dataclasses import dataclass

from quotestats.records import Bound, Direction


@dataclass(frozen=True, slots=True)
class Found:
    """One numeric expression in ``text[start:end]``.

    ``kind`` is a kind of records.Quantity, or ``points`` where only the context tells percentage points from points of
    a game. ``core_start:core_end`` is the number without bound words, unit and rate. ``form`` is ``digits``, ``words``,
    ``fraction`` or ``vague``. ``ends`` holds the two figures of a range behind "from", which may be a change from one
    to the other. ``direction`` is set by multiples that carry one ("doubled").
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
    hyphenated: bool = False
    prefixed: bool = False
    ends: tuple["Found", ...] = ()


def limits(value: float, bound: Bound) -> tuple[float | None, float | None, float | None]:
    """Return value, low and high as CONTRACT has them: ``about`` fills the value alone, an open bound one side."""
    value = float(f"{value:.12g}")
    low = value if bound in ("exact", "more_than", "at_least") else None
    high = value if bound in ("exact", "less_than", "at_most") else None
    return value, low, high
