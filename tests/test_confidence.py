from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.confidence import NETWORK, Calibration, confidence, features
from quotestats.lexicon import table
from quotestats.records import Attribution, Quantity

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


ROW = Quantity("300 people", 0, 10, "count", value=300.0, unit="person")
SURE = Attribution("a0", ((0, 5),), resolved_by="name", probability=0.95, decided_by=NETWORK)


def test_rows_by_the_network_and_by_rules_have_their_own_confidence():
    assert 0.9 < confidence(ROW, SURE) < 1
    assert confidence(ROW, replace(SURE, probability=0.6)) < confidence(ROW, SURE)
    assert confidence(ROW, replace(SURE, decided_by="say:clause")) != confidence(ROW, SURE)


@pytest.mark.parametrize("decided_by", [NETWORK, "say:clause"])
def test_an_unresolved_actor_and_a_missing_unit_make_less_sure(decided_by):
    sure = replace(SURE, decided_by=decided_by)
    assert confidence(ROW, replace(sure, resolved_by="")) < confidence(ROW, sure)
    assert confidence(replace(ROW, unit=""), sure) < confidence(ROW, sure)


def test_features_are_named_where_they_hold():
    assert set(features(ROW, SURE)) == {"odds", "bias"}
    passing = replace(ROW, value=2.0, bound="vague", unit="")
    planned = replace(SURE, stance="planned", resolved_by="")
    assert set(features(passing, planned)) == {"odds", "bias", "planned", "small", "unitless", "unresolved", "vague"}


def test_every_weight_is_that_of_a_feature():
    known = set(features(replace(ROW, value=2.0, bound="vague", unit=""), Attribution("a0", (), stance="denied")))
    assert {row["feature"] for row in table("confidence")} == known
