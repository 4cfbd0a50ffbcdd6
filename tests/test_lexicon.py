"""Word lists as data: how a table is read, and what of it is refused."""

import pytest

from quotestats import lexicon
from quotestats.errors import LexiconError, MissingExtraError


def test_cells_that_a_row_leaves_out_are_empty_and_comments_no_rows():
    assert lexicon.parse("word\tsource\n# a comment\n\none\tx\ntwo\n", "t.tsv") == [
        {"word": "one", "source": "x"},
        {"word": "two", "source": ""},
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "t.tsv: empty; the first line must name the columns"),
        ("# only a comment\n", "t.tsv: empty"),
        ("word\n\none\ttwo\n", "t.tsv:3: 2 cells for 1 columns"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_line(text, reason):
    with pytest.raises(LexiconError, match=reason):
        lexicon.parse(text, "t.tsv")


def test_a_table_that_is_not_there_is_named():
    with pytest.raises(LexiconError, match=r"no lexicon table en/nothing\.tsv"):
        lexicon.table("nothing")


def test_a_missing_package_is_told_with_the_command_that_installs_it():
    told = str(MissingExtraError("warcio", "warc", "reading a.warc"))
    assert told == 'reading a.warc needs warcio: pip install "quotestats[warc]"'
