"""``quotestats formats``: what is read and written."""

import click

from quotestats.cli import terminal


@click.command(name="formats", short_help="List the formats that are read and written.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def command(as_json: bool) -> None:
    """List the formats that are read and written.

    How a file is read is told from its bytes. Folders, globs, zip and tar archives and files packed with gzip, bzip2
    or xz are opened, archives within archives too.
    """
    from quotestats.formats import readers, writers

    known = {
        "read": {name: one.meaning for name, one in readers.all_readers().items()},
        "written": {name: one.meaning for name, one in writers.all_writers().items()},
    }
    if as_json:
        terminal.print_json(known)
        return
    for way, meanings in known.items():
        click.echo(f"{way}:")
        for name, meaning in meanings.items():
            click.echo(f"  {name:8} {meaning}")
