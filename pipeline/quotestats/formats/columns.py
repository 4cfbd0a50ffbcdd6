"""The tables that a run writes: every column with its type and meaning.

From here come the header of each CSV, the schema in ``datapackage.json``, the page ``docs/columns.md`` and the check
of every row before it is written. Types are those of Frictionless Table Schema; ``enum`` lists what a cell may hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from quotestats import records
from quotestats.errors import QuotestatsError

Type = Literal["string", "integer", "number", "date", "boolean"]
Cell = str | int | float | bool | None
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``key``: never empty and unique in its table; ``required``: never empty."""

    name: str
    meaning: str
    type: Type = "string"
    enum: tuple[str, ...] = ()
    key: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)


class ColumnError(QuotestatsError):
    """A row that does not fit its table: a fault of the program, not of the input."""


def values(table: Table, row: Row) -> list[object]:
    """Return the cells of a row in the table's order.

    Raises ColumnError when a column is missing or the row has one that the table does not know.
    """
    if row.keys() != _NAMES[table.name]:
        missing = sorted(_NAMES[table.name] - row.keys())
        unknown = sorted(row.keys() - _NAMES[table.name])
        raise ColumnError(f"{table.name}: row with missing columns {missing} and unknown columns {unknown}")
    return [row[name] for name in _ORDER[table.name]]


def _enum(literal: object) -> tuple[str, ...]:
    return tuple(value for value in get_args(literal) if value)


def _text(name: str, meaning: str) -> Column:
    return Column(name, meaning)


def _offset(name: str, meaning: str) -> Column:
    return Column(name, meaning, "integer")


_ARTICLE_ID = Column("article_id", "id of the article", required=True)
_START = Column("start", "offset of its first character in the text, in Unicode code points", "integer", required=True)
_END = Column("end", "offset after its last character: text[start:end] is the surface", "integer", required=True)

_ABOUT_ARTICLE = (
    Column("published", "day of publication, empty when unknown", "date"),
    _text("outlet", "who published the article, empty when unknown"),
    _text("title", "the article's headline, empty when unknown"),
    _text("url", "the article's address, empty when unknown"),
)

_QUANTITY = (
    Column(
        "quantity",
        "the surface text with its bound and its rate, without the counted noun: about 46,000, more than £2bn a year",
        required=True,
    ),
    _START,
    _END,
    Column(
        "value",
        "the number as meant: 2000000000; 20 for 20%; 8 for eight times; 0.2 for one in five; empty for a range or a "
        "vague magnitude (the midpoint is never invented)",
        "number",
    ),
    Column(
        "value_low",
        "lower end of a range (4-6%) or of an open bound (more than 2bn: 2000000000); equal to value when exact",
        "number",
    ),
    Column("value_high", "upper end of a range or of an open bound; equal to value when exact", "number"),
    Column("bound", "how the words bound the value", enum=_enum(records.Bound), required=True),
    Column("kind", "what sort of number it is", enum=_enum(records.Kind), required=True),
    _text(
        "unit",
        "ISO 4217 code for money; percent; percentage_point; times; ratio; the singular common name for measures and "
        "durations (kilometre, month); for counts the lemma of the counted head noun (person), empty if none is said",
    ),
    _text("per", "the denominator of a rate: year, week, 100000 person; empty if none"),
    _text("counted", "the noun phrase that is counted or measured, as in the text: people arriving, asylum backlog"),
    Column("direction", "the change that the statement reports for this figure", enum=_enum(records.Direction)),
    Column(
        "role",
        "level: how things stand; change: the size of a change; from, to: where a change began and ended",
        enum=_enum(records.Role),
        required=True,
    ),
    _text("compared_to", "the surface text compared with, if said: the year before"),
    _text("time", "surface of the time the figure is for; empty if none is said (the publication day is not assumed)"),
    Column("year", "the year of that time when it lies within one year", "integer"),
    Column("period_start", "first day of that time, resolved against the article, never against today", "date"),
    Column("period_end", "last day of that time", "date"),
)

_ACTOR = (
    _text(
        "actor_id",
        "canonical actor from the gazetteer (uk-government), or for one that it lacks a slug of the fullest name in "
        "the article; empty if unresolved; several joined by |",
    ),
    _text("actor", "canonical name of the actor; an unnamed group or person keeps its phrase"),
    _text(
        "actor_type",
        "person, organisation, government, place, document or group; one for each of several actors, joined by |",
    ),
    _text("actor_wikidata", "Wikidata QID where the gazetteer has it"),
    Column(
        "resolved_by",
        "how the words became that actor: by name, alias, office, pronoun, description, as the speaker of a quotation "
        "continued over paragraphs, as a spokesperson's principal, or by a person's correction",
        enum=_enum(records.ResolvedBy),
    ),
)

_SOURCE = (
    _text("source", "surface of the attribution's source: it, Stephen Kinnock, the report; empty when none is named"),
    _offset("source_start", "offset of the source's first character"),
    _offset("source_end", "offset after the source's last character"),
    *_ACTOR,
    _text("relayed_by", "canonical name of the outer source, when the source is itself reported"),
    _text("cue", "the cue: said, according to"),
)

