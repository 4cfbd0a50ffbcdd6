"""Web pages, alone and in the WARC of a crawl."""

import gzip
import io
import re

import pytest
from reading import put, read

from quotestats.batch import intake
from quotestats.errors import MissingExtraError
from quotestats.formats import page, readers
from quotestats.records import Article, Problem

pytest.importorskip("trafilatura")

SAID = [
    "Ann Roe, the minister for harbours, said on Monday that 1,200 people had left Port Lorne since the spring.",
    "“We lost 14 per cent of our fleet in one winter,” said Per Holm, who speaks for the boat builders of the bay.",
    "The council expects another 300 to leave before the end of the year, according to a report that it ordered.",
]
HEAD = """<meta charset="utf-8"><title>Port Lorne empties</title><meta property="og:site_name" content="Bay Globe">
<meta name="author" content="Tom Wex"><link rel="canonical" href="https://globe.example/port-lorne">"""
DATE = '<meta property="article:published_time" content="2024-03-02T23:30:00Z">'
AROUND = "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"


def html(head=DATE, paragraphs=SAID):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = f"<article><h1>Port Lorne empties</h1>{body}</article>"
    head = f"<head>{HEAD}{head}</head>"
    return f"<!doctype html><html>{head}<body>{AROUND}{article}<footer>© 2024 Bay Globe</footer></body></html>"


def test_the_article_of_a_page_and_its_metadata(tmp_path):
    (found,) = read(put(tmp_path, "news/port.html", html()))
    assert found == Article(
        id="port",
        text="\n\n".join(SAID),
        title="Port Lorne empties",
        published="2024-03-02",
        published_source="metadata",
        outlet="Bay Globe",
        url="https://globe.example/port-lorne",
        author="Tom Wex",
        path="port.html",
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-02"}</script>',
            "2024-03-02",
        ),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "Person"}, {"@type": ["Report"], '
            '"datePublished": "2024-03-02"}]}</script><meta name="date" content="2020-01-01">',
            "2024-03-02",
        ),
        ('<script type="application/ld+json">[[[[</script><meta name="DC.date" content="2 March 2024">', "2024-03-02"),
        (
            '<script type="application/ld+json">{"@type": "VideoObject", "datePublished": "2020-01-01"}</script>'
            '<meta itemprop="datePublished" content="2024-03-02">',
            "2024-03-02",
        ),
        ('<meta name="date" content="03/04/2024">', ""),
        ("", ""),
    ],
)
def test_the_day_comes_from_the_metadata_of_the_page(tmp_path, head, day):
    (found,) = read(put(tmp_path, "a.html", html(head)))
    assert (found.published, found.published_source) == (day, "metadata" if day else "")


def test_a_day_that_only_the_text_of_the_page_gives_is_said_to_be_so(tmp_path):
    line = '<div class="byline">By Tom Wex <span class="date">2 March 2024</span></div>'
    (found,) = read(put(tmp_path, "a.html", html("").replace("<h1>", f"{line}<h1>")))
    assert (found.published, found.published_source) == ("2024-03-02", "text")


def test_the_day_of_a_stamp_in_utc_is_that_of_the_zone_asked_for(tmp_path):
    from zoneinfo import ZoneInfo

    file = put(tmp_path, "a.html", html())
    assert read(file, zone=ZoneInfo("Asia/Tokyo"))[0].published == "2024-03-03"


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "utf-8"])
def test_a_page_in_any_encoding(tmp_path, encoding):
    page = html().replace("utf-8", encoding).encode(encoding, "xmlcharrefreplace")
    (found,) = read(put(tmp_path, "a.html", page))
    assert found.text == "\n\n".join(SAID)


def test_spaces_that_stand_within_numbers_stay(tmp_path):
    spaced = SAID[0].replace("1,200 people", "1\u202f200&nbsp;people and 7&#x2009;000 sheep")
    (found,) = read(put(tmp_path, "a.html", html(paragraphs=[spaced, "&nbsp;", *SAID[1:]])))
    assert found.text.startswith(
        SAID[0].replace("1,200 people", "1\u202f200\u00a0people and 7\u2009000 sheep") + "\n\n“We"
    )


def test_boilerplate_and_what_is_said_twice_are_left_out(tmp_path):
    around = ["Share on Facebook", *SAID, "Read more: Six boats sold", "Photo: Bay Globe", SAID[0]]
    (found,) = read(put(tmp_path, "a.html", html(paragraphs=around)))
    assert found.text == "\n\n".join(SAID)


