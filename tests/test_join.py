from dataclasses import replace

import spacy

from quotestats import join, layers
from quotestats.records import Article, Attribution, Quantity

TEXT = "Vale said 12 boats sank. Ng said Vale put it at 12."


def doc(text=TEXT, shift=0, article_id="a"):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    made = layers.attach(nlp(layers.analysed(text)), Article(id=article_id, text=text))
    first = Quantity("12", 10 + shift, 12 + shift, "count", value=12.0, unit="boat", counted="boats")
    second = Quantity("12", 48 + shift, 50 + shift, "count", value=12.0)
    layers.write(made, layers.QUANTITIES, [second, first])
    outer = Attribution("a1", ((33 + shift, 50 + shift),), "Ng", 25 + shift, 27 + shift, "said", actor="Ng")
    inner = Attribution("a2", ((45 + shift, 50 + shift),), "Vale", 33 + shift, 37 + shift, "put", outer="a1")
    layers.write(made, layers.ATTRIBUTIONS, [outer, inner])
    return made


def test_a_quantity_belongs_to_the_innermost_attribution():
    tables = join.tables(doc())
    (row,) = tables.quoted_statistics
    assert (row["source"], row["cue"], row["content"]) == ("Vale", "put", "at 12")
    assert row["sentence"] == "Ng said Vale put it at 12."
    assert [q["attribution_id"] == "" for q in tables.quantities] == [True, False]
    inner = next(a for a in tables.attributions if a["cue"] == "put")
    outer = next(a for a in tables.attributions if a["cue"] == "said")
    assert inner["outer_attribution_id"] == outer["attribution_id"]


def test_rows_stand_in_the_order_of_the_text():
    assert [q["start"] for q in join.tables(doc()).quantities] == [10, 48]


def test_ids_stay_when_a_sentence_is_put_before():
    before = "It rained. "
    moved = join.tables(doc(before + TEXT, len(before)))
    ids = [q["statistic_id"] for q in moved.quantities]
    assert ids == [q["statistic_id"] for q in join.tables(doc()).quantities]
    assert all(key.startswith("s_") and len(key) == 14 for key in ids)


def test_ids_differ_between_articles_and_between_equal_words():
    one, other = join.tables(doc()), join.tables(doc(article_id="b"))
    ids = [q["statistic_id"] for t in (one, other) for q in t.quantities]
    assert len(set(ids)) == 4


def test_equal_numbers_in_one_sentence_have_ids_of_their_own():
    made = layers.attach(spacy.blank("en")("Six or six boats sank."), Article(id="a", text="Six or six boats sank."))
    quantity = Quantity("Six", 0, 3, "count", value=6.0)
    layers.write(made, layers.QUANTITIES, [quantity, replace(quantity, text="six", start=7, end=10)])
    layers.write(made, layers.ATTRIBUTIONS, [])
    assert len({q["statistic_id"] for q in join.tables(made).quantities}) == 2


def test_an_empty_article_gives_no_rows():
    made = layers.attach(spacy.blank("en")(""), Article(id="e", text=""))
    tables = join.tables(made)
    assert tables.article["article_id"] == "e"
    assert not tables.quantities


def test_a_passive_that_names_nobody_makes_no_quoted_statistic():
    made = doc()
    unsourced = Attribution("a1", ((5, 23),), cue="is expected")
    layers.write(made, layers.ATTRIBUTIONS, [unsourced])
    tables = join.tables(made)
    assert not tables.quoted_statistics
    assert tables.quantities[0]["attribution_id"] == tables.attributions[0]["attribution_id"]


def test_a_quotation_without_a_speaker_makes_a_row_without_a_source():
    made = doc()
    layers.write(made, layers.ATTRIBUTIONS, [Attribution("a1", ((5, 23),), quote_type="direct")])
    (row,) = join.tables(made).quoted_statistics
    assert (row["source"], row["source_start"]) == ("", None)


def test_who_speaks_comes_before_nobody():
    made = doc()
    sourced = Attribution("a1", ((5, 23),), "Vale", 0, 4, "said")
    layers.write(made, layers.ATTRIBUTIONS, [sourced, Attribution("a2", ((10, 23),), cue="is feared")])
    (row,) = join.tables(made).quoted_statistics
    assert row["source"] == "Vale"


def test_a_closing_mark_that_the_model_splits_off_ends_its_sentence():
    made = spacy.blank("en")('"Rents rose by 12."\n\nNg left.')
    for token in made:
        token.is_sent_start = token.text in ('"', "Ng")
    layers.attach(made, Article(id="a", text=made.text))
    layers.write(made, layers.QUANTITIES, [Quantity("12", 15, 17, "count", value=12.0)])
    assert [q["sentence"] for q in join.tables(made).quantities] == ['"Rents rose by 12."']
