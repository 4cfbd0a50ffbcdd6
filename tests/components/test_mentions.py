import pytest
from spacy.tokens import Doc

from quotestats import layers, model
from quotestats.actors.gazetteer import Gazetteer
from quotestats.components.mention_context import defined_acronyms
from quotestats.components.mentions import Mentions
from quotestats.records import Article, Attribution


def read(nlp, text, **article):
    return next(iter(model.read(nlp, [Article(id="x", text=text, **article)])))


def actors(doc):
    return {a.source: (a.actor_id, a.actor, a.resolved_by) for a in layers.attributions(doc)}


def test_mentions_are_exact_in_the_original_text(nlp):
    text = "“We lost 40,” said Théo O’Neil of the ONS’s board. “It hurt,” he added."
    doc = read(nlp, text)

    assert all(text[m.start : m.end] == m.text for m in layers.mentions(doc))


def test_curly_and_straight_apostrophes_give_the_same_actors(nlp):
    curly = "Théo O’Neil said 4% had left. O’Neil’s office said 5% had."
    doc, plain = read(nlp, curly), read(nlp, curly.replace("’", "'"))

    assert [m.actor_id for m in layers.mentions(doc)] == [m.actor_id for m in layers.mentions(plain)]


def test_an_unnamed_source_keeps_its_phrase(nlp):
    assert actors(read(nlp, "Two  officials said 300 had died."))["Two  officials"] == ("", "Two officials", "")


def test_joint_speakers_are_joined(nlp):
    doc = read(nlp, "Ann Vale and Bob Hall said 9% had left.")

    assert actors(doc)["Ann Vale and Bob Hall"][:2] == ("ann-vale|bob-hall", "Ann Vale|Bob Hall")


def test_a_paragraph_that_runs_on_is_continued(nlp):
    doc = read(nlp, "Ann Vale said: “Rents rose 9%.\n“And 400 tenants left.”")

    assert {a.resolved_by for a in layers.attributions(doc) if a.continued} <= {"continued"}


def test_the_office_goes_by_the_articles_date(nlp):
    text = "The prime minister said 20% had left."

    assert actors(read(nlp, text, published="2019-05-01", outlet="BBC"))["The prime minister"][0] == "theresa-may"
    assert actors(read(nlp, text, outlet="BBC"))["The prime minister"][0] == ""


def test_a_former_holder_is_not_looked_up_by_date(nlp):
    doc = read(nlp, "The former prime minister said 20% had left.", published="2019-05-01", outlet="BBC")

    assert actors(doc)["The former prime minister"][0] == ""


def test_i_is_the_source_of_the_statement_around_it(nlp):
    text = "Ann Vale said: “I think 4% left.”"
    doc = model.parse(nlp, Article(id="x", text=text))
    outer = Attribution("a0", ((16, 32),), source="Ann Vale", source_start=0, source_end=8, cue="said")
    inner = Attribution("a1", ((24, 31),), source="I", source_start=16, source_end=17, cue="think")
    layers.write(doc, layers.ATTRIBUTIONS, [outer, inner])

    _, (_, found) = Mentions().resolve(doc)

    assert (found.actor_id, found.resolved_by) == ("ann-vale", "pronoun")


def test_the_relayer_is_named(nlp):
    text = "Ann Vale said Bob Hall put it at 9%."
    doc = model.parse(nlp, Article(id="x", text=text))
    outer = Attribution("a0", ((14, 35),), source="Ann Vale", source_start=0, source_end=8, cue="said")
    inner = Attribution("a1", ((27, 35),), source="Bob Hall", source_start=14, source_end=22, cue="put", outer="a0")
    layers.write(doc, layers.ATTRIBUTIONS, [outer, inner])

    _, (_, found) = Mentions().resolve(doc)

    assert (found.actor, found.relayed_by) == ("Bob Hall", "Ann Vale")


def test_a_gazetteer_of_ones_own_replaces_the_shipped_one(nlp):
    own = Gazetteer([{"actor_id": "zog", "name": "Zog Union", "type": "organisation"}], [], [])
    doc = model.parse(nlp, Article(id="x", text="The Zog Union met the ONS."))

    assert "zog" in [m.actor_id for m in Mentions(own).find(doc)]


def test_acronyms_are_defined_by_the_words_before_them():
    assert defined_acronyms("the Office for Rail (OfR) and one artificial pancreas (AP)") == {
        "OfR": "Office for Rail",
        "AP": "artificial pancreas",
    }


@pytest.mark.parametrize("text", ["", " \n ", "(", "x" * 3000, "said " * 400])
def test_odd_texts_do_not_break_it(nlp, text):
    read(nlp, text)


def test_a_doc_without_parse_does_not_break_it(nlp):
    doc = Doc(nlp.nlp.vocab, words=["The", "ONS", "said", "Ann", "Vale", "left", "."])

    assert "office-for-national-statistics" in [m.actor_id for m in Mentions().find(doc)]
