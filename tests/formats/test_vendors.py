"""What holds for every vendor's reader: any damage to a file gives articles and problems, never a traceback."""

import json
from pathlib import Path

import nexis_files
import pytest
import test_europresse
import test_factiva
import test_feeds
import test_mediawiki
import test_newsml
import test_nitf
import test_proquest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import put, read

from quotestats.formats import documents, readers
from quotestats.formats.documents import Document
from quotestats.formats.readers.labels import labels
from quotestats.records import Announced, Article, Problem

pytest.importorskip("lxml")

FILES = {
    "nexis": [nexis_files.text(), nexis_files.html(), nexis_files.docx(nexis_files.uni_lines())],
    "factiva": [test_factiva.page(test_factiva.indexed(), test_factiva.plain()), test_factiva.xml(1, 2)],
    "proquest": [test_proquest.page(test_proquest.document()), test_proquest.studio(), test_proquest.delivery()],
    "europresse": [test_europresse.page(test_europresse.old()), test_europresse.page(test_europresse.new())],
    "nitf": [test_nitf.nitf()],
    "newsml": [test_newsml.message(test_newsml.item(f"<inlineXML>{test_newsml.PARAGRAPHS}</inlineXML>"))],
    "guardian": [json.dumps(test_feeds.guardian())],
    "govuk": [json.dumps(test_feeds.govuk(), indent=1)],
    "mediawiki": [test_mediawiki.dump(test_mediawiki.page("A", test_mediawiki.NEWS))],
}
CASES = [
    (name, data if isinstance(data, bytes) else data.encode()) for name, all_of in FILES.items() for data in all_of
]


@pytest.mark.parametrize(("name", "data"), CASES)
def test_the_format_is_told_from_the_bytes(tmp_path, name, data):
    assert isinstance(read(put(tmp_path, "a.dat", data))[0], Article)
    assert isinstance(read(put(tmp_path, "a.dat", data), name=name)[0], Article)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120, deadline=None)
@given(
    st.sampled_from(CASES),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=6)), max_size=3),
    st.floats(0, 1),
)
def test_damage_gives_articles_or_problems(tmp_path, case, patches, cut):
    name, data = case
    for place, length, new in patches:
        at = int(place * len(data))
        data = data[:at] + new + data[at + length :]
    data = data[: max(1, int((0.3 + cut) * len(data)))]
    for format_name in (name, "auto"):
        found = read(put(tmp_path, "a.dat", data), name=format_name)
        assert found
        assert all(isinstance(one, (Article, Problem)) for one in found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=200), st.sampled_from([*FILES, "rcv1"]))
def test_any_bytes_give_articles_or_problems(tmp_path, data, name):
    assert all(isinstance(one, (Article, Problem)) for one in read(put(tmp_path, "a.dat", data), name=name))


def test_many_missing_documents_are_one_problem():
    found = list(documents.articles([Document({"text": "x"}, number=n) for n in (1, 900)], "a.txt", announced=900))
    assert found[0] == Announced(900)
    assert [one.error for one in found if isinstance(one, Problem)] == [
        "898 documents are not in the file, from number 2 on: save it again"
    ]


def test_ids_are_made_of_words_and_never_twice_in_a_file():
    same = Document({"text": "Six died.", "outlet": "Globe"})
    other = Document({"text": "Six died.", "outlet": "Chronicle"})
    ids = [one.id for one in documents.articles([same, other, same], "a.txt") if isinstance(one, Article)]
    assert len(set(ids)) == 3
    assert ids[2] == f"{ids[0]}-2"
    assert [one.id for one in documents.articles([other], "b.txt") if isinstance(one, Article)] == [ids[1]]


def test_boilerplate_is_left_out():
    found = documents.article(Document({"text": "Six died.\n\nShare this article\n\nTwo are missing."}), "a.txt")
    assert found.text == "Six died.\n\nTwo are missing."


def test_a_day_that_cannot_be_told_is_a_warning():
    found = documents.article(Document({"text": "x", "published": "Spring 2019"}), "a.txt")
    assert "Spring 2019" in found.warning


def test_an_extra_that_is_missing_is_named_with_its_command(tmp_path, monkeypatch):
    for package, name, data in (
        ("lxml", "nitf", test_nitf.nitf()),
        ("striprtf.striprtf", "nexis", nexis_files.rtf(nexis_files.uni_lines())),
        ("mwparserfromhell", "mediawiki", test_mediawiki.dump(test_mediawiki.page("A", "x"))),
    ):
        with monkeypatch.context() as patch:
            patch.setitem(__import__("sys").modules, package, None)
            (found,) = read(put(tmp_path, "a.dat", data), name=name)
        assert 'pip install "quotestats[' in found.error


def test_the_labels_are_sorted_known_and_attested():
    for vendor in ("nexis", "proquest"):
        known = labels(vendor)
        assert set(known.values()) <= {
            *("title", "author", "section", "length", "head", "body", "end", "late"),
            *("abstract", "outlet", "published", "info", "id", "url"),
        }
        assert all(label == label.lower().strip() for label in known)
        assert list(known) == sorted(known)


def test_every_reader_is_found_by_name_and_has_a_page():
    assert {*FILES, "rcv1"} <= set(readers.all_readers())
    pages = Path(__file__).resolve().parents[2] / "docs" / "formats"
    assert all(f"--format {name}" in (pages / f"{name}.md").read_text(encoding="utf-8") for name in FILES)
