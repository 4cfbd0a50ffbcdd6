"""Hold the scores in ``corpus/gold/pins.toml``: check that none has fallen, or pin what is measured now.

usage: python tools/pin.py check [MEASURE ...]
       python tools/pin.py update [--lower] [MEASURE ...]

``check`` fails where a score is below its pin by more than the pin's tolerance, and where the data behind it have
changed since (their digest differs: pin again, deliberately). ``update`` raises pins to what is measured; it lowers one
only with ``--lower``, which belongs into the changelog. Measures whose data are absent are left as they are.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import measures

PINS = measures.ROOT / "corpus" / "gold" / "pins.toml"
TOLERANCE = 0.005  # what a re-trained model or another machine may cost unnoticed
TOLERANCES = {"confidence.calibration_error": 0.03}  # it moves with every row found or lost
LESS_IS_BETTER = ("confidence.calibration_error", "source_wrong", "pronoun_wrong", "nominal_wrong")
UNPINNED = ("_n", "_abstained")  # counts, and what the right and wrong shares leave over

Pins = dict[str, dict[str, Any]]  # Any: TOML
HEADER = """\
# Scores that may not fall, checked by `python tools/pin.py check` and tests/test_gate.py. The digest is that of the
# gold (and articles) measured on. Written by `python tools/pin.py update`; lowering a pin takes --lower.
"""


def read() -> Pins:
    """Return the pins by measure, ``{}`` where there is no file yet."""
    return tomllib.loads(PINS.read_text(encoding="utf-8")) if PINS.is_file() else {}


def fallen(pinned: Mapping[str, Any], digest: str, figures: measures.Figures) -> Iterator[str]:
    """Yield in words every way in which a measure does not keep its pins."""
    if pinned.get("digest") != digest:
        yield "its data have changed since it was pinned; look at the figures, then run tools/pin.py update"
        return
    for name, pin in pinned["pins"].items():
        got = figures.get(name)
        if got is None or _worse(name, got, pin["score"]) > pin["tolerance"]:
            yield f"{name} is {got}, pinned at {pin['score']} (tolerance {pin['tolerance']})"


def updated(pinned: Mapping[str, Any] | None, digest: str, figures: measures.Figures, *, lower: bool) -> dict[str, Any]:
    """Return the new pins of a measure. Raises ValueError, naming the score, where one would fall without ``lower``."""
    pins = {}
    kept = pinned["pins"] if pinned and pinned["digest"] == digest else {}
    for name, got in figures.items():
        if name.endswith(UNPINNED):
            continue
        old = kept.get(name, {"score": got, "tolerance": TOLERANCES.get(name, TOLERANCE)})
        if _worse(name, got, old["score"]) > old["tolerance"] and not lower:
            raise ValueError(f"{name} is {got}, pinned at {old['score']}: lowering a pin takes --lower")
        best = got if lower or _worse(name, got, old["score"]) < 0 else old["score"]
        pins[name] = {"score": best, "tolerance": old["tolerance"]}
    return {"digest": digest, "pins": pins}


def _worse(name: str, got: float, pinned: float) -> float:
    return got - pinned if name in LESS_IS_BETTER else pinned - got


def write(pins: Pins) -> None:
    """Write the pins, measures and scores in the order in which they are measured."""
    order = [measure.name for measure in measures.MEASURES]
    lines = [HEADER]
    for name in sorted(pins, key=lambda name: (order.index(name) if name in order else len(order), name)):
        lines.append(f'[{_key(name)}]\ndigest = "{pins[name]["digest"]}"\n\n[{_key(name)}.pins]')
        scores = pins[name]["pins"].items()
        lines += [f"{_key(key)} = {{ score = {pin['score']}, tolerance = {pin['tolerance']} }}" for key, pin in scores]
        lines.append("")
    PINS.write_text("\n".join(lines), encoding="utf-8")


def _key(name: str) -> str:
    return name if name.replace("-", "").replace("_", "").isalnum() else f'"{name}"'


def main() -> int:
    """Check or update; exit status 1 when a check fails or a pin would fall."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("check", "update"))
    parser.add_argument("measure", nargs="*")
    parser.add_argument("--lower", action="store_true", help="let a pin fall")
    given = parser.parse_intermixed_args()
    pins, failed = read(), False
    for measure in measures.named(given.measure):
        if not measure.present or (given.action == "check" and measure.name not in pins):
            print(f"{measure.name}: skipped, {'not pinned' if measure.present else 'its data are not here'}")
            continue
        digest, figures = measure.digest(), measure.measure()
        complaints = list(fallen(pins[measure.name], digest, figures)) if given.action == "check" else []
        if given.action == "update":
            try:
                pins[measure.name] = updated(pins.get(measure.name), digest, figures, lower=given.lower)
                write(pins)
            except ValueError as error:
                complaints = [str(error)]
        failed = failed or bool(complaints)
        print("\n".join(f"{measure.name}: {complaint}" for complaint in complaints or ["kept"]))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
