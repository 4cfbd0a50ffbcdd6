import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.components.network_confidence import Calibration

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
