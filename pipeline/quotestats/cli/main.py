"""The command line: one file a command, imported when it is called, so that ``--help`` is quick."""

import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from quotestats import __version__, settings
from quotestats.errors import QuotestatsError

# The command, and what it does in a line: said here so that --help imports no command. A test compares the two.
COMMANDS = {
    "init": "Make a new folder, ready to run.",
    "run": "Read articles and write the tables of who said which number.",
    "try": "Show the quoted statistics of one text as a table.",
    "status": "Say what is stale and why, without analysing anything.",
    "diff": "Show which rows the last run added, changed and removed, and why.",
    "explain": "Show how a row came about: words, rules, lexicon, corrections, versions.",
    "actors": "List, show, add and merge actors; suggest those that the lexicon lacks.",
    "annotations": "Bring in annotations of other tools, and give rows to them.",
    "review": "Make pages to check rows on, and bring the decisions back.",
    "report": "Write a page of charts: claims, speakers, disagreements, coverage.",
    "export": "Write the tables for Excel, Stata, SQLite, Parquet and others.",
    "formats": "List the formats that are read and written.",
    "validate": "Check tables against their schema and against the texts.",
    "evaluate": "Score tables against gold annotations.",
}
INTERRUPTED = 130


class _Commands(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = "try_" if cmd_name == "try" else cmd_name
        command: click.Command = importlib.import_module(f"quotestats.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Data goes to standard output, words to standard error. Exit codes: 0 done, 1 failed, 2 usage or settings, "
    "3 complete but some articles could not be read, 4 stale (status), 130 or 143 interrupted. Shell completion: "
    "see the page on commands.",
)
@click.version_option(__version__, prog_name="quotestats")
def cli() -> None:
    """Who said which number? Quoted statistics from archives of news articles, as CSV tables."""
    for name in settings.unknown_variables(os.environ):
        _say(f"{name} sets nothing; variables are: {', '.join(one.variable for one in settings.SETTINGS.values())}", 0)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with the code that says how it went."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever the locale: UTF-8, and paths as their bytes are
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        code: Any = cli.main(args=arguments, prog_name="quotestats", standalone_mode=False)
    except click.exceptions.Abort:
        code = _say("interrupted", INTERRUPTED)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except QuotestatsError as error:
        code = _say(str(error), error.exit_code)
    except KeyboardInterrupt:
        code = _say("interrupted; the same command goes on from here", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that the interpreter can flush at its end
        code = 0
    except MemoryError:
        code = _say("not enough memory", 1)
    except Exception as error:  # the edge of the program: a person gets a line, not a traceback
        if os.environ.get(settings.TRACEBACK):
            raise
        code = _say(f"{_reason(error)} (set {settings.TRACEBACK}=1 to see where)", 1)
    sys.exit(code if isinstance(code, int) else 0)


def _reason(error: Exception) -> str:
    """Return an error that no one foresaw in words: of a file, its name and what the system says of it."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{os.fsdecode(error.filename)}: {error.strerror}"
    return f"{type(error).__name__}: {error}"


def _say(words: str, code: int) -> int:
    click.echo(f"quotestats: {words}", err=True)
    return code


if __name__ == "__main__":
    main()
