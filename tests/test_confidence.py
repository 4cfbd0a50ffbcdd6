from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.confidence import NETWORK, Calibration, confidence
from quotestats.records import Attribution

CHANCES = st.floats(0, 1)


def test_scale_one_and_shift_nought_change_nothing():
    assert Calibration(1, 0)(0.7) == pytest.approx(0.7)


def test_a_small_scale_makes_less_sure():
    assert 0.5 < Calibration(0.4, 0)(0.99) < 0.99


@given(CHANCES, CHANCES)
def test_the_order_stays(one, other):
    told = Calibration(0.35, 0.1)
    assert 0 < told(one) < 1
    assert one > other or told(one) <= told(other)


def test_rows_by_the_network_and_by_rules_have_their_own_confidence():
    sure = Attribution("a0", ((0, 5),), probability=0.95, decided_by=NETWORK)
    unsure = replace(sure, probability=0.6)
    assert 0.9 < confidence(sure) < 1
    assert confidence(unsure) < confidence(sure)
    assert confidence(replace(sure, decided_by="say:clause")) != confidence(sure)
