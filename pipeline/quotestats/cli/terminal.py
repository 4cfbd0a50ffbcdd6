"""What commands share: how they say things, show progress, and answer interruptions."""

import importlib.util
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quotestats import settings
from quotestats.errors import UsageError

if TYPE_CHECKING:
    from quotestats.annotations import Annotations

Command = TypeVar("Command", bound=Callable[..., Any])  # Any: whatever a command takes
_OUT = "quotestats.out"
_QUIET = "quotestats.quiet"
LATER = "quotestats: interrupted by {name}; what is done is kept, the same command goes on from here"


class Terminated(BaseException):
    """SIGTERM has come."""


_SOON_S = 10  # seconds before which no time left is told
INCOMPLETE = 3  # exit code: done, but some sources or articles could not be read


def tables_folder(command: Command) -> Command:
    """Give a command the folder of tables as its argument OUT, which may also be named with --out as ``run`` does."""

    def named(context: click.Context, option: click.Parameter, value: str | None) -> None:
        context.meta[_OUT] = value

    def chosen(context: click.Context, argument: click.Parameter, value: str | None) -> str | None:
        if value is not None and context.meta[_OUT] is not None:
            raise UsageError(f"the folder of tables is named twice: {value} and --out {context.meta[_OUT]}")
        return value if value is not None else context.meta[_OUT]

    option = click.option(
        "--out", "named", type=click.Path(), expose_value=False, is_eager=True, callback=named, help="The same as OUT."
    )
    return click.argument("out", required=False, type=click.Path(), callback=chosen)(option(command))


def quiet(command: Command) -> Command:
    """Give a command the option -q, under which ``say`` says nothing; errors are told all the same."""

    def noted(context: click.Context, option: click.Parameter, value: bool) -> None:
        context.meta[_QUIET] = value

    return click.option(
        "-q", "--quiet", is_flag=True, expose_value=False, is_eager=True, callback=noted, help="Say nothing but errors."
    )(command)


def as_json(command: Command) -> Command:
    """Give a command the option --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")(command)


def say(words: str) -> None:
    """Say something on standard error, unless the command was told to be quiet."""
    context = click.get_current_context(silent=True)
    if context is None or not context.meta.get(_QUIET):
        click.echo(f"quotestats: {words}", err=True)


def say_some(most: int | None) -> Callable[[str], None]:
    """Return a ``say`` that falls silent after so many things said, with a word where the rest is; None says all."""
    said = 0

    def some(words: str) -> None:
        nonlocal said
        said += 1
        if most is None or said <= most:
            say(words)
        elif said == most + 1 and most:
            say("more of the kind is in articles.csv (-v says all)")

    return some


def print_json(found: Mapping[str, Any] | list[Any]) -> None:  # Any: the nested values of JSON
    """Print data as JSON on standard output."""
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))


def annotations(chosen: settings.Settings) -> "Annotations":
    """Return what the annotations folder holds; it must exist where it was asked for."""
    from quotestats import annotations

    needed = chosen.origins["annotations"] != "default"
    return annotations.read(Path(chosen.text("annotations")), needed=needed)


def check_model(name: str) -> None:
    """Raise UsageError where no spaCy pipeline has this name, before anything is read or loaded."""
    try:
        there = Path(name).is_dir() or importlib.util.find_spec(name) is not None
    except (ImportError, ValueError, OSError):  # no name of a module
        there = False
    if not there:
        raise UsageError(f'no spaCy pipeline "{name}": install it with pip, or name another with --model')


@contextmanager
def interruptible() -> Iterator[None]:
    """Answer SIGINT and SIGTERM with a word and the exit codes 130 and 143.

    SIGINT too where the shell has let it be ignored, as it does for commands in the background: whoever sends it to
    this process means it.
    """

    def ended(number: int, frame: FrameType | None) -> None:
        raise Terminated

    before = [signal.signal(signal.SIGTERM, ended), signal.signal(signal.SIGINT, signal.default_int_handler)]
    try:
        yield
    except KeyboardInterrupt:
        click.echo(LATER.format(name="SIGINT"), err=True)
        sys.exit(130)
    except Terminated:
        click.echo(LATER.format(name="SIGTERM"), err=True)
        sys.exit(143)
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])


@contextmanager
def progress(*, shown: bool) -> Iterator[Callable[[int, int, int, float], None]]:
    """Show how many articles are done, read and failed, how many a second, and the time left, on a terminal only.

    The time left is told by the bytes that are read, since nobody knows beforehand how many articles they hold; it is
    not told at first, nor of standard input or addresses.
    """
    if not shown or not sys.stderr.isatty():
        yield lambda done, read, failed, part: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, no_color="NO_COLOR" in os.environ)
    line = TextColumn("{task.completed} articles done, {task.fields[read]} read{task.fields[more]}")
    with Progress(SpinnerColumn(), line, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("articles", total=None, read=0, more="")

        def step(done: int, read: int, failed: int, part: float) -> None:
            told = bar.tasks[task]
            bar.update(task, completed=done, read=read, more=_pace(failed, told.speed) + left(part, told.elapsed))

        yield step


def _pace(failed: int, speed: float | None) -> str:
    return (f", {failed} failed" if failed else "") + (f", {speed:.1f} a second" if speed else "")


def left(part: float, elapsed_s: float | None) -> str:
    """Return how long it takes yet, when a part of the work has taken so long: ``, about 3 min left``."""
    if not elapsed_s or elapsed_s < _SOON_S or not part:
        return ""
    seconds = elapsed_s * (1 - part) / part
    short = f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
    return f", about {short if seconds < 6000 else f'{seconds / 3600:.1f} h'} left"
