import dataclasses

import nexis_files
import pytest
from nexis_files import MOCKS, Mock
from reading import put, read

from quotestats.records import Article, Problem

FORMS = {
    "a.txt": nexis_files.text(),
    "a.TXT": b"\xef\xbb\xbf" + nexis_files.text().encode(),
    "b.txt": nexis_files.text().encode("cp1252"),
    "a.html": nexis_files.html(),
    "a.DOCX": nexis_files.docx(nexis_files.uni_lines()),
    "a.rtf": nexis_files.rtf(nexis_files.uni_lines()),
    "old.rtf": nexis_files.rtf([line.strip() for line in nexis_files.text().splitlines() if line.strip()]),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_articles(tmp_path, name):
    found = read(put(tmp_path, name, FORMS[name]))
    assert [type(one) for one in found] == [Article] * 3, found
    assert [one.title for one in found] == [mock.title for mock in MOCKS]
    assert {one.outlet for one in found} == {MOCKS[0].outlet}
    assert [one.published for one in found] == ["2019-05-17", "2019-06-03", "2019-05-17"]
    assert [one.author for one in found] == ["Tom Wexcombe", "Tom Wexcombe", ""]
    assert [one.path for one in found] == [f"{name}#{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("name", [name for name in FORMS if name != "old.rtf"])
def test_the_text_is_unwrapped_and_without_labels_and_notices(tmp_path, name):
    first = read(put(tmp_path, name, FORMS[name]))[0]
    assert first.text == "\n\n".join(MOCKS[0].paragraphs)


@pytest.mark.parametrize(
    ("language", "day"),
    [("de", "17. Mai 2019 Freitag"), ("fr", "17 mai 2019 vendredi"), ("fr", "vendredi 17 Mai 2019")],
)
def test_labels_and_months_of_other_languages(tmp_path, language, day):
    mock = Mock(day=day, author="Tom Wexcombe")
    (found,) = read(put(tmp_path, "a.txt", nexis_files.text((mock,), language=language, cover=False)))
    assert (found.published, found.author, found.title) == ("2019-05-17", "Tom Wexcombe", mock.title)
    assert found.text == "\n\n".join(mock.paragraphs)


def test_a_document_that_is_not_in_the_file_is_named(tmp_path):
    found = read(put(tmp_path, "a.txt", nexis_files.text(numbers=(1, 2, 4), total=4)))
    assert sum(isinstance(one, Article) for one in found) == 3
    assert [(one.path, one.error) for one in found if isinstance(one, Problem)] == [
        ("a.txt", "document 3 is not in the file: save it again")
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", nexis_files.text(total=7)),
        ("a.html", nexis_files.html(documents=7)),
        ("a.docx", nexis_files.docx(nexis_files.uni_lines(total=7))),
    ],
)
def test_fewer_documents_than_announced_are_a_problem(tmp_path, name, data):
    *articles, last = read(put(tmp_path, name, data))
    assert len(articles) == 3
    assert "7" in last.error
    assert "3" in last.error


def test_a_document_that_nexis_could_not_show_is_a_problem_in_its_place(tmp_path):
    sorry = "We are sorry but there is an error in this document and it is not possible to display it."
    page = nexis_files.html().replace("</BODY>", f"<BR><DIV CLASS='c5'><P>{sorry}</P></DIV></BODY>")
    *articles, last = read(put(tmp_path, "a.html", page.replace('DOCUMENTS="3"', 'DOCUMENTS="4"')))
    assert [one.id[:2] for one in articles] == ["x_"] * 3
    assert (last.path, "cannot display" in last.error) == ("a.html#4", True)


def test_a_document_without_text_says_which_it_is(tmp_path):
    mocks = (*MOCKS[:2], dataclasses.replace(MOCKS[2], paragraphs=()))
    for name, data in (("a.txt", nexis_files.text(mocks)), ("a.docx", nexis_files.docx(nexis_files.uni_lines(mocks)))):
        *_, last = read(put(tmp_path, name, data))
        assert (last.path, last.error) == (f"{name}#3", 'document 3 has no text: "Bees return"')


def test_a_text_much_shorter_than_its_length_gets_a_warning(tmp_path):
    for name, data in (
        ("a.txt", nexis_files.text(MOCKS[:1])),
        ("a.docx", nexis_files.docx(nexis_files.uni_lines(MOCKS[:1]))),
    ):
        assert read(put(tmp_path, name, data))[0].warning == ""
    (found,) = read(put(tmp_path, "a.txt", nexis_files.text(MOCKS[:1]).replace(": 61 words", ": 2,061 words")))
    assert found.warning == "its length is given as 2061 words, 58 are in the file"


def test_a_paragraph_that_begins_like_a_label_stays(tmp_path):
    mock = Mock(paragraphs=("One.", "UPDATE: The minister has resigned.", *(f"Paragraph {n}." for n in range(6))))
    (found,) = read(put(tmp_path, "a.txt", nexis_files.text((mock,))))
    assert found.text == "\n\n".join(mock.paragraphs)


def test_the_order_of_the_1990s(tmp_path):
    page = (
        "1 of 1 DOCUMENT\n\nCopyright 1991 Meridian Press\nThe Meridian Chronicle\n\nApril 2, 1991, Tuesday\n\n"
        "SECTION: News; Pg. 3\n\nLENGTH: 12 words\n\nHEADLINE: Toll rises\n\nBYLINE: Ann Roe\n\nBODY:\n"
        "Six people died, police said.\n\nTwo are missing.\n\nLOAD-DATE: April 3, 1991\n"
    )
    (found,) = read(put(tmp_path, "a.txt", page))
    assert (found.published, found.title, found.author) == ("1991-04-02", "Toll rises", "Ann Roe")
    assert found.text == "Six people died, police said.\n\nTwo are missing."


def test_a_subheading_belongs_to_the_title(tmp_path):
    lines = nexis_files.uni_lines()
    for at in [n for n, line in enumerate(lines) if line == MOCKS[0].outlet][::-1]:
        lines.insert(at, "One sailing in eight will go")
    found = read(put(tmp_path, "a.docx", nexis_files.docx(lines)))
    assert [one.title for one in found] == [f"{mock.title} One sailing in eight will go" for mock in MOCKS]
    assert {one.outlet for one in found} == {MOCKS[0].outlet}


def test_a_document_without_its_day_and_the_address_below_its_text(tmp_path):
    mock = Mock(paragraphs=("Six died.", "https://chronicle.example/2019/six"), outlet="The Meridian Chronicle")
    lines = [line for line in nexis_files.uni_lines((mock,)) if not line.startswith("May 17")]
    lines.insert(lines.index(mock.outlet) + 1, "Correction Appended")
    (found,) = read(put(tmp_path, "a.docx", nexis_files.docx(lines)))
    assert (found.title, found.outlet, found.published) == (mock.title, mock.outlet, "2019-05-18")
    assert (found.text, found.url) == ("Six died.", "https://chronicle.example/2019/six")
    assert "names no day" in found.warning


def test_a_single_document_without_a_cover_page(tmp_path):
    lines = nexis_files.uni_lines(MOCKS[:1])
    (found,) = read(put(tmp_path, "a.docx", nexis_files.docx(lines[lines.index(MOCKS[0].title) :])))
    assert (found.title, found.outlet, found.published) == (MOCKS[0].title, MOCKS[0].outlet, "2019-05-17")


def test_a_transcript_of_a_broadcast(tmp_path):
    page = nexis_files.text((Mock(),)).replace("BYLINE:", "SHOW: MORNING REPORT 9:00 AM\n\nBYLINE:", 1)
    (found,) = read(put(tmp_path, "a.txt", page))
    assert (found.published, found.title) == ("2019-05-17", MOCKS[0].title)


def test_short_lines_stay_lines(tmp_path):
    page = nexis_files.text((Mock(),)).replace("KELMOUTH: Fishermen", "Yes  52\r\nNo  48\r\nKELMOUTH: Fishermen")
    (found,) = read(put(tmp_path, "a.txt", page))
    assert "Yes  52\nNo  48\nKELMOUTH" in found.text


def test_a_file_that_is_not_wrapped_keeps_its_lines(tmp_path):
    long = (
        "Six in ten people in Valdoria want the bridge that the ministry of transport promised since 2011, Roe told us."
    )
    top = "1 of 1 DOCUMENT\n\nThe Globe\n\nMay 17, 2019\n\nBridge\n\nLENGTH: 9 words\n\n"
    page = f"{top}{long}\n{long}\n\nLANGUAGE: ENGLISH\n"
    assert read(put(tmp_path, "a.txt", page))[0].text == f"{long}\n{long}"


def test_a_table_is_read_by_rows(tmp_path):
    table = "<TABLE><TR><TD><P>Bank</P></TD><TD><P>Share</P></TD></TR><TR><TD>Oru</TD><TD>44.4</TD></TR></TABLE>"
    page = nexis_files.html((Mock(paragraphs=("Shares:",)),)).replace(
        "Shares:</SPAN></P>", f"Shares:</SPAN></P>{table}"
    )
    (found,) = read(put(tmp_path, "a.html", page))
    assert found.text == "Shares:\n\nBank\tShare\n\nOru\t44.4"


@pytest.mark.parametrize(
    ("name", "articles", "problems", "days"),
    [
        ("sample.TXT", 10, 0, {"2010-01-11", "2010-01-10", "2010-01-09", "2010-01-08"}),
        ("sample.DOCX", 10, 0, {"2019-07-01", "2019-07-02", "2019-07-03", "2019-07-04"}),
        ("lexisnexis_test_en.html", 2, 1, {"1991-12-19", "1993-01-28"}),
        ("lexisnexis_test_copyright_error.html", 1, 1, {"2018-12-31"}),
    ],
)
def test_the_sample_files(shared, name, articles, problems, days):
    found = read(shared / "samples" / "nexis" / name)
    read_ones = [one for one in found if isinstance(one, Article)]
    assert (len(read_ones), len(found) - len(read_ones)) == (articles, problems)
    assert {one.published for one in read_ones} == days
    assert all(one.outlet for one in read_ones)


def test_the_length_that_the_sample_announces(shared):
    found = read(shared / "samples" / "nexis" / "sample.TXT")
    assert [len(one.text.split()) for one in found[:3]] == [355, 927, 677]
