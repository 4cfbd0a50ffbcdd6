"""What a run would read, without analysing it: each file accounted for, with what is odd about it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from quotestats.batch.plan import Plan, items
from quotestats.formats import sources
from quotestats.formats.readers import Reading
from quotestats.records import Article, Problem


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read: how, how many articles it announces (None: it does not say), and what was found in it."""

    path: str
    format: str
    announced: int | None
    articles: int
    problems: int


@dataclass(slots=True)
class Account:
    """What was read. ``repeats`` has the place and the original's id of each article that repeats an earlier one.

    ``dates`` and ``encodings`` count articles by ``published_source`` and by ``encoding``. ``hidden``
    has the places of hidden files and folders, which are not read.
    """

    files: list[File] = field(default_factory=list)
    articles: int = 0
    problems: list[Problem] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    repeats: list[tuple[str, str]] = field(default_factory=list)
    dates: dict[str, int] = field(default_factory=dict)
    encodings: dict[str, int] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)

    def add(self, item: Article | Problem) -> None:
        """Enter what was read."""
        if isinstance(item, Problem):
            self.problems.append(item)
            return
        self.articles += 1
        self.dates[item.published_source] = self.dates.get(item.published_source, 0) + 1
        self.encodings[item.encoding] = self.encodings.get(item.encoding, 0) + 1
        if item.warning:
            self.warnings.append((item.path, item.warning))
        if item.duplicate_of:
            self.repeats.append((item.path, item.duplicate_of))


def check(plan: Plan, say: Callable[[str], None]) -> Account:
    """Read all that a run of the plan would read, and return the account of it.

    Raises UsageError when none of the sources is there.
    """
    sources.missing(plan.sources)
    account, readings, places = Account(), list[Reading](), dict[str, str]()
    for item in items(plan, places.get, say, readings.append, account.hidden):
        account.add(item)
        if isinstance(item, Article):
            places[item.id] = item.path
    account.files = [File(one.source.path, one.format, one.announced, one.articles, one.problems) for one in readings]
    return account
