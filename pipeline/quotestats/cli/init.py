"""``quotestats init``: a new folder, ready to run."""

from importlib import resources
from pathlib import Path

import click

from quotestats import settings
from quotestats.cli import terminal
from quotestats.errors import UsageError

_EMPTY = ("corpus/annotations", "outputs")


@click.command(name="init", short_help="Make a new folder, ready to run.")
@click.argument("folder", default=".")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def command(folder: str, quiet: bool) -> None:
    """Make FOLDER [default: here] with an example article, ready for: quotestats run.

    The tables for your own actors, units, cues and corrections are there too, with a header each. Put
    your own articles in the place of the example. Nothing that is there already is changed.
    """
    from quotestats.annotations import keeping

    base = Path(folder)
    files = {place: _template(name) for place, name in _TEMPLATES.items()}
    files[settings.FILE] = _settings()
    present = [place for place in files if (base / place).exists()]
    if present:
        raise UsageError(f"{base / present[0]} is there already: choose another folder")
    for place in _EMPTY:
        (base / place).mkdir(parents=True, exist_ok=True)
    for place, text in files.items():
        (base / place).parent.mkdir(parents=True, exist_ok=True)
        (base / place).write_text(text, encoding="utf-8", newline="\n")
    for table in keeping.HEADERS:
        keeping.append(base / _EMPTY[0], table, [])
    if not quiet:
        where = "" if base.resolve() == Path.cwd() else f"cd {folder} && "
        terminal.say(f"made {folder}; now: {where}quotestats run")


_TEMPLATES = {
    "corpus/articles/example.txt": "example.txt",
    "corpus/articles/metadata.csv": "metadata.csv",
}


def _template(name: str) -> str:
    return resources.files("quotestats.cli").joinpath("new_folder", name).read_text(encoding="utf-8")


def _settings() -> str:
    """Return a settings file that has every key, each at its default and commented out."""
    lines = ["# Settings of quotestats. Flags and QUOTESTATS_* variables come before what stands here.", ""]
    for one in settings.SETTINGS.values():
        lines += [f"# {one.meaning}", f"# {one.name} = {_toml(one.default)}", ""]
    return "\n".join(
        [
            *lines,
            "# [fields]",
            "# what your files call a field, where it is not found by itself",
            '# text = "story"',
            "",
        ]
    )


def _toml(value: settings.Value) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
