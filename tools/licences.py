"""Write docs/licences.md: the licence of each package that README's two commands install, as pip-licenses reads it.

usage: python tools/licences.py, in an environment with all of requirements/test.txt
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
HEAD = """# Licences of what is installed

quotestats itself is under Apache-2.0; the data that its network learned from is told on its card. The packages below
are those that README's two commands install, pinned in `requirements/`, with the licences that they declare. What
is under the GPL among them may be used under another licence as well; none of it is part of quotestats, nor changed.
This page is made by `python tools/licences.py`.
"""
_SETTINGS = ("--from=mixed", "--with-system", "--format=json")


def pinned(name: str) -> list[str]:
    """Return the packages that requirements/NAME.txt pins, in order."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return list(dict.fromkeys(re.findall(r"^([a-z0-9.-]+)==", text, re.MULTILINE)))


def installed() -> dict[str, str]:
    """Return the licence of each package that is installed here, by its normal name."""
    command = [sys.executable, "-m", "piplicenses", *_SETTINGS]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return {re.sub(r"[-_.]+", "-", one["Name"]).lower(): " ".join(one["License"].split()) for one in told}


def page(licences: dict[str, str]) -> str:
    """Return the page: the packages of the run, then those that the tests add."""
    run = pinned("run")
    parts = [HEAD]
    for title, names in (
        ("To run", run),
        ("To test, besides these", [name for name in pinned("test") if name not in run]),
    ):
        rows = [f"| {name} | {licences[name]} |" for name in names if name in licences]
        others = ", ".join(name for name in names if name not in licences)
        parts.append("\n".join([f"## {title}", "", "| package | licence |", "| --- | --- |", *rows, ""]))
        parts += [f"Pinned for other systems or releases of Python: {others}.\n"] if others else []
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(installed()), encoding="utf-8")
