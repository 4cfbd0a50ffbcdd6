"""The public names: lazy, typed, and the same answers as the tables."""

import subprocess
import sys
from dataclasses import fields

import pytest

import quotestats
from quotestats import layers, reading
from quotestats.formats.columns import TABLES
from quotestats.records import Article, QuotedStatistic, Tables

TEXT = "Ana Ruiz, the mayor, said <b>rents</b> had risen by 9% last year."


def test_importing_the_package_loads_nothing_heavy_and_every_public_name_is_there():
    code = "import sys, quotestats; print(sorted({'spacy', 'pandas', 'jinja2'} & sys.modules.keys())); dir(quotestats)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown == "[]\n"
    assert all(getattr(quotestats, name) for name in quotestats.__all__)
    with pytest.raises(AttributeError, match="no attribute"):
        _ = quotestats.extrakt


def test_the_record_has_the_columns_of_the_table():
    assert [field.name for field in fields(QuotedStatistic)] == list(TABLES["quoted_statistics"].names)


@pytest.fixture(scope="module")
def found(nlp):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_cached", lambda attribution: nlp)
        return quotestats.extract(TEXT, published="2024-01-09")


def test_a_text_gives_records_and_typed_frames(found):
    assert len(found) == 1
    assert (found[0].value, found[0].unit, found[0].actor, found[0].year) == (9.0, "percent", "Ana Ruiz", 2023)
    assert found[:1] == list(found)
    assert found.frame()["value"].tolist() == [9.0]
    assert found.frame("times")["text"].tolist() == ["last year"]


def test_a_notebook_shows_the_text_escaped_and_marked(found):
    page = found._repr_html_()
    assert "&lt;b&gt;rents&lt;/b&gt;" in page
    assert '<span class="quotestats-content quotestats-figure">9%</span>' in page
    assert '<span class="quotestats-source">Ana Ruiz' in page
    assert "<td>↑ 9 percent</td>" in page
    assert "no quoted statistic" in reading.Reading("", Tables({}))._repr_html_()


def test_a_doc_of_the_pipeline_gives_the_same(nlp, found):
    doc = nlp.nlp(TEXT)
    layers.attach(doc, Article(id="text", text=TEXT, published="2024-01-09"))
    assert quotestats.read(doc).text == TEXT
    assert [one.quantity for one in quotestats.read(nlp.nlp(TEXT))] == ["9%"]


def test_own_actors_are_known(tmp_path):
    (tmp_path / "aliases.csv").write_text("alias,actor_id\nGrey House,uk-government\n", encoding="utf-8")
    (one,) = quotestats.extract("Grey House said 9 boats came.", annotations_folder=tmp_path, attribution="rules")
    assert one.actor_id == "uk-government"


def test_the_pipeline_is_one_of_spacy():
    pipeline = quotestats.load_pipeline(attribution="rules")
    assert pipeline.pipe_names[-1] == "quotestats_mentions"
