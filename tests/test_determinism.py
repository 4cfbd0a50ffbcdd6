"""The same tables whatever the machine's surroundings: locale, time zone, hash seed, workers, order of files, clock."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import quotestats

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(quotestats.__file__).parent
HERE = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
ELSEWHERE = {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0", "LANG": "tr_TR"}
CLOCKS = re.compile(
    r"date\.today\(|datetime\.(?:now|today|utcnow)\(|\btime\.(?:time|localtime|ctime|strftime)\("
    r"|import random|from random|np\.random|\bsecrets\b|\burandom\b"
)


def tables(folder, surroundings, workers, names):
    """Return the bytes of the tables of a run over some of our articles, written to the disk in this order."""
    for name in names:
        shutil.copy(ROOT / "corpus" / "articles" / name, folder / name.replace("/", " "))
    out = folder.parent / f"{folder.name} out"
    command = [sys.executable, "-m", "quotestats", "run", str(folder), "--out", str(out), "--workers", workers, "-q"]
    subprocess.run([*command, "--published", "2024-01-04"], env={**os.environ, **surroundings}, check=True)
    return {file.name: file.read_bytes() for file in [*out.glob("*.csv"), out / "datapackage.json"]}


@pytest.mark.slow
def test_the_surroundings_of_a_run_change_no_byte(tmp_path):
    names = sorted(
        file.relative_to(ROOT / "corpus/articles").as_posix() for file in ROOT.glob("corpus/articles/*/*.txt")
    )
    made = []
    for surroundings, workers, order in ((HERE, "1", names[:5]), (ELSEWHERE, "2", names[4::-1])):
        folder = tmp_path / workers
        folder.mkdir()
        made.append(tables(folder, surroundings, workers, order))

    here, elsewhere = made
    assert len(here["quoted_statistics.csv"].splitlines()) > 10
    assert here == elsewhere


def test_nothing_that_makes_rows_asks_a_clock_or_draws_lots():
    lines = ((file, line) for file in PACKAGE.rglob("*.py") for line in file.read_text(encoding="utf-8").splitlines())
    found = {file.relative_to(PACKAGE).as_posix() for file, line in lines if CLOCKS.search(line)}
    assert found == set()