_MANNER = (
    Column(
        "quote_type",
        "direct: content wholly inside quotation marks; indirect: none of it; mixed: part of it",
        enum=_enum(records.QuoteType),
    ),
    Column(
        "stance",
        "how the source stands to it: asserted; denied; questioned; planned (promised, forecast, demanded)",
        enum=_enum(records.Stance),
    ),
)

_CONTENT = _text("content", "the attribution's content, one line")
_SENTENCE = _text("sentence", "the sentence that holds the quantity, one line")

QUOTED_STATISTICS = Table(
    "quoted_statistics",
    "quoted statistic: a quantity inside the content of an attribution, with everything known of it",
    (
        Column("statistic_id", "s_ and 12 hex digits; unmoved by edits elsewhere in the article", key=True),
        _ARTICLE_ID,
        *_ABOUT_ARTICLE,
        *_QUANTITY,
        *_SOURCE,
        *_MANNER,
        Column("attribution_id", "key into attributions.csv", required=True),
        _CONTENT,
        _SENTENCE,
        Column(
            "confidence",
            "probability that value, unit and actor are all right, as a frequency: of the rows with 0.8, eight in ten",
            "number",
        ),
        Column("reviewed", "what a person's annotation said of the row", enum=("accepted", "corrected")),
    ),
)

QUANTITIES = Table(
    "quantities",
    "quantity found, quoted or not",
    (
        Column("statistic_id", "s_ and 12 hex digits; the id of its row in quoted_statistics.csv if quoted", key=True),
        _ARTICLE_ID,
        *_QUANTITY,
        _text("attribution_id", "key into attributions.csv; empty when in the reporter's own voice"),
        _SENTENCE,
    ),
)

ATTRIBUTIONS = Table(
    "attributions",
    "attribution found (who said what), with or without a number",
    (
        Column("attribution_id", "a_ and 12 hex digits", key=True),
        _ARTICLE_ID,
        _START,
        _END,
        *_SOURCE,
        _offset("cue_start", "offset of the cue's first character"),
        _offset("cue_end", "offset after the cue's last character"),
        *_MANNER,
        Column("content_spans", "offsets of the content's parts: start-end|start-end", required=True),
        _CONTENT,
        _text("sentence", "the sentence in which the content begins, one line"),
        _text("outer_attribution_id", "the attribution whose content holds this one; empty if none"),
        Column("probability", "how sure the finder is that source and content are right, 0 to 1", "number"),
        _text("decided_by", "the rule or network that found it"),
    ),
)

MENTIONS = Table(
    "mentions",
    "place in the text that names an actor",
    (
        Column("mention_id", "m_ and 12 hex digits", key=True),
        _ARTICLE_ID,
        Column("text", "the surface text", required=True),
        _START,
        _END,
        _text("head", "its head word"),
        *_ACTOR,
        _text("sentence", "the sentence that holds it, one line"),
    ),
)

TIMES = Table(
    "times",
    "time expression, in the sense of TIMEX3",
    (
        Column("time_id", "t_ and 12 hex digits", key=True),
        _ARTICLE_ID,
        Column("text", "the surface text", required=True),
        _START,
        _END,
        Column("type", "TIMEX3 type", enum=_enum(records.TimeType), required=True),
        _text("value", "TIMEX3 value: 2022, 2023-Q1, P2Y; empty where the text does not fix it"),
        Column("period_start", "first day, where the value fixes it", "date"),
        Column("period_end", "last day, where the value fixes it", "date"),
        _text("anchored_to", "what a relative expression was resolved against: a date or the words of another time"),
        _text("sentence", "the sentence that holds it, one line"),
    ),
)

ARTICLES = Table(
    "articles",
    "article read, and each file or record that gave none",
    (
        Column("article_id", "id of the article; empty where a file or record gave none"),
        _text(
            "path",
            "where it was read, relative to SOURCE: a/x.txt, x.zip!/2019/a.txt, f.jsonl.gz#12 for line 12",
        ),
        *_ABOUT_ARTICLE,
        _text("author", "who wrote it, empty when unknown"),
        Column("published_source", "where the date was found", enum=_enum(records.PublishedSource)),
        _text("encoding", "encoding of the bytes that it was read from, empty where the format has none of its own"),
        Column("words", "number of words in the text", "integer"),
        _text("sha256", "SHA-256 of the text in UTF-8, into which all offsets point"),
        _text("duplicate_of", "article_id of the first article read whose text is the same or nearly the same"),
        Column("status", "how reading it went", enum=("ok", "warning", "failed"), required=True),
        _text("error", "the reason in words, for warnings too; empty when ok"),
        Column("quoted_statistics", "rows in quoted_statistics.csv", "integer"),
        Column("quantities", "rows in quantities.csv", "integer"),
        Column("attributions", "rows in attributions.csv", "integer"),
        Column("mentions", "rows in mentions.csv", "integer"),
        Column("times", "rows in times.csv", "integer"),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table for table in (QUOTED_STATISTICS, QUANTITIES, ATTRIBUTIONS, MENTIONS, TIMES, ARTICLES)
}
_ORDER = {name: table.names for name, table in TABLES.items()}
_NAMES = {name: frozenset(names) for name, names in _ORDER.items()}
