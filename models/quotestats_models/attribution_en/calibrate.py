"""Fit the calibration of the network: ``python -m quotestats_models.attribution_en.calibrate GOLD``.

Of every number that the network gives a source, its chance and whether the source is right (shares a character with the
gold one) are collected on articles that no weight was fitted on: those kept out of training and those of PolNeAR dev.
Two numbers are fitted (Platt 1999) and printed for config.toml; the error is that of five-fold cross-validation by
article.
"""

import argparse
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quotestats.components.network_contents import contents
from quotestats.components.network_decoder import Weights
from quotestats.components.network_pieces import read
from quotestats.components.network_session import load_encoder, load_reader
from quotestats.components.network_windows import Extent, around
from quotestats.quotes import find
from quotestats_models.attribution_en.examples import Record, records, split

HERE = Path(__file__).parent
_FOLDS = 5
Doubles = NDArray[np.float64]


def main() -> None:
    """Print the fitted scale and shift, and the calibration error with and without them."""
    parser = argparse.ArgumentParser(description="Fit the calibration of the attribution network.")
    parser.add_argument("gold", type=Path, help="folder with the gold files")
    gold: Path = parser.parse_args().gold
    _, kept_out = split(records(gold / "polnear.train.jsonl.gz"))
    labels = {name: _numbers(gold / f"number_attribution.{name}.jsonl.gz") for name in ("polnear.train", "polnear.dev")}
    articles = [(article, "polnear.train") for article in kept_out]
    articles += [(article, "polnear.dev") for article in records(gold / "polnear.dev.jsonl.gz")]
    judge = Judge()
    judged = [
        (fold % _FOLDS, *one)
        for fold, (article, name) in enumerate(articles)
        for one in judge(article, labels[name].get(article["id"], []))
    ]
    folds, chances, right = (np.array(column, np.float64) for column in zip(*judged, strict=True))
    scale, shift = fit(chances, right)
    held_out = np.empty_like(chances)
    for number in range(_FOLDS):
        inside = folds == number
        held_out[inside] = calibrated(chances[inside], *fit(chances[~inside], right[~inside]))
    print(f"numbers with a source: {len(right)}, right {right.mean():.3f}")
    print(f"calibration error {error(chances, right):.3f}, cross-validated {error(held_out, right):.3f}")
    surest = right[np.argsort(-held_out, kind="stable")[: len(right) // 2]]
    print(f"right among the surest half: {surest.mean():.3f}")
    print(f"scale = {scale:.3f}\nshift = {shift:.3f}")


class Judge:
    """The shipped network with its settings."""

    def __init__(self) -> None:
        table = tomllib.loads((HERE / "config.toml").read_text("utf-8"))
        self.weights, self.extent = Weights(**table["decoder"]), Extent(**table["window"])
        self.encoder, self.reader = load_encoder(), load_reader()

    def __call__(self, article: Record, numbers: Sequence[Record]) -> Iterator[tuple[float, bool]]:
        """Yield the chance and the truth of each number's source, where the network gives one."""
        text = article["text"]
        pieces = read(text, find(text), self.encoder)
        places = [(r.start, r.stop) for r in (pieces.within(*number["number"]) for number in numbers) if len(r)]
        windows = [self.reader(pieces, *window) for window in around(places, len(pieces), self.extent, pieces.breaks)]
        sourced = [c for c in contents(pieces, windows, places, self.weights) if c.source]
        for number in numbers:
            inside = pieces.within(*number["number"])
            for content in sourced:
                if content.source and any(a < inside.stop and inside.start < b for a, b in content.spans):
                    start, end = int(pieces.starts[content.source[0]]), int(pieces.ends[content.source[1] - 1])
                    yield content.chance, any(s < end and start < e for s, e in number.get("source") or [])
                    break


def fit(chances: Doubles, right: Doubles) -> tuple[float, float]:
    """Return scale and shift of the log odds that make the chances likeliest (Newton's method in small steps)."""
    inputs = np.stack([_odds(chances), np.ones_like(chances)], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(50):
        told = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (told - right) + 0.1 * (weights - [1.0, 0.0])
        curve = (inputs * (told * (1 - told))[:, None]).T @ inputs + 0.1 * np.eye(2)
        step = np.linalg.solve(curve, slope)
        weights = weights - step / max(1.0, float(np.abs(step).max()) / 0.2)
    return float(weights[0]), float(weights[1])


def calibrated(chances: Doubles, scale: float, shift: float) -> Doubles:
    """Return the chances with their log odds scaled and shifted."""
    return np.asarray(1 / (1 + np.exp(-(scale * _odds(chances) + shift))))


def error(chances: Doubles, right: Doubles, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width."""
    number = np.minimum((chances * bins).astype(int), bins - 1)
    return sum(
        float(inside.mean()) * abs(float(chances[inside].mean() - right[inside].mean()))
        for inside in (number == k for k in range(bins))
        if inside.any()
    )


def _odds(chances: Doubles) -> Doubles:
    clipped = np.clip(chances, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _numbers(path: Path) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for number in records(path):
        found.setdefault(number["id"], []).append(number)
    return found


if __name__ == "__main__":
    main()
