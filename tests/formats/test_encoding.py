import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.formats import encoding

TEXT = "The café lost £5m – “all of it” – she said."


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_told_from_the_bytes(name):
    assert encoding.mend(encoding.decode(TEXT.encode(name))) == (TEXT, "")


def test_windows_1252_reads_right_and_is_said():
    text, warning = encoding.mend(encoding.decode(TEXT.encode("cp1252")))
    assert text == TEXT
    assert "Windows-1252" in warning


def test_one_broken_byte_costs_one_character():
    data = TEXT.encode().replace(b"she", b"sh\xe9")
    assert encoding.mend(encoding.decode(data))[0] == TEXT.replace("she", "shé")


def test_half_a_character_is_replaced_in_place():
    text, warning = encoding.mend("a\ud83db")
    assert text == "a\ufffdb"
    assert "lone surrogates" in warning


@given(st.binary())
def test_any_bytes_give_a_text_that_can_be_written(data):
    text, _ = encoding.mend(encoding.decode(data))
    assert text.encode().decode() == text


@given(st.text())
def test_mending_keeps_every_offset(text):
    assert len(encoding.mend(text)[0]) == len(text)
