import bz2
from html import escape

import pytest
from reading import put, read

from quotestats.formats import wikitext
from quotestats.records import Article, Problem

pytest.importorskip("lxml")
pytest.importorskip("mwparserfromhell")

NEWS = """{{date|January 4, 2019}}
{{Valdoria}}
[[File:Ferry.jpg|thumb|A [[ferry]] at sea. {{image source|x}}]]
Fares on '''all''' routes of {{w|Oru Ferries|the islands' ferries}} rise by 4% today, [[w:Ann Roe|Ann Roe]] said
to parliament.<ref name="a">{{cite|x}}</ref><ref name="b" />

"It is {{convert|12|km|mi}} &mdash; a lot", she [http://x.example added]. She is a [[minister]].<!-- note -->

{{haveyoursay}}
== Reaction ==
* One in five ''object''.
* Two do not.
{| class="wikitable"
! a !! b
|-
| 1 || 2
|}
== Sources ==
*{{source|url=http://x.example|title=T|date=January 3, 2019}}
{{publish}}
[[Category:January 4, 2019]]
[[fr:Bac]]
"""
TEXT = (
    "Fares on all routes of the islands' ferries rise by 4% today, Ann Roe said to parliament.",
    '"It is 12 km — a lot", she added. She is a minister.',
    "Reaction",
    "One in five object.",
    "Two do not.",
)


def page(title, text, number=12, space=0, more=""):
    return (
        f"  <page>\n<title>{escape(title)}</title><ns>{space}</ns><id>{number}</id>{more}<revision><id>1</id>"
        f'<timestamp>2019-02-01T00:00:00Z</timestamp><text xml:space="preserve">{escape(text)}</text>'
        "</revision></page>\n"
    )


def dump(*pages, site="Wikinews"):
    return (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="en">\n<siteinfo>'
        f"<sitename>{site}</sitename><base>https://en.wikinews.org/wiki/Main_Page</base></siteinfo>\n"
        + "".join(pages)
        + "</mediawiki>\n"
    )


@pytest.mark.parametrize(("name", "packed"), [("a.xml", False), ("a.xml.bz2", True)])
def test_an_article_of_wikinews(tmp_path, name, packed):
    data = dump(page("Ferry fares & more", NEWS)).encode()
    (found,) = read(put(tmp_path, name, bz2.compress(data) if packed else data))
    assert (found.id, found.title, found.published) == ("12", "Ferry fares & more", "2019-01-04")
    assert (found.outlet, found.url) == ("Wikinews", "https://en.wikinews.org/wiki/Ferry_fares_%26_more")
    assert found.text == "\n\n".join(TEXT)


def test_redirects_and_other_namespaces_are_passed_over_and_said(tmp_path):
    said = []
    pages = [
        page("A", NEWS),
        page("Talk:A", "hm", 13, 1),
        page("B", "#REDIRECT [[A]]", 14),
        page("C", "x", 15, more="<redirect/>"),
    ]
    found = read(put(tmp_path, "a.xml", dump(*pages)), say=said.append)
    assert [one.id for one in found] == ["12"]
    assert said == ["a.xml: 3 of 4 pages are redirects or no articles, passed over"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("{{date|January 4, 2019}}", "2019-01-04"),
        ("{{Date|4 January 2019}}", "2019-01-04"),
        ("{{byline|date=January 4, 2019|location=Kelmouth}}", "2019-01-04"),
        ("{{datum|4. Januar 2019}}", "2019-01-04"),
        ("[[Category:January 4, 2019]]", "2019-01-04"),
        ("'''[[January 4]], [[2005]]'''", "2005-01-04"),
        ("On January 4, 2019, nothing much happened here.", ""),
        ("{{source|date=January 4, 2019}}", ""),
        ("no date", ""),
    ],
)
def test_the_date_that_a_page_gives_itself(tmp_path, text, day):
    (found,) = read(put(tmp_path, "a.xml", dump(page("A", text + "\nSix died."))))
    assert found.published == day


def test_a_page_of_marks_that_are_never_closed_costs_only_itself(tmp_path):
    found = read(put(tmp_path, "a.xml", dump(page("A", "{{w|" * 9000, 11), page("B", NEWS))))
    assert [one.id for one in found] == ["11", "12"]
    assert "never closed" in found[0].error


def test_what_wikitext_shows_is_a_sorted_table():
    told = {"section": {"end"}, "namespace": {"nothing"}, "template": {"first", "second", "both"}}
    told["tag"] = {"nothing", "paragraph"}
    for kind, shows in told.items():
        known = wikitext._shows(kind)
        assert set(known.values()) == shows
        assert list(known) == sorted(known)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            "Six died.\n\n===  Weitere Berichte ===\nFive left.\n\n== QUELLEN==\nx",
            "Six died. Weitere Berichte Five left.",
        ),
        ("{{quote|Six died.|Ann Roe}} {{ill|Ann Roe|fr}} {{w|Oru}} {{nosuch|x}}", "Six died. fr Oru"),
        ("[[ Datei :a.jpg|x]][[Kategorie:B]][[fr:Bac]][[Oru: the ferry]]", "Oru: the ferry"),
    ],
)
def test_what_wikitext_shows(raw, text):
    assert " ".join(wikitext.cleaner("a.xml")(raw)[0].split()) == text


@pytest.mark.parametrize("raw", ["{{w|", "[[File:", "[[", "'''", "{|", "<ref>", "=", "= x ", "<ref name=a/>"])
def test_any_wikitext_is_cleaned(raw):
    text, day = wikitext.cleaner("a.xml")(raw * 300 + "\n\nSix died.")
    assert isinstance(text, str)
    assert day == ""


def test_each_page_without_an_end_is_named_without_a_look_at_all_that_follow(tmp_path):
    found = read(put(tmp_path, "a.xml", dump("<page>\n" * 100_000, page("A", NEWS))))
    assert len(found) == 100_001  # each looks as far as the next: to the end of the dump, it would take minutes
    assert found[9].error == "in the page that begins on line 12: it has no end (</page>); get the dump anew"
    assert found[-1].id == "12"


def test_a_broken_page_costs_only_itself(tmp_path):
    bad = page("B", "Six died.", 13)
    for broken in (bad.replace("</page>", ""), bad.replace("</revision>", "")):
        found = read(put(tmp_path, "a.xml", dump(page("A", NEWS), broken, page("C", NEWS, 14))))
        good = [one for one in found if isinstance(one, Article)]
        assert [one.id for one in good if one.id != "13"] == ["12", "14"]
        faults = [one.warning for one in good if one.id == "13"] + [
            one.error for one in found if isinstance(one, Problem)
        ]
        assert len(faults) == 1
        assert "line" in faults[0]


def test_a_dump_that_is_cut_short_says_so(tmp_path):
    data = dump(page("A", NEWS), page("B", NEWS, 13))
    for cut in (data[: data.rindex("Reaction")], data[: data.rindex("</mediawiki>")]):
        first, *_, last = read(put(tmp_path, "a.xml", cut))
        assert first.id == "12"
        assert "cut short" in last.error


def test_the_sample_file(shared):
    (found,) = read(shared / "samples" / "mediawiki_dump" / "articles.xml.bz2")
    assert (found.id, len(found.text.split()), "line 15" in found.warning) == ("7", 5, True)
