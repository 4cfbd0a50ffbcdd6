"""The base model's replaced parts: equal to what they replace."""

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span

from quotestats import base
from quotestats.base.names import Names
from quotestats.errors import ModelError

TEXTS = [
    "Ana Ruiz, who'd been mayor of Eastmoor, said on Monday that rents had risen by 9% to £1,150 a month in 2023.",
    "Let's go! They ain't sure that y'all will come; there's no boat, and I'm gonna be sad. “We lost,” she told it.",
    "The oxen were better fed than the wolves, which were leaving. He leaves his leaves.  Nobody saw the mice\n\n",
    "Which of those boats has sunk? You gave me this, but that was all I'd got to see of the harbour board's figures.",
]


@pytest.fixture(scope="module")
def plain():
    return spacy.load(base.NAME)


@pytest.fixture(scope="module")
def ready():
    return base.load(base.NAME)


def analysis(doc):
    return [(t.text, t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i, t.ent_type_, t.ent_iob_, t.is_sent_start) for t in doc]


def alone(docs):
    """Return Docs as the steps take them, with nothing beside them."""
    return [(doc[:0], doc, doc[:0]) for doc in docs]


def test_the_steps_say_what_the_pipes_say(plain, ready):
    steps = base.steps(ready)
    for texts in (TEXTS, TEXTS[::-1], TEXTS):  # words met before and words new
        docs = [ready.make_doc(text) for text in texts]
        for step in steps:
            step(alone(docs))
        for doc, expected in zip(docs, plain.pipe(texts), strict=True):
            assert analysis(doc) == analysis(expected)


def test_words_are_forgotten_when_they_are_too_many(ready, monkeypatch):
    monkeypatch.setattr(base.words, "_KNOWN", 5)
    monkeypatch.setattr(base.vectors, "_KNOWN", 5)
    docs = [ready.make_doc(text) for text in TEXTS]
    expected = [ready.make_doc(text) for text in TEXTS]

    for step in base.steps(ready):
        step(alone(docs))
    for pipe in ready.pipe_names:
        for doc in expected:
            ready.get_pipe(pipe)(doc)

    assert [analysis(doc) for doc in docs] == [analysis(doc) for doc in expected]


def test_what_is_remembered_outlives_the_memory_of_words(ready):
    steps = base.steps(ready)
    found = []
    for _ in range(2):
        with ready.memory_zone():
            docs = [ready.make_doc("The quillyards of Eastmoor zorbled the gravelfish.")]
            for step in steps:
                step(alone(docs))
            found.append(analysis(docs[0]))

    assert found[0] == found[1]


def test_the_pipeline_can_still_be_saved(ready, tmp_path):
    base.steps(ready)

    ready.to_disk(tmp_path / "saved")

    assert spacy.load(tmp_path / "saved")("The boats left.")[1].lemma_ == "boat"


def test_rules_that_ask_for_more_than_a_word_run_as_they_are():
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"ENT_TYPE": "PERSON"}]], {"POS": "PROPN"})
    nlp.add_pipe("lemmatizer", config={"mode": "rule"})

    assert len(base.steps(nlp)) == 2


@pytest.mark.parametrize(("blis_s", "numpy_s", "slow"), [(1.0, 1.0, True), (1.0, 1.2, True), (1.0, 2.0, False)])
def test_numpy_multiplies_unless_blis_is_clearly_faster(monkeypatch, blis_s, numpy_s, slow):
    monkeypatch.setattr(base, "_seconds", lambda ops, one, other: blis_s if ops.use_blis else numpy_s)

    assert base._blis_is_slow.__wrapped__() is slow


def test_both_libraries_multiply_alike():
    one, other = (np.random.default_rng(7).random((rows, 96), dtype=np.float32) for rows in (40, 64))

    products = [base.NumpyOps(use_blis=use).gemm(one, other, trans2=True) for use in (True, False)]

    assert np.allclose(*products, rtol=1e-5)


def test_a_pipeline_that_is_not_installed_or_lacks_a_part_is_named(monkeypatch):
    with pytest.raises(ModelError, match='no spaCy pipeline "no_such_pipeline": install it with pip'):
        base.load("no_such_pipeline")
    monkeypatch.setattr(base.spacy, "load", lambda name: spacy.blank("en"))
    with pytest.raises(ModelError, match="has no parser or tagger or ner"):
        base.load("blank")


def test_entities_set_beforehand_are_heeded(ready, plain):
    docs = [nlp.make_doc("Ana Ruiz of Eastmoor spoke in Paris on Monday.") for nlp in (ready, plain)]
    for doc in docs:
        doc.set_ents([Span(doc, 2, 4, label="LAW")], default="missing")

    for step in base.steps(ready):
        step(alone(docs[:1]))
    (expected,) = plain.pipe(docs[1:])

    assert "LAW" in [entity.label_ for entity in docs[0].ents]
    assert analysis(docs[0]) == analysis(expected)


def test_a_recogniser_that_is_not_greedy_runs_as_it_is():
    nlp = spacy.blank("en")
    nlp.add_pipe("beam_ner").add_label("HARBOUR")
    nlp.initialize()

    assert not any(isinstance(step, Names) for step in base.steps(nlp))


def test_what_an_entity_is_does_not_hang_on_its_neighbours(ready):
    single, beside = (
        [ready.make_doc(text) for text in texts] for texts in ([TEXTS[0]], [TEXTS[3], TEXTS[0], "", TEXTS[1]])
    )
    for step in base.steps(ready):
        step(alone(single))
        step(alone(beside))

    assert analysis(single[0]) == analysis(beside[1])


def test_docs_of_no_words_are_analysed(ready):
    docs = [Doc(ready.vocab, words=[])]

    for step in base.steps(ready):
        step(alone(docs))

    assert len(docs[0]) == 0


def test_words_are_seen_beside_what_stands_around_them_though_that_is_not_analysed(plain, ready):
    text = "The harbour board met. Boats leave the harbour. Ng counted them all."
    whole = ready.make_doc(text)
    (expected,) = plain.pipe([text])
    first, last = (next(t.i for t in whole if t.text == word) for word in ("Boats", "Ng"))
    doc = ready.make_doc(whole[first:last].text_with_ws)

    for step in base.steps(ready):
        step([(whole[first - base.REACH : first], doc, whole[last : last + base.REACH])])

    assert np.allclose(doc.tensor, expected.tensor[first:last], atol=1e-4)
