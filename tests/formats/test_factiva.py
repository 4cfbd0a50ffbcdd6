import pytest
from nexis_files import rtf
from reading import put, read

from quotestats.records import Article, Problem

pytest.importorskip("lxml")

TEXT = ("Six in ten want the bridge, Ann Roe said.", "It costs 2bn crowns\na year.", "Work begins in 2021.")
WANTED = "\n\n".join(TEXT).replace("\na year", " a year")


def indexed(number=1, day="17 May 2019", language="en", author="By Tom Wexcombe", text=True):
    rows = {"HD": "<b class='enHeadline'>Bridge wanted</b>", "BY": author, "WC": "61 words", "PD": day, "ET": "15:32"}
    rows |= {"SN": "The Meridian Chronicle", "SC": "MERCHR", "LA": "English", "CY": "(c) 2019 Meridian Press"}
    if text:
        rows |= {"LP": paragraph(TEXT[0], language), "TD": "\n".join(paragraph(one, language) for one in TEXT[1:])}
    rows |= {"NS": "gpol : Domestic Politics", "AN": f"Document MERCHR0020190517ef5h0000{number}"}
    cells = "".join(
        f"<tr><td class='index'><b>{code}</b>&nbsp;</td><td>{cell}</td></tr>" for code, cell in rows.items()
    )
    return f'<div class="article {language}Article"><table>{cells}</table><br/></div>'


def plain(number=1, day="17 May 2019", words="61 words", language="en"):
    lines = [words, day, "15:32", "The Meridian Chronicle", "MERCHR", "English", "(c) 2019 Meridian Press"]
    return (
        f'<div id="article-{number}" class="article {language}Article"><div id="hd"><span class="{language}Headline">'
        f'Bridge wanted</span></div><div class="author">By Tom Wexcombe</div>'
        + "".join(f"<div>{line}</div>" for line in lines)
        + "".join(paragraph(one, language) for one in TEXT)
        + f"<p>Document MERCHR0020190517ef5h0000{number}</p></div>"
    )


def wrapped(number=1):
    """A page as Factiva saves it for printing: a division around each article, divisions within a paragraph."""
    inner = (
        plain(number).replace('<div id="hd">', '<p><div id="hd">', 1).replace('<p class="art', '</p><p class="art', 1)
    )
    return f'<div id="article-{number}" class="article" >{inner}</div><br/><span></span>'


def paragraph(words, language):
    return f'<p class="articleParagraph {language}articleParagraph">{words}</p>'


def page(*articles):
    return (
        "<!DOCTYPE html>\n<html><head><title>Factiva</title></head><body><form>"
        + "".join(articles)
        + "</form></body></html>"
    )


def xml(*articles, count=None, body=None):
    inner = body or "<leadParagraph><paragraph>" + TEXT[0] + "</paragraph></leadParagraph><tailParagraphs>" + "".join(
        f"<paragraph>{one}</paragraph>" for one in TEXT[1:]
    )
    inner += "" if body else "</tailParagraphs>"
    records = "".join(
        f"\n<ppsarticle><article><accessionNo>A{n}</accessionNo><byline>By Tom Wexcombe</byline><headline><paragraph>"
        f"<hlt>Bridge</hlt> wanted</paragraph></headline>{inner}<publicationDate>"
        "<dateTime>2019-05-17T23:35:58Z</dateTime></publicationDate>"
        "<sourceName>The Meridian Chronicle</sourceName></article></ppsarticle>"
        for n in articles
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<PPSResponse>'
        '<ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0">'
        f'<ppsarticleResultSet count="{count or len(articles)}">{records}</ppsarticleResultSet>'
        "</ppsArticleResponse></PPSResponse>"
    )


@pytest.mark.parametrize(
    ("data", "prefix"),
    [
        (page(indexed(1), indexed(2)), "MERCHR"),
        (page(plain(1), plain(2)), "MERCHR"),
        (page(wrapped(1), wrapped(2)), "MERCHR"),
        (xml(1, 2), "A"),
    ],
)
def test_every_form_gives_the_same_articles(tmp_path, data, prefix):
    found = read(put(tmp_path, "a.html", data))
    assert [type(one) for one in found] == [Article] * 2, found
    assert [(one.id.startswith(prefix), one.id[-1], one.path) for one in found] == [
        *((True, "1", "a.html#1"), (True, "2", "a.html#2"))
    ]
    for one in found:
        assert (one.title, one.author, one.published) == ("Bridge wanted", "Tom Wexcombe", "2019-05-17")
        assert (one.outlet, one.text) == ("The Meridian Chronicle", WANTED)


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("fr", "17 mai 2019", "61 mots"),
        ("de", "17 Mai 2019", "61 Wörter"),
        ("es", "17 mayo 2019", "61 palabras"),
        ("zhcn", "2019 年 5 月 17 日 15:32", "61 字"),
    ],
)
def test_other_languages(tmp_path, language, day, words):
    found = read(put(tmp_path, "a.html", page(indexed(1, day, language), plain(2, day, words, language))))
    assert [one.published for one in found] == ["2019-05-17"] * 2
    assert [one.text for one in found] == [WANTED] * 2


