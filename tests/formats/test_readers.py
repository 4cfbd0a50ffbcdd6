import bz2
import gzip
import io
import json
import lzma
import os
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import put, read

from quotestats.errors import UsageError
from quotestats.formats import readers, sources
from quotestats.records import Announced, Article, Problem

GOOD = {"id": "g1", "title": "T", "published": "2024-01-04", "outlet": "Globe", "text": "Ann Roe said 5 had left."}
LINE = json.dumps(GOOD) + "\n"
CSV = "id,title,published,outlet,text\ng1,T,2024-01-04,Globe,Ann Roe said 5 had left.\n"


def parquet(record):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    packed = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([record]), packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", LINE),
        ("a.txt", LINE + LINE.replace("g1", "g2")),
        ("a.jsonl", b"\xef\xbb\xbf" + LINE.encode()),
        ("a.jsonl", LINE.encode("utf-16")),
        ("a.jsonl.gz", gzip.compress(LINE.encode())),
        ("a.jsonl.bz2", bz2.compress(LINE.encode())),
        ("a.jsonl.xz", lzma.compress(LINE.encode())),
        ("a.json", json.dumps(GOOD)),
        ("a.json", json.dumps(GOOD, indent=2)),
        ("a.json", json.dumps([GOOD])),
        ("a.json", json.dumps({"status": "ok", "articles": [GOOD]}, indent=1)),
        ("a.json", json.dumps({"response": {"results": [GOOD]}})),
        ("a.csv", CSV),
        ("a.dat", CSV),
        ("a.csv", CSV.replace(",", ";")),
        ("a.tsv", CSV.replace(",", "\t")),
        ("a.csv", CSV.replace(",", "|")),
        ("a.csv", CSV.replace(",", "^")),
        ("a.dat", CSV.replace(",", "\x1f")),
        ("a.csv", b"\xef\xbb\xbf" + CSV.replace("\n", "\r\n").encode()),
        ("a.csv", CSV.encode("utf-16")),
        ("a.csv", CSV.replace("\n", "\r")),
        ("a.dat", "\n\n" + CSV),
        ("a.parquet", parquet(GOOD)),
    ],
)
def test_one_article_from_every_format(tmp_path, name, data):
    first = read(put(tmp_path, name, data))[0]
    assert isinstance(first, Article), first
    assert (first.id, first.title, first.published, first.outlet, first.text) == tuple(GOOD.values())


def test_a_place_says_file_and_line(tmp_path):
    put(tmp_path, "a.jsonl", "\n" + LINE)
    put(tmp_path, "b.csv", 'id,text\n1,"two\nlines"\n2,x\n')
    assert [one.path for one in read(tmp_path)] == ["a.jsonl#2", "b.csv#2", "b.csv#4"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "b", "text": "cut', "not JSON: Unterminated string at column 21"),
        ("[1, 2]", "a JSON array where an object"),
        ("12", "a JSON string or number where an object"),
        ('{"id": "b", "text": "  "}', "the text is empty"),
        ('{"id": "b"}', 'no text: the fields are "id"'),
        ("[" * 100_000, "nested too deep"),
        ("\0\0", "not JSON"),
    ],
)
def test_a_bad_line_costs_only_itself(tmp_path, line, reason):
    before, bad, after = read(put(tmp_path, "a.jsonl", LINE + line + "\n" + LINE.replace("g1", "g2")))
    assert (before.id, after.id) == ("g1", "g2")
    assert isinstance(bad, Problem)
    assert bad.path == "a.jsonl#2"
    assert reason in bad.error


def test_ragged_rows_cost_only_themselves(tmp_path):
    found = read(put(tmp_path, "a.csv", "id,title,text\n1,a,x\n2,b\n3,c,y,z\n4,d,w\n"))
    assert [one.id for one in found if isinstance(one, Article)] == ["1", "4"]
    assert [one.path for one in found if isinstance(one, Problem)] == ["a.csv#3", "a.csv#4"]


