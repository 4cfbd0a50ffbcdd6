import pytest
import spacy
from spacy.tokens import Doc, DocBin

from quotestats import layers
from quotestats.records import Article, Attribution, Quantity


def doc_with_two_quantities_in_one_token() -> Doc:
    text = "Vale won 44%-37% of votes."
    doc = layers.attach(spacy.blank("en")(layers.analysed(text)), Article(id="a", text=text, published="2024-01-04"))
    found = [
        Quantity("44%", 9, 12, "percent", value=44.0, unit="percent"),
        Quantity("37%", 13, 16, "percent", value=37.0, unit="percent"),
    ]
    layers.write(doc, layers.QUANTITIES, found)
    return doc


def test_records_within_one_token_keep_apart():
    doc = doc_with_two_quantities_in_one_token()
    assert [q.value for q in layers.quantities(doc)] == [44.0, 37.0]
    assert [span._.quantity.text for span in doc.spans["quantities"]] == ["44%", "37%"]


def test_layers_survive_a_docbin():
    doc = doc_with_two_quantities_in_one_token()
    packed = DocBin(store_user_data=True)
    packed.add(doc)
    (back,) = DocBin(store_user_data=True).from_bytes(packed.to_bytes()).get_docs(doc.vocab)
    assert layers.quantities(back) == layers.quantities(doc)
    assert layers.published(back) == "2024-01-04"


def test_an_attribution_comes_back_whole():
    text = "“Six,” Ng said, “were hurt.”"
    doc = layers.attach(spacy.blank("en")(layers.analysed(text)), Article(id="a", text=text))
    said = Attribution("a0", ((1, 5), (17, 27)), "Ng", 7, 9, "said", 10, 14, quote_type="direct")
    layers.write(doc, layers.ATTRIBUTIONS, [said])
    assert layers.attributions(doc) == [said]


def test_a_bare_doc_is_its_own_article():
    doc = spacy.blank("en")("Six boats sank.")
    assert layers.article(doc).text == "Six boats sank."
    assert layers.quantities(doc) == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Jos\ufffd Mu\ufffdoz", "Jos\ufffd Mueoz"),
        ("MU\ufffdOZ", "MUEOZ"),
        ("Roe\ufffds boat isn\ufffdt \ufffdours\ufffd", "Roe's boat isn't \ufffdours\ufffd"),
        ("M\ufffd\ufffdller", "Meeller"),
        ("5\ufffd000 boats\ufffd", "5\ufffd000 boats\ufffd"),
    ],
)
def test_a_letter_lost_in_decoding_leaves_its_word_whole(text, seen):
    assert layers.analysed(text) == seen
