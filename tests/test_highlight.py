"""A text cut at the ends of its marks: whole again when joined, each piece with exactly the marks that cover it."""

from hypothesis import given
from hypothesis import strategies as st

from quotestats.highlight import Mark, pieces

TEXT = "0123456789"
SPANS = st.lists(
    st.builds(
        lambda start, length, kind: Mark(start, start + length, kind),
        st.integers(-1, 10),
        st.integers(0, 5),
        st.sampled_from("xyz"),
    )
)


@given(SPANS)
def test_pieces_make_the_text_and_know_their_marks(marks):
    inside = {mark for mark in marks if 0 <= mark.start < mark.end <= len(TEXT)}
    at = 0
    for piece in pieces(TEXT, marks):
        assert TEXT[at : at + len(piece.text)] == piece.text
        end = at + len(piece.text)
        assert set(piece.marks) == {mark for mark in inside if mark.start <= at and end <= mark.end}
        assert not any(at < place < end for mark in inside for place in (mark.start, mark.end))
        at = end
    assert at == len(TEXT)
