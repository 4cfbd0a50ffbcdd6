"""The quick look at a text passes every text that words stand in."""

from hypothesis import given
from hypothesis import strategies as st

from quotestats.actors.names import spellings
from quotestats.annotations.sieve import Sieve, Wanted

odd = st.sampled_from("éÉ™½ﬁİß`’'“.-— \u00a0\u0301K℃ⅣŁ한")
text = st.text(st.one_of(st.sampled_from("abAB. "), odd, st.characters(exclude_categories=["Cs"])), max_size=30)


@given(text=text, data=st.data())
def test_what_stands_in_a_text_passes(text, data):
    present = sorted({word.casefold() for word in spellings(text)})
    if not present:
        return
    words = data.draw(st.frozensets(st.sampled_from(present), min_size=1, max_size=3))
    stem = data.draw(st.sampled_from(present))[: data.draw(st.integers(1, 5))]
    assert Sieve([Wanted((words,), "")]).passes(text)
    assert not stem or Sieve([Wanted((), stem)]).passes(text)


def test_what_does_not_is_kept_back():
    assert not Sieve([Wanted((frozenset({"marnes", "palace"}),), "whin")]).passes("The Palace of Valdor “wines”")
    assert Sieve([Wanted((frozenset({"marnes", "palace"}),), "whin")]).passes("The Palace at Marnes")
    assert Sieve([Wanted((frozenset({"marnes", "palace"}),), "whin")]).passes("He WHINED")
    assert Sieve([Wanted((frozenset({"elysee"}),), "")]).passes("L’Élysée")