def test_a_csv_without_a_text_column_names_the_columns(tmp_path):
    (found,) = read(put(tmp_path, "a.csv", "id,topic,words\n1,a,b\n"))
    assert found.path == "a.csv#1"
    assert '"id", "topic", "words"' in found.error


def test_numbers_as_ids_stay_as_they_are_written(tmp_path):
    file = put(tmp_path, "a.jsonl", '{"id": 12e10, "text": "x"}\n{"id": 7.50, "text": "y"}\n')
    assert [one.id for one in read(file)] == ["12e10", "7.50"]


def test_what_was_found_is_said_once_a_file(tmp_path):
    said = []
    read(put(tmp_path, "a.jsonl", '{"id": "1", "body": "x"}\n{"id": "2", "body": "y"}\n'), say=said.append)
    assert said == ['a.jsonl: text from "body"']


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n", "the text is empty"),
        ("a.pdf", b"%PDF-1.4\n", "a PDF"),
        ("a.dat", b"SQLite format 3\x00" + b"\xe9" * 99, "a database"),
        ("a.bin", bytes(range(256)) * 8, "not a format that is read"),
        ("a.gz", b"\x1f\x8b\x08\x00", "damaged or cut short"),
        ("a.zip", b"PK\x03\x04 not a zip", "damaged or cut short"),
        ("a.parquet", b"PAR1 not parquet", "damaged"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_a_reason(tmp_path, name, data, reason):
    (found,) = read(put(tmp_path, name, data))
    assert isinstance(found, Problem)
    assert reason in found.error


def test_a_cut_off_file_gives_what_it_still_holds(tmp_path):
    lines = "".join(json.dumps({"id": f"g{n}", "text": os.urandom(400).hex()}) + "\n" for n in range(500))
    data = gzip.compress(lines.encode())
    found = read(put(tmp_path, "a.jsonl.gz", data[: len(data) // 2]))
    assert sum(isinstance(one, Article) for one in found) > 100
    assert isinstance(found[-1], Problem)


def test_an_unknown_format_names_those_known(tmp_path):
    with pytest.raises(UsageError, match=r"formats are: auto, csv, .*json, jsonl"):
        read(put(tmp_path, "a.txt", "one"), name="papyrus")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=400), st.sampled_from([*readers.all_readers(), "auto"]))
def test_any_bytes_give_articles_or_problems(tmp_path, data, name):
    found = read(put(tmp_path, "a.bin", data), name=name)
    assert found
    assert all(isinstance(one, (Article, Problem)) and one.path.startswith("a.bin") for one in found)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'<?xml version="1.0"?>\n<unheard-of><body/></unheard-of>', "XML of a kind that is not read"),
        (b"MIME-Version: 1.0\nSubject: x\n\ny", "a mail message"),
        (b"{\\rtf1 Ann Roe said 5 had left.}", "rich text"),
    ],
)
def test_markup_is_not_read_as_text(tmp_path, data, reason):
    (found,) = read(put(tmp_path, "a.txt", data))
    assert isinstance(found, Problem)
    assert reason in found.error


def test_a_text_with_line_ends_of_its_own_is_read_as_text(tmp_path):
    (found,) = read(put(tmp_path, "a.txt", "Ann Roe said 5 had left.\r7 stayed.\r"))
    assert found.text.endswith("\r7 stayed.\r")


def test_a_text_may_begin_with_a_less_than_sign(tmp_path):
    assert isinstance(read(put(tmp_path, "a.txt", "<3 and 5 < 6, Ann Roe said."))[0], Article)


def test_an_office_document_is_no_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    (found,) = read(tmp_path / "a.docx")
    assert "an Office document" in found.error


def test_an_object_without_a_text_is_one_problem_whatever_arrays_it_has(tmp_path):
    (found,) = read(
        put(tmp_path, "a.json", json.dumps({"title": "T", "links": [{"href": "x"}, {"href": "y"}]}, indent=1))
    )
    assert (found.path, "no text" in found.error) == ("a.json", True)


