"""The data that travels: small frozen records of plain values.

Offsets are Unicode code points into the article's text as read, half open: ``text[start:end]`` is the surface, always.
"""

from dataclasses import dataclass, field
from typing import Literal

Bound = Literal["exact", "about", "more_than", "at_least", "less_than", "at_most", "between", "vague"]
Kind = Literal["count", "money", "percent", "percentage_point", "multiple", "ratio", "measure", "duration"]
Direction = Literal["up", "down", ""]
Role = Literal["level", "change", "from", "to"]
QuoteType = Literal["direct", "indirect", "mixed"]
Stance = Literal["asserted", "denied", "questioned", "planned"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
PublishedSource = Literal["metadata", "text", "file name", "command line", "unknown", ""]
ActorType = Literal["person", "organisation", "government", "place", "document", "group", ""]
ResolvedBy = Literal["name", "alias", "office", "pronoun", "description", "continued", "spokesperson", "correction", ""]


@dataclass(frozen=True, slots=True)
class Article:
    """One news text. ``published`` is an ISO date or empty; ``path`` says where it was read, relative to the source.

    ``warning`` says what was odd when it was read, in words; it goes into ``articles.csv``. ``encoding`` is that of
    the bytes it was read from, as Python names it, empty where the format has none of its own. ``published_source``
    says where the date came from; a reader may leave it empty where that is the record's own metadata. Not readers but
    the run fills ``duplicate_of``: the id of an earlier article with the same text or nearly the same.
    """

    id: str
    text: str
    title: str = ""
    published: str = ""
    outlet: str = ""
    url: str = ""
    author: str = ""
    path: str = ""
    warning: str = ""
    encoding: str = ""
    published_source: PublishedSource = ""
    duplicate_of: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A source or record that gave no article: where it stands (``a.jsonl#12``) and the reason with its remedy.

    ``id`` is the article id where one was read before the record failed.
    """

    path: str
    error: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Announced:
    """What a file says of itself: so many articles are in it. What is read is held against it."""

    count: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as meant (CONTRACT 2, quoted_statistics.csv: same names, same meanings).

    ``text`` is the surface with its bound words, unit and adjacent rate, without the counted noun. ``time`` to
    ``period_end`` are the time the figure is for, filled by the periods pipe; dates are ISO.
    """

    text: str
    start: int
    end: int
    kind: Kind
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    bound: Bound = "exact"
    unit: str = ""
    per: str = ""
    counted: str = ""
    counted_start: int | None = None
    counted_end: int | None = None
    direction: Direction = ""
    role: Role = "level"
    compared_to: str = ""
    time: str = ""
    time_start: int | None = None
    time_end: int | None = None
    year: int | None = None
    period_start: str = ""
    period_end: str = ""


@dataclass(frozen=True, slots=True)
class TimeRef:
    """A time expression: TIMEX3 ``type`` and ``value``; first and last day where the value fixes them (ISO dates).

    ``anchored_to`` is the surface or ISO date that a relative expression was resolved against, empty if none.
    """

    text: str
    start: int
    end: int
    type: TimeType
    value: str = ""
    period_start: str = ""
    period_end: str = ""
    anchored_to: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in the text that names or stands for an actor; ``actor_id`` is empty where it is unresolved."""

    text: str
    start: int
    end: int
    head: str
    actor_id: str = ""
    actor: str = ""
    actor_type: ActorType = ""
    actor_wikidata: str = ""
    resolved_by: ResolvedBy = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content (PARC, PolNeAR). ``id`` (``a0``, ``a1`` ...) is unique within its article.

    ``source_start`` is None where the content is attributed to nobody named. ``outer`` is the id of the attribution
    whose content holds this one (hearsay). ``continued``: the source stands in an earlier paragraph. ``probability``:
    how sure the finder is that source and content are right; ``decided_by`` names the rule or network.
    The actor fields are filled by the mentions pipe; ``relayed_by`` is the canonical name of the outer source.
    """

    id: str
    content_spans: tuple[tuple[int, int], ...]
    source: str = ""
    source_start: int | None = None
    source_end: int | None = None
    cue: str = ""
    cue_start: int | None = None
    cue_end: int | None = None
    quote_type: QuoteType = "indirect"
    stance: Stance = "asserted"
    outer: str = ""
    continued: bool = False
    probability: float = 1.0
    decided_by: str = ""
    actor_id: str = ""
    actor: str = ""
    actor_type: ActorType = ""
    actor_wikidata: str = ""
    resolved_by: ResolvedBy = ""
    relayed_by: str = ""

    def covers(self, start: int, end: int) -> bool:
        """Tell whether one content span shares a character with ``start:end``."""
        return any(s < end and start < e for s, e in self.content_spans)

    @property
    def length(self) -> int:
        """Characters of content, the measure by which the innermost attribution is found."""
        return sum(e - s for s, e in self.content_spans)


@dataclass(frozen=True, slots=True)
class QuotedStatistic:
    """A row of quoted_statistics.csv, field by field: docs/columns.md says what each means. Dates are ISO or empty."""

    statistic_id: str
    article_id: str
    published: str
    outlet: str
    title: str
    url: str
    quantity: str
    start: int
    end: int
    value: float | None
    value_low: float | None
    value_high: float | None
    bound: Bound
    kind: Kind
    unit: str
    per: str
    counted: str
    direction: Direction
    role: Role
    compared_to: str
    time: str
    year: int | None
    period_start: str
    period_end: str
    source: str
    source_start: int | None
    source_end: int | None
    actor_id: str
    actor: str
    actor_type: str
    actor_wikidata: str
    resolved_by: ResolvedBy
    relayed_by: str
    cue: str
    quote_type: QuoteType
    stance: Stance
    attribution_id: str
    content: str
    sentence: str
    confidence: float | None
    reviewed: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows that one article gives, table by table, each a mapping of column to value, sorted by start."""

    article: dict[str, object]
    quoted_statistics: list[dict[str, object]] = field(default_factory=list)
    quantities: list[dict[str, object]] = field(default_factory=list)
    attributions: list[dict[str, object]] = field(default_factory=list)
    mentions: list[dict[str, object]] = field(default_factory=list)
    times: list[dict[str, object]] = field(default_factory=list)