@pytest.mark.parametrize("coded", [True, False])
def test_rich_text(tmp_path, coded):
    pytest.importorskip("striprtf")
    lines = []
    for number in (1, 2):
        if coded:
            lines += [
                "HD|Bridge wanted|",
                "BY|By Tom Wexcombe|",
                "WC|61 words|",
                "PD|17 May 2019|",
                "SN|The Meridian Chronicle|",
            ]
            lines += [
                "CY|(c) 2019 Meridian Press|",
                f"LP|{TEXT[0]}|",
                f"TD|{WANTED.split(chr(10))[2]}",
                f"{TEXT[2]}|",
                "NS|gpol : Politics|",
            ]
            lines += [f"AN|Document MERCHR0020190517ef5h0000{number}|"]
        else:
            lines += [
                "Bridge wanted",
                "By Tom Wexcombe",
                "61 words",
                "17 May 2019",
                "15:32",
                "The Meridian Chronicle",
                "MERCHR",
            ]
            lines += [
                "English",
                "(c) 2019 Meridian Press",
                *WANTED.split("\n\n"),
                f"Document MERCHR0020190517ef5h0000{number}",
            ]
    lines += ["Search Summary", "Text", "bridge"]
    found = read(put(tmp_path, "a.rtf", rtf(["Dow Jones Factiva", *lines] if not coded else lines)))
    assert [one.id[-1] for one in found] == ["1", "2"]
    for one in found[1:]:
        assert (one.title, one.author, one.published) == ("Bridge wanted", "Tom Wexcombe", "2019-05-17")
        assert (one.outlet, one.text) == ("The Meridian Chronicle", WANTED)


def test_captions_and_the_publishers_line_are_no_text(tmp_path):
    last = "<p>Document MERCHR"
    one = plain(1).replace(last, f"<p>A bridge in 2018.</p><p>Meridian Press Ltd</p>{last}").replace("Document", "文件")
    (found,) = read(put(tmp_path, "a.html", page(one)))
    assert (found.id, found.text) == ("MERCHR0020190517ef5h00001", WANTED)


def test_an_article_without_text_is_named(tmp_path):
    found = read(put(tmp_path, "a.html", page(indexed(1), indexed(2, text=False))))
    assert [(one.path, one.error) for one in found if isinstance(one, Problem)] == [
        ("a.html#2", 'no text (LP, TD) in it: "Bridge wanted"')
    ]


def test_fewer_articles_than_announced_are_a_problem(tmp_path):
    *articles, last = read(put(tmp_path, "a.xml", xml(1, 2, count=5)))
    assert len(articles) == 2
    assert "5" in last.error


def test_a_broken_record_costs_only_itself(tmp_path):
    data = xml(1, 2, 3).replace("<accessionNo>A2</accessionNo>", "<accessionNo>A2")
    found = read(put(tmp_path, "a.xml", data))
    assert [one.id for one in found if isinstance(one, Article)] == ["A1", "A3"]
    assert [(one.path, "begins on line 5" in one.error) for one in found if isinstance(one, Problem)] == [
        ("a.xml#2", True)
    ]


def test_a_lead_without_paragraphs_is_parted_by_its_indents(tmp_path):
    lead = f"<leadParagraph>\n{TEXT[0]}\n    {TEXT[1]}\n    {TEXT[2]}\n   </leadParagraph>"
    assert read(put(tmp_path, "a.xml", xml(1, body=lead)))[0].text == WANTED


def test_the_sample_files(shared):
    folder = shared / "samples" / "factiva"
    html = read(folder / "factiva_test.html")
    assert [(one.published, len(one.text.split("\n\n"))) for one in html] == [("2011-12-29", 4), ("2011-12-29", 2)]
    *articles, last = read(folder / "reut21578-factiva.xml")
    assert len(articles) == 19
    assert {one.published[:7] for one in articles} == {"1987-02", "1987-03"}
    assert "20" in last.error  # it says that it holds one more
