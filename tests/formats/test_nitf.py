import pytest
from reading import put, read

from quotestats.records import Article, Problem

pytest.importorskip("lxml")

TEXT = ("Six in ten want the bridge, Ann Roe said.", "It costs £2bn a year — and more.")


def nitf(date='<date.issue norm="20190517T231500-0500"/>', body="", head="", names=""):
    body = body or "".join(f"<p>{words}</p>" for words in TEXT)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<nitf{names}><head><title>Head</title>{head}<docdata>'
        f'<doc-id id-string="v.1"/>{date}<doc.copyright holder="Trident" year="2019"/></docdata></head>'
        "<body><body.head><hedline><hl1>Bridge wanted</hl1><hl2>Sub</hl2></hedline><byline>By Tom Wexcombe"
        "<byttl>Staff</byttl></byline></body.head><body.content>"
        f"{body}</body.content><body.end/></body></nitf>"
    )


def test_the_fields_of_an_article(tmp_path):
    (found,) = read(put(tmp_path, "a.xml", nitf()))
    assert (found.id, found.title, found.published, found.outlet) == ("v.1", "Bridge wanted", "2019-05-17", "Trident")
    assert (found.author, found.path, found.text) == ("Tom Wexcombe", "a.xml", "\n\n".join(TEXT))


def test_a_name_that_holds_by_stays_whole(tmp_path):
    page = nitf().replace("By Tom Wexcombe", "Darby Wexcombe, photographs by Ann Roe")
    assert read(put(tmp_path, "a.xml", page))[0].author == "Darby Wexcombe, photographs by Ann Roe"


@pytest.mark.parametrize(
    "date",
    [
        '<date.issue norm="20190517T040512Z"/>',
        '<date.issue norm="20190517"/>',
        '<date.issue norm="2019-05-17T04:05:12Z"/>',
        '<date.issue norm="20190516"/><date.release norm="20190517T000000-0500"/>',
        '<date.release norm="YYYYMMDD000000-HHMM"/><date.issue norm="20190517T165136-0400"/>',
        '<date.issue norm="20190516"/></docdata><pubdata date.publication="20190517T000000"/><docdata>',
        '</docdata><meta name="publication_year" content="2019"/><meta name="publication_month" content="5"/>'
        '<meta name="publication_day_of_month" content="17"/><docdata>',
    ],
)
def test_the_spellings_of_the_date(tmp_path, date):
    assert read(put(tmp_path, "a.xml", nitf(date)))[0].published == "2019-05-17"


def test_namespaces_doctype_and_characters_by_name(tmp_path):
    page = nitf(names=' xmlns="http://iptc.org/std/NITF/2006-10-18/"', body="<p>Roe &mdash; 5</p>")
    page = page.replace("\n", '\n<!DOCTYPE nitf SYSTEM "nitf-3-3.dtd">\n')
    (found,) = read(put(tmp_path, "a.xml", page))
    assert (found.id, found.text) == ("v.1", "Roe — 5")


def test_the_new_york_times_says_its_lead_once(tmp_path):
    body = f'<block class="lead_paragraph"><p>{TEXT[0]}</p></block><block class="full_text">' + "".join(
        f"<p>{words}</p>" for words in TEXT
    )
    body += '</block><block class="online_correction"><p>An earlier version was wrong.</p></block>'
    assert read(put(tmp_path, "a.xml", nitf(body=body)))[0].text == "\n\n".join(TEXT)


def test_pictures_and_notes_are_left_out_and_tables_are_rows(tmp_path):
    body = "<p>One.</p><media><media-caption>A bridge in 2018</media-caption></media><note><p>For editors</p></note>"
    body += "<hl2>Two</hl2><table><tr><th>Yes</th><td>60</td></tr></table><ul><li>Three</li></ul>"
    assert read(put(tmp_path, "a.xml", nitf(body=body)))[0].text == "One.\n\nTwo\n\nYes\t60\n\nThree"


def test_lines_that_a_system_has_wrapped_are_joined_and_others_stay(tmp_path):
    body = "<p>   KELMOUTH, May 17 - Six in ten people in Valdoria want <br />the bridge, which costs 2bn crowns.</p>"
    body += "<p>Yes 60<br/>No 40</p><p>aw/tr</p>"
    assert read(put(tmp_path, "a.xml", nitf(body=body)))[0].text == (
        "KELMOUTH, May 17 - Six in ten people in Valdoria want the bridge, which costs 2bn crowns.\n\nYes 60\nNo 40"
    )


def test_blanks_are_kept_and_layout_is_not(tmp_path):
    body = "<p>One.  Two\n      <person>Ann\tRoe</person> three.</p>"
    assert read(put(tmp_path, "a.xml", nitf(body=body)))[0].text == "One.  Two Ann Roe three."


def test_an_article_without_text_is_a_problem(tmp_path):
    (found,) = read(put(tmp_path, "a.xml", nitf(body="<media/>")))
    assert (found.id, found.error) == ("v.1", "no text under body.content")


def test_several_in_one_file_a_broken_one_among_them(tmp_path):
    pages = [nitf().split("\n", 1)[1].replace("v.1", f"v.{n}") for n in (1, 2, 3)]
    pages[1] = pages[1].replace("</body.content>", "")
    found = read(put(tmp_path, "a.xml", "<all>\n" + "\n".join(pages) + "</all>"), name="nitf")
    assert [one.id for one in found if isinstance(one, Article)] == ["v.1", "v.3"]
    assert [(one.path, "line 3" in one.error) for one in found if isinstance(one, Problem)] == [("a.xml#2", True)]


@pytest.mark.parametrize(
    ("name", "day", "outlet"),
    [
        ("ap-nitf.xml", "2015-12-10", "The Associated Press"),
        ("ap_media_text_nitf.xml", "2019-07-03", "The Associated Press"),
        ("nitf-fishing.xml", "2002-02-26", "nitf.org"),
        ("nyt_annotated_corpus_synthetic.xml", "2007-02-01", "The New York Times"),
    ],
)
def test_the_sample_files(shared, name, day, outlet):
    (found,) = read(shared / "samples" / "nitf" / name)
    assert (found.published, found.outlet) == (day, outlet)


def test_the_archive_has_its_articles_with_the_same_days(shared):
    folder = shared / "samples" / "archive_wikinews"
    found = read(folder / "wikinews_nitf.zip")
    lines = read(folder / "wikinews.jsonl")
    assert len(found) == len(lines) == 295
    days = {one.title: one.published for one in lines if isinstance(one, Article)}
    articles = [one for one in found if isinstance(one, Article)]
    assert len(articles) == len(days) == 294  # one has no text
    assert all(one.published == days[one.title] for one in articles)
