"""Measure speed, memory, workers, a re-run and the Dask engine, and write docs/performance.md with its plot.

usage: python benchmarks/measure.py [--articles 400] [--source ARCHIVE] [--write]

Each measure is a process of its own. A rate is told from the difference between a small and a large archive, so that
starting is amortised; reading, all stages and writing are included. CPU seconds, since machines are shared.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import recombined

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
_MARK = "<!-- measured by benchmarks/measure.py -->"
_ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process used: CPU and wall seconds with its children, peak resident MB of the largest of them."""

    cpu_s: float
    wall_s: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Archives:
    """A small and a large archive of one source, and a folder to work in."""

    small: Path
    large: Path
    words: tuple[int, int]
    folder: Path


def cost(command: Sequence[str | Path]) -> Cost:
    """Run a command and return what it used. Raises CalledProcessError when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], env={**os.environ, **_ONE_THREAD})
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / 1024)


def run(file: Path, out: Path, *options: str, fresh: bool = True) -> Cost:
    """Return the cost of a run of the program."""
    command = [sys.executable, "-m", "quotestats", "run", file, "--out", out, "-q", *options]
    return cost([*command, "--fresh"] if fresh else command)


def rate(archives: Archives, measured: Callable[[Path], Cost]) -> float:
    """Return words a CPU second, from the difference between the two archives."""
    small, large = measured(archives.small), measured(archives.large)
    return (archives.words[1] - archives.words[0]) / (large.cpu_s - small.cpu_s)


def speeds(archives: Archives, *, peers: bool) -> dict[str, float]:
    """Return words a CPU second by what was measured."""
    tools = ["bare", "composition"] if peers else ["bare"]
    script = ROOT / "benchmarks" / "peers.py"
    found = {name: rate(archives, lambda file, name=name: cost([sys.executable, script, name, file])) for name in tools}
    settings = {
        "network": (),
        "rules": ("--attribution", "rules"),
        "network, all": ("--scope", "all"),
        "rules, all": ("--attribution", "rules", "--scope", "all"),
    }
    for name, options in settings.items():
        out = archives.folder / "out"
        found[name] = rate(archives, lambda file, options=options, out=out: run(file, out, "--workers", "0", *options))
    return found


def engines(archives: Archives) -> dict[str, Cost]:
    """Return the cost of one and two workers, of a re-run, and of a Dask cluster of two processes on this machine.

    Raises AssertionError when an engine's tables are others.
    """
    folder, file = archives.folder, archives.large
    found = {f"{n} workers": run(file, folder / f"w{n}", "--workers", str(n)) for n in (1, 2)}
    found["again"] = run(file, folder / "w2", fresh=False)
    with _cluster() as cluster:
        options = ("--engine", "dask", "--scheduler", cluster.scheduler_address)
        before = os.times()
        spent = run(file, folder / "dask", *options)
    after = os.times()  # the cluster's processes are children that have ended by now
    total = after.children_user + after.children_system - before.children_user - before.children_system
    found["Dask"] = Cost(total, spent.wall_s, spent.peak_mb)
    for table in (folder / "w1").glob("*.csv"):
        if table.name != "changes.csv":
            others = [(folder / other / table.name).read_bytes() for other in ("w2", "dask")]
            assert all(other == table.read_bytes() for other in others), table.name
    return found


def _cluster():  # noqa: ANN202  # distributed ships no types
    from distributed import LocalCluster

    return LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)


def page(speed: dict[str, float], spent: dict[str, Cost], archives: Archives, articles: int) -> str:
    """Return the measured part of docs/performance.md."""
    bare = speed["bare"]
    rows = [f"| {name} | {value:,.0f} | {value / bare:.2f} |" for name, value in speed.items()]
    used = [f"| {n} | {c.cpu_s:.1f} | {c.wall_s:.1f} | {c.peak_mb:.0f} |" for n, c in spent.items()]
    told = f"{articles:,} articles, {archives.words[1]:,} words; {platform.machine()}, {os.cpu_count()} cores"
    return "\n".join(
        [
            _MARK,
            "",
            f"Measured on {told}.",
            "",
            "| | words a CPU second | times the base model |",
            "| --- | ---: | ---: |",
            *rows,
            "",
            "| one run of all articles | CPU s | wall s | peak MB of one process |",
            "| --- | ---: | ---: | ---: |",
            *used,
            "",
            "![Words a CPU second](performance.svg)",
            "",
        ]
    )


def plot(speed: dict[str, float]) -> str:
    """Return a bar chart as SVG."""
    widest = max(speed.values())
    bars = []
    for place, (name, value) in enumerate(speed.items()):
        top = 10 + 28 * place
        bars.append(f'<text x="128" y="{top + 15}" text-anchor="end">{name}</text>')
        bars.append(f'<rect x="136" y="{top}" width="{380 * value / widest:.0f}" height="20" fill="#4c78a8"/>')
        bars.append(f'<text x="{142 + 380 * value / widest:.0f}" y="{top + 15}">{value:,.0f}</text>')
    size = f'width="600" height="{20 + 28 * len(speed)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="13">'
    return f"{head}{''.join(bars)}</svg>\n"


def main() -> None:
    """Measure and print, and with ``--write`` write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--source", type=Path, default=recombined.OWN)
    parser.add_argument("--peers", action="store_true", help="measure the composition of public tools as well")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md and its plot")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = folder / "small.jsonl", folder / "large.jsonl"
        sizes = max(10, chosen.articles // 5), chosen.articles
        words = tuple(
            recombined.write(size, file, chosen.source) for size, file in zip(sizes, (small, large), strict=True)
        )
        archives = Archives(small, large, (words[0], words[1]), folder)
        speed, spent = speeds(archives, peers=chosen.peers), engines(archives)
    text = page(speed, spent, archives, chosen.articles)
    print(json.dumps({name: round(value) for name, value in speed.items()}), text, sep="\n")
    if chosen.write:
        PAGE.write_text(PAGE.read_text(encoding="utf-8").partition(_MARK)[0] + text, encoding="utf-8")
        PAGE.with_suffix(".svg").write_text(plot(speed), encoding="utf-8")


if __name__ == "__main__":
    main()