def test_an_article_in_several_boxes_is_read_whole(tmp_path):
    more = [f"In the village number {number} about {number}00 people said that they would stay." for number in range(9)]
    boxes = "".join(f'<div class="grid"><div class="box"><p>{one}</p><p>{one[3:]}</p></div></div>' for one in more)
    body = f'<article><div class="grid"><div class="box"><p>{"</p><p>".join(SAID)}</p></div></div>{boxes}</article>'
    (found,) = read(put(tmp_path, "a.html", f"<html><head>{HEAD}</head><body>{AROUND}{body}</body></html>"))
    assert [one for one in (*SAID, *more) if one not in found.text] == []


@pytest.mark.parametrize(
    "body",
    ["", "<frameset><frame src='x'></frameset>", "<h1>Port Lorne empties</h1>", "<script>x</script>"],
)
def test_a_page_without_an_article(tmp_path, body):
    (found,) = read(put(tmp_path, "a.html", f"<html><head>{HEAD}</head><body>{body}</body></html>"))
    assert found == Problem("a.html", "no article in this page: if there is one, save its text as .txt", "a")


@pytest.mark.parametrize("tag", ["div", "span", "b", "p><div", "ul><li", "table><tr><td", "blockquote"])
def test_a_page_nested_without_end_costs_only_itself(tag):
    deep = f"<html><body><article><p>{SAID[0]}</p>{f'<{tag}>' * 100_000}{SAID[1]}"
    found = page.article(page.Page(deep.encode(), "a.html", "a"))
    assert found == Problem("a.html", "the elements of this page are nested too deep: save its text as .txt", "a")


def test_no_entity_of_a_page_is_expanded():
    bomb = '<!DOCTYPE html [<!ENTITY a "boom"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    found = page.article(page.Page((bomb + html(paragraphs=[*SAID, "&a; &b;"])).encode(), "a.html", "a"))
    assert "&a; &b;" in found.text


def test_a_page_that_is_too_large_is_not_parsed():
    found = page.article(page.Page(b"<html>" + b" " * page.LARGEST, "a.html", "a"))
    assert found.error == "a page of more than 8 MiB: save its text as .txt"


