import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.paragraphs import masked, paragraphs, sentences, unwrap

WRAPPED = (
    "The harbour board of Easterby said on Monday that it would close two of\n"
    "its seven piers before the winter, a year earlier than it had promised to\n"
    "the fishermen who use them. The board gave no reason for the change, and\n"
    "its chair did not answer questions from the town's only newspaper.\n"
    "\n"
    "A second paragraph follows the first after a blank line and is wrapped\n"
    "in the same manner as it.\n"
)


def test_wrapping_becomes_blanks_and_paragraphs_stay():
    flat = unwrap(WRAPPED)
    assert len(flat) == len(WRAPPED)
    assert [flat[s:e].strip()[:20] for s, e in paragraphs(flat)] == ["The harbour board of", "A second paragraph f"]


def test_a_line_a_paragraph_is_not_wrapped():
    text = "Rents rose by 9%, the council said.\nShe had not expected it.\n“We pay more,” said Ann Vale.\nThe end.\n"
    assert unwrap(text) == text
    assert len(paragraphs(text)) == 4


@given(st.text(alphabet="ab .\n\r\u2028", max_size=200))
def test_paragraphs_make_up_the_whole_text(text):
    chunks = paragraphs(text)
    assert "".join(text[s:e] for s, e in chunks) == (text if text.strip() else "")


def test_a_long_paragraph_is_cut_at_a_blank():
    text = "word " * 30_000
    chunks = paragraphs(text)
    assert len(chunks) > 1
    assert all(text[e - 1] == " " for _, e in chunks)
    assert "".join(text[s:e] for s, e in chunks) == text


def test_a_run_without_a_blank_is_masked_in_its_place():
    run = "7,(" * 200
    text = f"Rents rose 9%.\n{run} and fell."

    assert masked(text) == f"Rents rose 9%.\n{'x' * 600} and fell."
    assert masked("a" * 499) == "a" * 499


@pytest.mark.parametrize(
    "text",
    [
        "Rents rose.| She said so.",
        "“We pay,” she said.| “We lost.”| (Nobody came.)| Why?| It rained!",
        "Dr. Roe and J. Vale met at 5 p.m. Monday in St. Ives, on Sept. 3, over Roe v. Wade.| They left.",
        "It cost £3.50 and e.g. bread.| Then it rose by 4. 5% was not enough.",
        "He waited... and left.",
    ],
)
def test_sentences_are_cut_where_one_surely_ends(text):
    parts = text.split("| ")
    plain = " ".join(parts)
    expected = [f"{part} " for part in parts[:-1]] + parts[-1:]
    assert [plain[s:e] for s, e in sentences(plain, 0, len(plain))] == expected


def test_sentences_of_a_stretch_stay_in_it():
    text = "It rained. Nobody came. The pier closed. "

    assert [text[s:e] for s, e in sentences(text, 11, len(text))] == ["Nobody came. ", "The pier closed. "]
