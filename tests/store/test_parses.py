import zlib

import pytest

from quotestats import layers, model
from quotestats.records import Article
from quotestats.store import parses

TEXTS = {
    "plain": "The council said on Monday that 40 boats hadn't left.\n\nDee, its clerk, had counted them twice.",
    "odd": "\tTabs,  two blanks and a café’s “40%” … ½ of 1.5m — 😀!\r\n\r\nU.S. and U.K. don’t.  ",
    "unparsed": "Nothing is counted here.\nNor here, said Roe.\nBut 12 crews left.\nAnd nothing more.",
    "blank": " \n",
    "empty": "",
}


@pytest.fixture(scope="module")
def vocab():
    return model.recaller(attribution="rules").nlp.vocab


@pytest.mark.parametrize("name", TEXTS)
def test_an_analysis_comes_back_as_it_was(nlp, vocab, name):
    doc = model.parse(nlp, Article(id="a", text=TEXTS[name]))
    layers.remembered(doc)["numbers"] = [[1, 2]]
    back = parses.load(parses.dump(doc), vocab, doc.text)
    assert back.text == doc.text
    names = ("idx", "text", "lemma_", "norm_", "tag_", "pos_", "dep_", "ent_type_", "ent_iob_", "is_sent_start")
    for old, new in zip(doc, back, strict=True):
        assert [getattr(new, name) for name in names] == [getattr(old, name) for name in names]
        assert (new.head.i, str(new.morph), new.has_dep()) == (old.head.i, str(old.morph), old.has_dep())
    assert [ent.text for ent in back.ents] == [ent.text for ent in doc.ents]


def test_an_analysis_of_another_text_is_refused(nlp, vocab):
    doc = model.parse(nlp, Article(id="a", text=TEXTS["plain"]))
    kept = parses.dump(doc)
    for data, text in ((kept, TEXTS["plain"][:-1]), (kept[:-9], TEXTS["plain"]), (b"", ""), (zlib.compress(b"x"), "")):
        with pytest.raises(parses.UnfitError):
            parses.load(data, vocab, text)
