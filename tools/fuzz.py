"""Fuzz what meets texts and files first: coverage-guided, by atheris (``pip install -e . --group fuzz``).

usage: python tools/fuzz.py readers|numbers|times|quotations [--minutes M] [--found FOLDER]

Inputs are mutated from the sentences and articles of corpus/ and from tests/fuzz/TARGET. What raises, breaks a promise
(``fuzz_targets.py``) or takes more than ten seconds ends the fuzzing, exit code not 0, and lies in FOLDER:
mend it, then keep the input in tests/fuzz/TARGET, where the tests try it again.
"""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 20_000  # bytes of an input


def seeds(target: str, suffixes: tuple[str, ...]) -> list[bytes]:
    """Return the inputs to begin with."""
    kept = [file.read_bytes() for file in sorted((ROOT / "tests" / "fuzz" / target).glob("*"))]
    if target != "readers":
        lines = (
            line for file in (ROOT / "corpus" / "sentences").glob("*.txt") for line in file.read_bytes().splitlines()
        )
        return [*kept, *sorted(lines)]
    files = sorted(file for file in (ROOT / "corpus").rglob("*") if file.is_file())
    wanted = [file for file in files if file.suffix[1:] in suffixes]
    return [*kept, *(bytes([suffixes.index(file.suffix[1:])]) + file.read_bytes()[: LONGEST - 1] for file in wanted)]


def main() -> None:
    """Fuzz one target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=("readers", "numbers", "times", "quotations"))
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--found", type=Path, default=Path("found"), help="where failing inputs go [default: found]")
    options = parser.parse_args()
    import atheris

    with atheris.instrument_imports(include=["quotestats"]):
        import fuzz_targets

        from quotestats.formats import readers

        readers.all_readers()  # imports them
    options.found.mkdir(parents=True, exist_ok=True)
    begin = Path(tempfile.mkdtemp(prefix="fuzz_"))
    for number, seed in enumerate(seeds(options.target, fuzz_targets.SUFFIXES)):
        (begin / f"{number:05}").write_bytes(seed)
    limits = ["-timeout=10", "-rss_limit_mb=3000", f"-max_len={LONGEST}", f"-max_total_time={options.minutes * 60:.0f}"]
    found = f"-artifact_prefix={options.found}/"
    atheris.Setup([sys.argv[0], *limits, found, str(begin)], fuzz_targets.TARGETS[options.target])
    atheris.Fuzz()  # ends the process


if __name__ == "__main__":
    main()
