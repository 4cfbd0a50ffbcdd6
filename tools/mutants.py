"""Mutation test of the number grammar: how many small faults in it the quick tests of numbers find.

usage: python tools/mutants.py [--sample N] [--seed S] [--module NAME]

cosmic-ray makes the mutants (another operator, another number, a condition turned round); the tests run on a copy of
the package, once for each of N mutants drawn by a fixed seed. Prints those that no test finds, and how many one does.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cosmic_ray import ast, mutating, plugins

ROOT = Path(__file__).resolve().parent.parent
GRAMMAR = Path("quotestats", "numerals")
TESTS = tuple(f"tests/test_numerals{name}.py" for name in ("", "_meaning", "_lexicon", "_grammar"))
_LIMIT_S = 120
_IN_TYPES = "BitOr"  # "str | None" in annotations: no test can be asked to find these, or all of them do


class Mutant(NamedTuple):
    """One change of one module: the place-th that an operator of cosmic-ray can make."""

    module: str
    operator: str
    place: int


def mutants(modules: list[Path]) -> Iterator[Mutant]:
    """Yield every mutant of these modules, in an order of their own."""
    for module in sorted(modules):
        tree = ast.get_ast(module.read_text(encoding="utf-8"))
        for name in sorted(plugins.operator_names()):
            if _IN_TYPES in name or "Variable" in name:
                continue
            operator = plugins.get_operator(name)()
            count = sum(len(list(operator.mutation_positions(node))) for node in _nodes(tree))
            yield from (Mutant(module.name, name, place) for place in range(count))


def _nodes(node: object) -> Iterator[object]:
    yield node
    for child in getattr(node, "children", ()):
        yield from _nodes(child)


def survives(mutant: Mutant, copy: Path) -> str:
    """Return what a mutant changes, line by line, when all tests pass with it, else ``""``."""
    file = copy / GRAMMAR / mutant.module
    before = file.read_text(encoding="utf-8")
    after = mutating.mutate_code(before, plugins.get_operator(mutant.operator)(), mutant.place)
    file.write_text(after, encoding="utf-8")
    passed = passes(copy)
    file.write_text(before, encoding="utf-8")
    return _changed(before, after) if passed else ""


def passes(copy: Path) -> bool:
    """Tell whether all tests pass on a copy of the package; those that hang do not."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *TESTS]
    place = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ended = subprocess.run(command, cwd=ROOT, env=place, capture_output=True, timeout=_LIMIT_S, check=False)
        return ended.returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _changed(before: str, after: str) -> str:
    lines = list(zip(before.splitlines(), after.splitlines(), strict=False))
    return "\n".join(f"  {n}: {old.strip()}  ->  {new.strip()}" for n, (old, new) in enumerate(lines, 1) if old != new)


def main() -> None:
    """Try a sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--module", default="*", help="the name of one module, such as scan.py")
    options = parser.parse_args()
    every = list(mutants(sorted((ROOT / "pipeline" / GRAMMAR).glob(options.module))))
    sample = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    alive = 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "pipeline" / "quotestats", Path(folder, "quotestats"))
        if not passes(Path(folder)):
            sys.exit("the tests fail without any mutant")
        for mutant in sorted(sample):
            if changed := survives(mutant, Path(folder)):
                alive += 1
                print(f"{mutant.module} {mutant.operator} {mutant.place}\n{changed}", flush=True)
    found = len(sample) - alive
    print(f"{found} of {len(sample)} mutants found ({found / len(sample):.1%}), drawn from {len(every)}")


if __name__ == "__main__":
    main()
