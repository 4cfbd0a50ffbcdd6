"""The shipped files and their card agree."""

import hashlib
from importlib import resources

from quotestats.components.network_session import PACKAGE, settings

FILES = resources.files(PACKAGE)


def test_the_card_names_the_weights_that_are_shipped():
    weights = FILES.joinpath("network.onnx").read_bytes()
    assert hashlib.sha256(weights).hexdigest() in FILES.joinpath("README.md").read_text("utf-8")
    assert len(weights) <= 26_000_000


def test_the_card_says_that_the_corpus_states_no_licence():
    assert "states no licence" in FILES.joinpath("README.md").read_text("utf-8")


def test_the_settings_are_complete():
    assert set(settings()) == {"window", "decoder", "calibration", "training"}
    assert settings()["window"]["pieces"] < 512
