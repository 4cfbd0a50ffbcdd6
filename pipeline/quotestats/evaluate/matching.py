"""Which predicted row is which gold quantity: one to one, the largest overlap first."""

from collections.abc import Sequence

from quotestats.evaluate.agreement import Row
from quotestats.evaluate.gold import GoldQuantity


def match(gold: Sequence[GoldQuantity], rows: Sequence[Row]) -> dict[int, int]:
    """Return the index of the row that each gold quantity is matched with; those that overlap none are left out."""
    candidates = sorted(
        (
            (overlap(quantity, row), -abs(int(row["start"]) - quantity.start), i, j)
            for i, quantity in enumerate(gold)
            for j, row in enumerate(rows)
            if overlap(quantity, row) > 0
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in candidates:
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def overlap(gold: GoldQuantity, row: Row) -> int:
    """Return the number of characters that a gold quantity and a row share, zero or less if none."""
    return min(gold.end, int(row["end"])) - max(gold.start, int(row["start"]))


def spurious(gold: Sequence[GoldQuantity], rows: Sequence[Row], matched: dict[int, int]) -> list[int]:
    """Return the indices of the rows that stand for no gold quantity, those on an unsure one aside."""
    unsure = [quantity for quantity in gold if not quantity.sure]
    taken = set(matched.values())
    return [
        j for j, row in enumerate(rows) if j not in taken and not any(overlap(quantity, row) > 0 for quantity in unsure)
    ]
