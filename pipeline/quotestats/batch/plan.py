"""What to run, what came of it, and what its sources hold."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from quotestats.annotations import Annotations
from quotestats.batch import intake, work
from quotestats.formats.meter import Meter
from quotestats.formats.readers import Options, Reading
from quotestats.records import Article, Problem

_NO_ANNOTATIONS = Annotations()
STATE = ".quotestats"
RUN = "run.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run. ``formats`` are those to write besides CSV; ``described`` goes into run.json as the settings.

    ``workers`` are processes of their own: an article that kills one costs only itself. 0 works in this process. The
    engine ``dask`` has the workers of the cluster whose scheduler stands at the address ``scheduler``.
    """

    sources: Sequence[str]
    out: Path
    recipe: work.Recipe
    annotations: Annotations = _NO_ANNOTATIONS
    workers: int = 0
    engine: str = "local"
    scheduler: str = ""
    reader: str = "auto"
    formats: Sequence[str] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    metadata: str = ""
    published: str = ""
    timezone: str = ""
    limit: int = 0
    dedupe: bool = False
    keep_text: bool = False
    fresh: bool = False
    described: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run: rows by table, articles by status, how many were analysed anew, seconds by stage.

    ``changes`` counts rows added, changed and removed against the run before, ``corrections`` those in each state.
    """

    counts: Mapping[str, int]
    done: int
    reused: int
    seconds: Mapping[str, float]
    changes: Mapping[str, int] = field(default_factory=dict)
    corrections: Mapping[str, int] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every source and article could be read."""
        return not self.counts["failed"]


@dataclass(slots=True)
class Progress:
    """What a run tells while it goes on: ``say`` gets words, ``step`` how far it has come.

    That is the numbers of articles done, read and failed, and which part of the sources is done, by the bytes of local
    files that ``meter`` has seen; 0 where that cannot be told.
    """

    say: Callable[[str], None] = lambda words: None
    step: Callable[[int, int, int, float], None] = lambda done, read, failed, part: None
    meter: Meter = field(default_factory=Meter)


def items(
    plan: Plan,
    place_of: Callable[[str], str | None],
    say: Callable[[str], None],
    note: Callable[[Reading], None] = lambda reading: None,
    hidden: list[str] | None = None,
    meter: Meter | None = None,
) -> Iterator[Article | Problem]:
    """Yield what ``unmarked`` does, each article with the earlier one that it repeats."""
    yield from intake.marked(unmarked(plan, place_of, say, note, hidden, meter))


def unmarked(
    plan: Plan,
    place_of: Callable[[str], str | None],
    say: Callable[[str], None],
    note: Callable[[Reading], None] = lambda reading: None,
    hidden: list[str] | None = None,
    meter: Meter | None = None,
) -> Iterator[Article | Problem]:
    """Yield what the plan's sources hold, as it is to be analysed; ``place_of`` tells where an id was read before.

    ``note`` is told of the reading of each file before the file is read; ``hidden`` takes in the hidden files;
    ``meter`` learns how far the reading has come.
    """
    hidden = [] if hidden is None else hidden
    options = Options(fields=plan.fields, zone=ZoneInfo(plan.timezone) if plan.timezone else None, say=say)
    tables = intake.tables_of_metadata(plan.metadata, plan.sources)
    joined = intake.metadata(tables, options)
    skip = [plan.out, *tables]
    read = intake.read(
        plan.sources, name=plan.reader, options=options, skip=skip, note=note, hidden=hidden.append, meter=meter
    )
    found = intake.prepared(read, joined=joined, published=plan.published, place_of=place_of)
    yield from islice(found, plan.limit) if plan.limit else found
    if joined.unmet and not plan.limit:
        more = f" and {len(joined.unmet) - 1} more" if len(joined.unmet) > 1 else ""
        say(f'{joined.file}: no article has the id "{joined.unmet[0]}"{more}')
    if hidden:
        more = f" and {len(hidden) - 1} more" if len(hidden) > 1 else ""
        say(f"hidden, not read: {hidden[0]}{more}")
