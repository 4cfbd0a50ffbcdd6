"""No score may fall below its pin (``corpus/gold/pins.toml``); the gate itself."""

import subprocess
import sys

import measures
import pin
import pytest

PINNED = {
    "digest": "d",
    "pins": {
        "quoted.f1": {"score": 0.8, "tolerance": 0.01},
        "confidence.calibration_error": {"score": 0.05, "tolerance": 0.01},
    },
}
KEPT = {"quoted.f1": 0.795, "confidence.calibration_error": 0.055}


@pytest.mark.parametrize(
    "measure",
    [
        pytest.param(one, id=one.name, marks=[pytest.mark.slow] if one.slow else [])
        for one in measures.MEASURES
        if one.name in pin.read()
    ],
)
def test_no_score_has_fallen(measure):
    if not measure.present:
        pytest.skip("its gold is not beside this checkout")

    assert list(pin.fallen(pin.read()[measure.name], measure.digest(), measure.measure())) == []


def test_the_scores_on_the_corpus_are_pinned():
    assert {"corpus-model", "corpus-rules"} <= pin.read().keys()


def test_a_score_within_its_tolerance_is_kept():
    assert list(pin.fallen(PINNED, "d", KEPT)) == []


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        ({**KEPT, "quoted.f1": 0.78}, "quoted.f1 is 0.78, pinned at 0.8"),
        ({**KEPT, "confidence.calibration_error": 0.09}, "confidence.calibration_error is 0.09, pinned at 0.05"),
        ({"quoted.f1": 0.8}, "confidence.calibration_error is None"),
    ],
)
def test_a_score_that_fell_or_went_missing_fails(figures, message):
    (complaint,) = pin.fallen(PINNED, "d", figures)

    assert complaint.startswith(message)


def test_changed_data_ask_for_a_new_pin():
    (complaint,) = pin.fallen(PINNED, "other", KEPT)

    assert "its data have changed" in complaint


def test_a_pin_rises_by_itself_and_falls_only_when_told():
    better = {"quoted.f1": 0.9, "confidence.calibration_error": 0.02}
    worse = {**better, "quoted.f1": 0.5}

    assert pin.updated(PINNED, "d", better, lower=False)["pins"]["quoted.f1"]["score"] == 0.9
    assert pin.updated(PINNED, "d", KEPT, lower=False)["pins"]["quoted.f1"]["score"] == 0.8
    with pytest.raises(ValueError, match="lowering a pin takes --lower"):
        pin.updated(PINNED, "d", worse, lower=False)
    assert pin.updated(PINNED, "d", worse, lower=True)["pins"]["quoted.f1"]["score"] == 0.5


def test_articles_and_gold_are_those_of_the_marked_articles():
    tool = measures.ROOT / "tools" / "gold.py"

    done = subprocess.run([sys.executable, tool, "--check"], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
