import pytest
from reading import put, read

from quotestats.records import Article

pytest.importorskip("lxml")

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
TEXT = ("Six in ten want the bridge, Ann Roe said.", "It costs 2bn crowns a year.")
PARAGRAPHS = "".join(f"<p>{words}</p>" for words in TEXT)


def item(content, guid="tag:trident,2019:1", kind="text", tag="newsItem"):
    return (
        f'<{tag} guid="{guid}" standard="NewsML-G2"><itemMeta><itemClass qcode="ninat:{kind}"/>'
        '<provider literal="trident"><name>Trident News</name></provider>'
        "<versionCreated>2019-05-18T10:00:00+01:00</versionCreated>"
        "<firstCreated>2019-05-17T23:30:00-05:00</firstCreated></itemMeta><contentMeta><by>By Tom Wexcombe</by>"
        '<headline role="hld:subHeadline">Sub</headline><headline>Bridge wanted</headline></contentMeta>'
        f"<contentSet>{content}</contentSet></{tag}>"
    )


def message(*items):
    return f'<?xml version="1.0"?>\n<newsMessage {NAR}><itemSet>\n' + "\n".join(items) + "\n</itemSet></newsMessage>"


@pytest.mark.parametrize(
    "content",
    [
        f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{PARAGRAPHS}</body></html></inlineXML>',
        f"<inlineXML><nitf><body><body.content>{PARAGRAPHS}</body.content></body></nitf></inlineXML>",
        f"<inlineData><![CDATA[{PARAGRAPHS}]]></inlineData>",
        f"<inlineData>{PARAGRAPHS.replace('<', '&lt;')}</inlineData>",
        "<inlineData><![CDATA[<p>\n   " + TEXT[0].replace(" want", "\nwant") + f"\n   {TEXT[1]}\n</p>]]></inlineData>",
        f"<inlineData>{TEXT[0]}\n\n{TEXT[1]}</inlineData>",
    ],
)
def test_content_in_every_notation(tmp_path, content):
    (found,) = read(put(tmp_path, "a.xml", message(item(content))))
    assert found.text == "\n\n".join(TEXT)
    assert (found.id, found.title, found.published) == ("tag:trident,2019:1", "Bridge wanted", "2019-05-17")
    assert (found.outlet, found.author) == ("Trident News", "Tom Wexcombe")


def test_items_without_a_text_say_what_they_are(tmp_path):
    picture = item('<remoteContent href="a.jpg"/>', guid="2", kind="picture")
    package = item("", guid="3", kind="composite", tag="packageItem")
    elsewhere = item('<remoteContent href="a.xml"/>', guid="4")
    found = read(
        put(tmp_path, "a.xml", message(picture, package, item(f"<inlineXML>{PARAGRAPHS}</inlineXML>"), elsewhere))
    )
    assert [isinstance(one, Article) for one in found] == [False, False, True, False]
    assert [one.path for one in found] == [f"a.xml#{n}" for n in (1, 2, 3, 4)]
    assert "kind picture" in found[0].error
    assert "a package" in found[1].error
    assert "remoteContent" in found[3].error


def test_a_broken_item_costs_only_itself(tmp_path):
    good = item(f"<inlineXML>{PARAGRAPHS}</inlineXML>")
    found = read(put(tmp_path, "a.xml", message(good, good.replace("</itemMeta>", ""), good.replace(":1", ":3"))))
    assert [isinstance(one, Article) for one in found] == [True, False, True]
    assert "begins on line 4" in found[1].error


@pytest.mark.parametrize(
    "content",
    [
        f"<nitf><body><body.content>{PARAGRAPHS}<p>ar/tw</p></body.content></body></nitf>",
        PARAGRAPHS,
        f"<![CDATA[{PARAGRAPHS}]]>",
    ],
)
def test_newsml_1(tmp_path, content):
    page = (
        '<?xml version="1.0"?>\n<NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier>'
        "<DateId>20190518</DateId><PublicIdentifier>urn:1</PublicIdentifier></NewsIdentifier></Identification><NewsManagement><FirstCreated>"
        "20190517T134951+0000</FirstCreated></NewsManagement><NewsComponent><NewsLines>"
        "<HeadLine>Bridge wanted</HeadLine><ByLine>By Tom Wexcombe</ByLine></NewsLines><AdministrativeMetadata>"
        "<Provider><Party FormalName='Trident'/>"
        f"</Provider></AdministrativeMetadata><ContentItem><DataContent>{content}</DataContent></ContentItem>"
        "</NewsComponent></NewsItem></NewsML>"
    )
    (found,) = read(put(tmp_path, "a.xml", page))
    assert (found.id, found.title, found.published) == ("urn:1", "Bridge wanted", "2019-05-17")
    assert (found.outlet, found.author, found.text) == ("Trident", "Tom Wexcombe", "\n\n".join(TEXT))


def test_the_furniture_of_a_page_is_no_text(tmp_path):
    page = f"<html><body><header><ul><li>Keyword</li></ul></header><section>{PARAGRAPHS}</section></body></html>"
    (found,) = read(put(tmp_path, "a.xml", message(item(f"<inlineXML>{page}</inlineXML>"))))
    assert found.text == "\n\n".join(TEXT)


def test_the_reuters_corpus(tmp_path):
    page = (
        '<?xml version="1.0" encoding="iso-8859-1"?>\n<newsitem itemid="2286" id="root" date="1996-08-20">'
        "<title>VALDORIA: Bridge wanted.</title><headline>Bridge wanted.</headline><byline>Ann Roe</byline>"
        f"<dateline>KELMOUTH 1996-08-20</dateline><text>{PARAGRAPHS}</text><copyright>(c) 1996</copyright></newsitem>"
    )
    (found,) = read(put(tmp_path, "2286newsML.xml", page))
    assert (found.id, found.title, found.published) == ("2286", "Bridge wanted.", "1996-08-20")
    assert (found.outlet, found.author, found.text) == ("Reuters", "Ann Roe", "\n\n".join(TEXT))


def test_the_sample_files(shared):
    folder = shared / "samples" / "newsml_g2"
    (article,) = read(folder / "ansa-newsmlg2-text.xml")
    assert (article.published, article.outlet, len(article.text.split("\n\n"))) == ("2017-10-11", "ansa.it", 4)
    (package,) = read(folder / "tag_reuters.com_2014_newsml_KBN0FL0NM_version_10")
    assert "a package" in package.error