def test_a_quotation_mark_that_is_never_closed_costs_its_line_only(tmp_path):
    rows = "".join(f"{n},b,text {n}\n" for n in range(3, 40))
    found = read(put(tmp_path, "a.csv", 'id,title,text\n1,a,"two\nlines"\n2,"b,broken\n' + rows))
    assert [one.id for one in found if isinstance(one, Article)] == ["1", *map(str, range(3, 40))]
    (bad,) = [one for one in found if isinstance(one, Problem)]
    assert bad.path == "a.csv#4"
    assert "a quotation mark that is not closed?" in bad.error


def test_a_row_that_goes_on_too_far_says_to_where(tmp_path):
    found = read(put(tmp_path, "a.csv", 'id,title,text\n1,"a,b\n2,c,d\n3,e","f,g\n4,"h","i"\n'))
    assert found[0].path == "a.csv#2"
    assert "goes on to line" in found[0].error


def test_deeply_nested_fields_are_no_text(tmp_path):
    deep = "[" * 400 + '"x"' + "]" * 400
    found = read(put(tmp_path, "a.jsonl", f'{{"id": "1", "text": {deep}}}\n{LINE}'))
    assert isinstance(found[0], Problem)
    assert found[1].id == "g1"


def reading(folder, *items):
    """Return the reading of a file of a format that yields these items."""
    source = next(sources.expand([str(put(folder, "a.own", "own"))]))
    own = readers.Reader("own", "a format of this test", lambda source, options: iter(items), lambda source: 0)
    return readers.Reading(source, "own", readers.Options()), own


@pytest.mark.parametrize(
    ("items", "error"),
    [
        ([Announced(2), Article("a", "one"), Article("b", "two")], None),
        ([Article("a", "one"), Problem("a.own#2", "bad"), Announced(1), Announced(1)], None),
        ([Announced(3), Article("a", "one")], "the file says that it holds 3 articles, 1 were found"),
        ([Announced(0)], "no article in it (read as own): remove it, or tell its --format"),
    ],
)
def test_what_a_file_announces_is_held_against_what_is_read(tmp_path, monkeypatch, items, error):
    found, own = reading(tmp_path, *items)
    monkeypatch.setattr(readers, "reader", lambda name: own)
    given = list(found)
    assert [one for one in given if isinstance(one, Article)] == [one for one in items if isinstance(one, Article)]
    assert [one.error for one in given if isinstance(one, Problem) and one.path == "a.own"] == (
        [error] if error else []
    )
    assert found.announced == sum(one.count for one in items if isinstance(one, Announced))
    assert (found.format, found.articles + found.problems) == ("own", len(given))


@pytest.mark.parametrize("first", ["[Content_Types].xml", "_rels/.rels", "mimetype"])
def test_an_office_document_is_one_file_not_an_archive(tmp_path, first):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(first, "application/vnd")
        archive.writestr("word/document.xml", "<a/>")
    (found,) = read(put(tmp_path, "letter", packed.getvalue()))
    assert (found.path, found.error) == ("letter", "this is an Office document: save it as plain text or CSV")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Harbour empties\n\nAnn Roe said 5 had left.", "Harbour empties"),
        ("\ufeff\r\nHarbour  empties?\r\n \r\nAnn Roe said 5 had left.", "Harbour empties?"),
        ("Ann Roe said 5 had left.\n\nSix came.", ""),
        ("Harbour empties\nAnn Roe said 5 had left.", ""),
        ("Harbour empties\n\n", ""),
        ("w " * 200 + "\n\nAnn Roe said 5 had left.", ""),
        (" " * 100_000, ""),
    ],
)
def test_the_headline_of_a_text_file(text, title):
    from quotestats.formats.readers import text as reader

    assert reader.title(text) == title
