import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestats.formats import encoding

TEXT = "The café lost £5m – “all of it” – she said."


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_told_from_the_bytes(name):
    assert encoding.mend(encoding.decode(TEXT.encode(name))) == (TEXT, "")


@pytest.mark.parametrize("name", ["cp1252", "mac_roman"])
def test_what_is_no_unicode_is_told_by_its_quotation_marks(name):
    text = "The café lost €5m. “All of it,” she said. “It’s gone,” he said."
    assert encoding.mend(encoding.decode(text.encode(name))) == (text, "")
    assert encoding.name(text.encode(name)) == name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cp1251", "Президент заявил, что 5 миллионов человек получили помощь. "),
        ("cp932", "首相は五百万人が支援を受けたと述べた。"),
    ],
)
def test_other_scripts_are_told_by_a_library(name, text):
    assert encoding.decode((text * 20).encode(name)) == text * 20


@pytest.mark.parametrize(
    ("data", "label", "name"),
    [
        (TEXT.encode("cp1252"), "iso-8859-1", "cp1252"),
        (TEXT.encode(), "iso-8859-1", "utf-8"),
        (TEXT.encode("cp1252"), "utf-8", "cp1252"),
        *((TEXT.encode("cp1252"), label, "cp1252") for label in ("no such encoding", "a\0b", "zlib", "utf-7")),
        *((TEXT.encode("cp1252"), label, "cp1252") for label in ("undefined", "idna", "punycode", "Unicode_Escape")),
        (TEXT.encode("utf-8-sig"), "windows-1252", "utf-8-sig"),
        (TEXT.encode("mac_roman"), "macintosh", "mac_roman"),
    ],
)
def test_a_named_encoding_is_believed_where_the_bytes_allow_it(data, label, name):
    assert encoding.decoded(data, label) == (TEXT, name, "")


def test_the_encoding_that_a_page_names():
    assert encoding.declared(b'<html><meta charset="windows-1252">') == "windows-1252"
    assert encoding.declared(b'<meta http-equiv=Content-Type content="text/html; charset=Shift_JIS">') == "Shift_JIS"
    assert encoding.declared(b"<p>charset=x") == ""


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


def test_a_few_broken_bytes_make_no_other_encoding_of_a_text_in_utf8():
    data = "“746,815 hectares would go,” said Ann Roe.".encode() + b"\n\xff\xfe\x81 end."
    assert encoding.name(data) == "utf-8"
    assert encoding.decode(data).startswith("“746,815 hectares")
    assert encoding.name("“Café”, said Roe at the café".encode("cp1252")) == "cp1252"
