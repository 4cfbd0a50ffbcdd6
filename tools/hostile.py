"""Measure that no text, however odd, makes the program explode: seconds of the whole pipeline at two lengths.

usage: python tools/hostile.py [--length N] [--scope statistics|all] [--attribution rules|model] [PIECE ...]

Each piece is repeated to N characters (1,000,000 unless told) and to half of that, and the text goes through every
pipe. Printed are the seconds of processor time, and their ratio: 2 is linear, 4 quadratic. The exit code is 1 where a
ratio is above 3.
"""

import argparse
import sys
import time

from quotestats import model
from quotestats.records import Article

PIECES = (
    "7", "7,", "1 ", "1. ", "1\n", "1 200 ", "ten ", "twenty-one ", "million ", "hundred and ", "half a ", "0.", "1/",
    "1:", "１", "1\u200b", "$", "£1 ", "$1 ($1) ", "5% to ", "5% and ", "from 1 to ", "between 1 and ", "voted 5-4, ",
    "aged ", "2019 ", "last year ", "the year to ", "Monday ", "(", "( ", "[", '"', '" ', "“", "” ", "“a” ", "“\n", "'",
    "' ", "-", "- ", "…", ", ", "a", "a ", "a1", "Bo ", "said ", "<a ", "http://a.", "and ", "of ",
)  # fmt: skip
TOO_STEEP = 3.0
LEAST = 0.2  # seconds below which a ratio says nothing


def seconds(pipeline: model.Pipeline, piece: str, length: int) -> float:
    """Return the processor time that a text of ``length`` characters takes."""
    text = (piece * (length // len(piece) + 1))[:length]
    start = time.process_time()
    for _ in model.extract(pipeline, [Article("hostile", text)]):
        pass
    return time.process_time() - start


def main() -> int:
    """Measure the pieces and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pieces", nargs="*", metavar="PIECE", default=PIECES)
    parser.add_argument("--length", type=int, default=1_000_000)
    parser.add_argument("--scope", choices=("statistics", "all"), default="statistics")
    parser.add_argument("--attribution", choices=("rules", "model"), default="rules")
    options = parser.parse_args()
    pipeline = model.load(attribution=options.attribution, scope=options.scope)
    seconds(pipeline, "Rents rose 9% in 2019, Ann Vale said. ", 1_000)  # what is compiled at first use
    steep = 0
    print("piece              half    whole    ratio")
    for piece in options.pieces:
        half, whole = (seconds(pipeline, piece, length) for length in (options.length // 2, options.length))
        ratio = whole / max(half, 1e-9)
        steep += ratio > TOO_STEEP and whole > LEAST
        print(f"{piece!r:<16} {half:>7.2f}s {whole:>7.2f}s {ratio:>7.1f}", flush=True)
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
