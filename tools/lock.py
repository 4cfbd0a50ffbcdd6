"""Pin what README's two commands install, each file by its hash: ``requirements/run.txt`` and ``test.txt`` beside it.

usage: python tools/lock.py [--upgrade]

uv resolves them for every system and Python that pyproject.toml allows. What is pinned stays unless pyproject.toml asks
for another release, or ``--upgrade`` for the latest ones; ``tools/licences.py`` then tells their licences anew.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"run": [], "test": ["--group", "dev"]}
_SETTINGS = ("--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet")


def main() -> None:
    """Write both files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    python = project["project"]["requires-python"].removeprefix(">=")
    build = "\n".join(project["build-system"]["requires"])
    for name, groups in LOCKS.items():
        command = ["uv", "pip", "compile", "pyproject.toml", "-", *groups, *_SETTINGS, "--python-version", python]
        command += [*sys.argv[1:], "--output-file", f"requirements/{name}.txt"]
        subprocess.run(command, cwd=ROOT, input=build, text=True, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
