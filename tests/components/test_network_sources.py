import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.components.network_sources import short


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("Mara Reyes, who runs the office,", "Mara Reyes"),
        ("Mara Reyes, head of the office", "Mara Reyes"),
        ("a study that looked at 12 towns", "a study"),
        ("the team's coach, Mara Reyes", "the team's coach, Mara Reyes"),
        ("the team's coach, Mara Reyes, 41,", "the team's coach, Mara Reyes"),
        ("a spokeswoman, speaking on Monday", "a spokeswoman"),
        ("Halden, Orsk and Vell", "Halden, Orsk and Vell"),
        ("Reyes’s", "Reyes"),
        ("the firms'", "the firms"),
        ("the U.S.", "the U.S."),
        ("Acme Inc.", "Acme Inc."),
        ("the Housing Office (HO)", "the Housing Office"),
        ("He", "He"),
        ("the survey of 1,000 adults, carried out in May,", "the survey of 1,000 adults"),
        ("“Red” Cole", "Red” Cole"),
    ],
)
def test_short(source, kept):
    text = f"Then {source} said"
    start, end = short(text, 5, 5 + len(source))
    assert text[start:end] == kept


@given(st.text(alphabet="Ab ,.'’;(\n-", min_size=1, max_size=30))
def test_the_source_stays_inside_and_is_never_empty(text):
    start, end = short(text, 0, len(text))
    assert 0 <= start < end <= len(text)
