"""Gold files: quantities annotated by people, one article a line (``docs/gold.md`` describes the format)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from quotestats.errors import QuotestatsError


class GoldError(QuotestatsError):
    """A gold file that cannot be read."""


@dataclass(frozen=True, slots=True)
class GoldQuantity:
    """One annotated quantity: the columns of quoted_statistics.csv as a person filled them.

    ``speaker`` is a name, ``speaker_alternatives`` others that are as good. ``sure`` is false where careful readers may
    differ: the quantity counts neither for nor against. ``open`` names fields that are not to be compared.
    """

    text: str
    start: int
    end: int
    kind: str
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    bound: str = "exact"
    unit: str = ""
    per: str = ""
    counted: str = ""
    direction: str = ""
    role: str = ""
    compared_to: str = ""
    time: str = ""
    period_start: str = ""
    period_end: str = ""
    quoted: bool = False
    source: str = ""
    source_start: int | None = None
    source_end: int | None = None
    speaker: str = ""
    speaker_alternatives: tuple[str, ...] = ()
    relayed_by: str = ""
    quote_type: str = ""
    stance: str = ""
    sure: bool = True
    open: tuple[str, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """Every name that counts as right."""
        return tuple(name for name in (self.speaker, *self.speaker_alternatives) if name)


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The annotated quantities of one article."""

    id: str
    quantities: tuple[GoldQuantity, ...]


_FIELDS = frozenset(field.name for field in fields(GoldQuantity))


def read(path: Path) -> list[GoldArticle]:
    """Return the annotated articles of a gold file, in its order.

    Raises GoldError, naming file and line, when the file is missing or a line is no annotated article.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read as UTF-8 gold ({error})") from error
    return list(_articles(lines, path))


def texts(path: Path) -> dict[str, str]:
    """Return the texts of a JSONL file of articles by id, for checking offsets against them."""
    records = (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip())
    return {str(record["id"]): str(record["text"]) for record in records}


def _articles(lines: list[str], path: Path) -> Iterator[GoldArticle]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            yield GoldArticle(str(record["id"]), tuple(_quantity(one) for one in record["quantities"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise GoldError(
                f"{path}:{number}: no annotated article ({type(error).__name__}: {error}); "
                "a line is an object with id and quantities, each with text, start, end and kind"
            ) from error


def _quantity(record: Mapping[str, Any]) -> GoldQuantity:  # Any: a JSON object
    known = {key: value for key, value in record.items() if key in _FIELDS and value is not None}
    for name in ("speaker_alternatives", "open"):
        known[name] = tuple(known.get(name, ()))
    return GoldQuantity(**known)