def test_a_missing_extra_is_named_with_its_command(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    (found,) = read(put(tmp_path, "a.html", html()))
    assert found.error == str(MissingExtraError("trafilatura", "html", "reading a.html"))
    assert 'pip install "quotestats[html]"' in found.error


def record(url, content, *, kind="response", status="200 OK", mime="text/html", date="2024-11-24T00:00:00Z"):
    data = content if isinstance(content, bytes) else content.encode()
    block = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n\r\n".encode() + data if kind == "response" else data
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", f"WARC-Date: {date}"]
    lines += ["WARC-Record-ID: <urn:uuid:1>", f"Content-Length: {len(block)}"]
    lines += ["Content-Type: application/http; msgtype=response"] if kind == "response" else [f"Content-Type: {mime}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_of_a_crawl(tmp_path, packed):
    pytest.importorskip("warcio")
    records = [
        record("https://globe.example/", "robots", kind="request"),
        record("https://globe.example/1", html()),
        record("https://globe.example/2", html(), status="404 Not Found"),
        record("https://globe.example/3", b"\x89PNG", mime="image/png"),
        record("https://globe.example/1", html(), date="2024-11-25T00:00:00Z"),
        record("https://globe.example/4", html(paragraphs=[]), mime="text/html; charset=utf-8"),
        record("https://globe.example/5", html(DATE, SAID).encode(), kind="resource"),
    ]
    data = b"".join(gzip.compress(one) for one in records) if packed else b"".join(records)
    found = read(put(tmp_path, "crawl.warc", data))
    assert [(one.path.partition("#")[2], getattr(one, "url", None)) for one in found] == [
        ("2", "https://globe.example/1"),
        ("5", "https://globe.example/1"),
        ("6", None),
        ("7", "https://globe.example/5"),
    ]
    assert len({one.id for one in found}) == 4
    assert [one.id for one in read(put(tmp_path, "b.warc", b"".join(records[1:2])))] == [found[0].id]
    assert found[0].text == "\n\n".join(SAID)


def pages(*numbers):
    return [
        record(f"https://globe.example/{number}", html(), date=f"2024-11-{number:02}T00:00:00Z") for number in numbers
    ]


def told(found):
    """Return the address of each article, and for each problem its record's number and what it begins with."""
    return [getattr(one, "url", None) or f"{one.path.partition('#')[2]} {one.error[:15]}" for one in found]


def address(number):
    return f"https://globe.example/{number}"


@pytest.mark.parametrize(
    "garble",
    [
        lambda one: one.replace(b"WARC/1.0", b"WURC/1.0"),
        lambda one: re.sub(rb"Content-Length: \d+", b"Content-Length: 9000000", one),
        lambda one: re.sub(rb"Content-Length: \d+", b"Content-Length: 90", one),
        lambda one: re.sub(rb"Content-Length: \d+", b"Content-Length: much", one),
        lambda one: one.replace(b"Content-Length", b"Content-Lentgh"),
        lambda one: one.replace(b"WARC-Target-URI", b"WARC-Traget-URI"),
        lambda one: one[: len(one) // 2],
        lambda one: one[: len(one) - 4] + b"\r\nno record\r\n\r\n",
    ],
    ids=["header", "too long", "too short", "no number", "no length", "no address", "half", "debris"],
)
def test_a_damaged_record_of_a_crawl_costs_no_other(tmp_path, garble):
    pytest.importorskip("warcio")
    before, damaged, *after = pages(1, 2, 3, 4)
    found = read(put(tmp_path, "crawl.warc", b"".join([before, garble(damaged), *after])))

    assert [one.url for one in found if isinstance(one, Article)][-2:] == [address(3), address(4)]
    assert found[0].url == address(1)
    (problem,) = (one for one in found if isinstance(one, Problem))
    assert problem.path in ("crawl.warc#2", "crawl.warc#3")
    assert re.match(r"damaged at byte \d+: .*; the records behind it are read; get the file anew", problem.error)


def test_a_crawl_without_blank_lines_between_its_records_is_read(tmp_path):
    pytest.importorskip("warcio")
    data = b"".join(one.removesuffix(b"\r\n\r\n") for one in pages(1, 2, 3))
    assert told(read(put(tmp_path, "crawl.warc", data))) == [address(1), address(2), address(3)]


@pytest.mark.parametrize("at", [12, 200, -6], ids=["header", "deflated", "checksum"])
def test_a_damaged_member_of_a_packed_crawl_costs_no_other(tmp_path, at):
    pytest.importorskip("warcio")
    members = [bytearray(gzip.compress(one)) for one in pages(1, 2, 3, 4)]
    for byte in range(4):
        members[1][at + byte - 4] ^= 255
    found = read(put(tmp_path, "crawl.warc.gz", b"".join(members)))

    assert told(found) == [address(1), "2 damaged in what", address(3), address(4)]
    assert f"packed at byte {len(members[0])}: " in found[1].error


def test_the_last_record_of_a_crawl_cut_short_is_named(tmp_path):
    pytest.importorskip("warcio")
    first, second = pages(1, 2)
    found = read(put(tmp_path, "a.warc", first + second[:-100]))
    assert told(found) == [address(1), "2 damaged at byte"]
    assert "the file ends before the record does" in found[1].error
    packed = gzip.compress(first) + gzip.compress(second)[:-100]
    found = read(put(tmp_path, "b.warc.gz", packed))
    assert told(found) == [address(1), "2 damaged in what"]


def test_a_crawl_of_nothing_but_damage_is_left(tmp_path):
    pytest.importorskip("warcio")
    found = read(put(tmp_path, "a.warc", b"WARC/1.0\r\nContent-Length: 99999\r\n\r\n" * 200 + pages(1)[0]))
    assert len(found) == 101
    assert found[-1].error == "more than 100 records are damaged, the last is number 101: get it anew"


def test_damage_of_an_arc_file_ends_it(tmp_path):
    pytest.importorskip("warcio")
    version = b"1 0 globe\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://a.arc 0.0.0.0 20241101000000 text/plain %d\n" % len(version)
    (found,) = read(put(tmp_path, "a.arc", head + version + b"\n" + b"no record at all\n"))
    assert found.error.startswith("damaged after record 1: ")


def test_a_crawl_in_a_packed_file_that_is_no_stream(tmp_path):
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as stream:
        stream.write(record("https://globe.example/1", html()))
    assert read(put(tmp_path, "crawl.warc.gz", packed.getvalue()[:-400]))


MEDIA_CLOUD = """id,indexed_date,language,media_name,media_url,publish_date,title,url
7f3a,2024-03-09 01:02:03,en,globe.example,globe.example,2024-03-01,Port Lorne empties,http://www.globe.example/port-lorne/
9c1d,2024-03-09 01:02:03,en,globe.example,globe.example,2024-02-01,Another,https://globe.example/another
"""


@pytest.mark.parametrize("name", ["7f3a.html", "page-1.html"])
def test_a_table_of_media_cloud_is_joined_to_pages_by_id_or_address(tmp_path, name):
    put(tmp_path, f"pages/{name}", html())
    options = readers.Options()
    joined = intake.metadata([put(tmp_path, "stories.csv", MEDIA_CLOUD)], options)
    items = intake.read([str(tmp_path / "pages")], name="auto", options=options)
    (found,) = intake.prepared(items, joined=joined, published="", place_of=lambda name: None)
    assert (found.id, found.published, found.outlet) == (name.removesuffix(".html"), "2024-03-01", "globe.example")
    assert (found.published_source, joined.unmet) == ("metadata", ["9c1d"])
