import pytest

pytest.importorskip("lxml")

from quotestats.errors import SourceError
from quotestats.formats import markup
from quotestats.formats.readers import newsml, proquest

BOMB = b"""<!DOCTYPE a [<!ENTITY x0 "ten">""" + b"".join(
    b'<!ENTITY x%d "%s">' % (n, b"&x%d;" % (n - 1) * 10) for n in range(1, 10)
)


def test_characters_by_name_without_their_dtd():
    root, warning = markup.xml(b"<a>Roe&rsquo;s 5&nbsp;&mdash; &amp; more</a>")
    assert (markup.raw(root), warning) == ("Roe’s 5\xa0— & more", "")


def test_entities_are_not_expanded():
    root, _ = markup.xml(b'<!DOCTYPE a [<!ENTITY x "ten">]><a>before &x; after</a>')
    assert markup.paragraphs(root) == ["before after"]
    with pytest.raises(SourceError, match="not well-formed"):
        markup.xml(BOMB + b"]><a>before &x9; after</a>")


def test_nothing_is_fetched_for_an_entity(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    root, _ = markup.xml(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>b&x;c</a>'.encode())
    assert "secret" not in markup.raw(root)


def test_windows_bytes_in_a_file_that_says_utf8():
    root, warning = markup.xml('<?xml version="1.0" encoding="utf-8"?><a>café</a>'.encode("cp1252"))
    assert (markup.raw(root), "cp1252" in warning) == ("café", True)


def test_utf8_that_is_declared_to_be_latin():
    root, _ = markup.xml('<?xml version="1.0" encoding="ISO-8859-1"?><a>café</a>'.encode())
    assert markup.raw(root) == "café"


@pytest.mark.parametrize("name", ["iso-8859-1", "utf-16", "utf-8-sig"])
def test_declared_and_marked_encodings(name):
    declared = name if name == "iso-8859-1" else name.removesuffix("-sig")
    root, warning = markup.xml(f'<?xml version="1.0" encoding="{declared}"?><a>café</a>'.encode(name))
    assert (markup.raw(root), warning) == ("café", "")


@pytest.mark.parametrize("data", [b"<a><b></a>", b"", b"   ", b"<" * 50, b"<a>" * 100_000])
def test_what_is_not_well_formed_says_where(data):
    with pytest.raises(SourceError, match=r"not well-formed XML: .*line 1"):
        markup.xml(data)


def test_a_broken_record_costs_only_itself():
    data = b'<r xmlns:z="u">\n<c><z:d>1</z:d></c>\n<c><d>2</c>\n<c>3</c></r>'
    found = list(markup.elements(data, "c"))
    assert [line for line, _, _ in found] == [2, 3, 4]
    assert [one if isinstance(one, str) else markup.words(one) for _, one, _ in found][::2] == ["1", "3"]
    assert "not well-formed" in found[1][1]


@pytest.mark.parametrize("text", ["", " ", "<!-- -->", "<", "<?xml?>", "\0"])
def test_html_without_anything_in_it(text):
    try:
        assert isinstance(markup.paragraphs(markup.html(text)), list)
    except SourceError as error:
        assert "no HTML in it" in str(error)


def test_paragraphs_lines_and_rows():
    page = (
        "<p>One<br>two</p><p>three <i>and</i>\n four</p><script>x</script><table><tr><td>a</td><td><p>b</p></td></tr>"
    )
    assert markup.paragraphs(markup.html(page + "<tr><td><p>c</p><p>d</p></td></tr></table>tail")) == [
        *("One\ntwo", "three and four", "a\tb", "c", "d", "tail")
    ]


def test_an_element_is_left_out_with_its_text_but_not_its_tail():
    page = markup.html("<div>a <aside>b <aside>c</aside></aside>d</div>")
    assert markup.paragraphs(page, lambda one: one.tag == "aside") == ["a d"]


@pytest.mark.parametrize("page", ["<div>" * 60_000 + "x", "<td>" * 60_000 + "x" + "<br>" * 60_000])
def test_any_depth_is_read(page):
    assert all("<" not in paragraph for paragraph in markup.paragraphs(markup.html(page)))


OPEN = "<head " * 200_000


@pytest.mark.parametrize(
    ("read", "found"),
    [
        (lambda: markup.paragraphs(markup.html("<p>" + " " * 10**6 + "x")), ["x"]),
        (lambda: newsml.of_characters("<p " * 200_000), ["<p " * 199_999 + "<p"]),
        (lambda: proquest._ANCHOR.search('<a name="DocID_1"' * 100_000), None),
        (lambda: proquest._INNER.sub(" ", OPEN), OPEN),
    ],
    ids=["blanks", "newsml", "anchors", "inner pages"],
)
def test_tags_that_are_never_closed_take_linear_time(read, found):
    assert read() == found  # with time that grows with the square of the length, each would take many minutes
