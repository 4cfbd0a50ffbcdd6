import quopri

import pytest
from reading import put, read

from quotestats.records import Article, Problem

pytest.importorskip("lxml")

TEXT = ("Six in ten want the bridge, Ann Roe said.", "It costs $2 billion a year.")
INNER = "<html><head><title></title></head><body>" + "".join(f"<p>{one}</p>\n" for one in TEXT)
INNER += "<p>Credit: Wexcombe is a staff writer.</p><p>--</p><p>tom@chronicle.example</p></body></html>"
LANGUAGES = {
    "en": ("Author", "Full text", "Publication title", "Publication date", "Subject", "May 17, 2019"),
    "de": ("Autor", "Volltext", "Titel der Publikation", "Erscheinungsdatum", "Thema", "17. Mai 2019"),
    "fr": ("Auteur", "Texte intégral", "Titre de la publication", "Date de publication", "Sujet", "17 mai 2019"),
    "es": ("Autor", "Texto completo", "Título de publicación", "Fecha de publicación", "Materia", "17 mayo 2019"),
}


def document(number=1, language="en", full=INNER):
    author, text, title, date, subject, day = LANGUAGES[language]
    said = {author: "Wexcombe, Tom; Roe, Ann", "Abstract": "Short."}
    after = {subject: "Bridges", title: "Meridian Chronicle, Late edition; Kelmouth", date: day}
    after |= {
        "Document URL": f"https://search.proquest.example/docview/10{number}",
        "Copyright": "(Copyright (c) 2019 Meridian)",
    }
    lines = [f"<p><strong>{label}:  </strong>{words}</p>" for label, words in said.items()]
    body = f'<p><strong>{text}: </strong><Text WordCount="61">{full}</Text></p>' if full else ""
    lines += [body, *(f"<p><strong>{label}: </strong>{words}</p>" for label, words in after.items())]
    return (
        f'<div><a name="DocID_MSTAR_10{number}"></a><p></p><p style="font-weight:bold;">Bridge wanted; '
        f"Six in ten agree</p>{''.join(lines)}</div>"
    )


def page(*documents):
    return (
        "<!DOCTYPE html><html><head><title>ProQuest Export</title></head><body>" + "".join(documents) + "</body></html>"
    )


def mail(html):
    coded = quopri.encodestring(html.encode()).decode()
    return (
        "Received: from a by b\nFrom: <noreply@proquest.example>\nSubject: Your ProQuest Research\n"
        'Content-Type: multipart/mixed; boundary="XX"\nMIME-Version: 1.0\n\n--XX\n'
        'Content-Type: text/html; charset="UTF-8"\n'
        f"Content-Transfer-Encoding: quoted-printable\n\n{coded}\n--XX\nContent-Type: image/gif\n"
        "Content-Transfer-Encoding: base64\n\nR0lGODlh\n--XX--\n"
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", page(document(1), document(2))),
        ("a.eml", mail(page(document(1), document(2)))),
        ("b.eml", mail(page(document(1, full=INNER.replace("<html><head>", "html&gt;<head>")), document(2)))),
    ],
)
def test_pages_and_mail(tmp_path, name, data):
    found = read(put(tmp_path, name, data))
    assert [one.id for one in found] == ["101", "102"]
    for one in found:
        assert isinstance(one, Article)
        assert (one.title, one.published) == ("Bridge wanted; Six in ten agree", "2019-05-17")
        assert (one.author, one.outlet) == ("Wexcombe, Tom|Roe, Ann", "Meridian Chronicle")
        assert one.text == "\n\n".join(TEXT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_other_languages(tmp_path, language):
    (found,) = read(put(tmp_path, "a.html", page(document(1, language))))
    assert (found.published, found.outlet, found.text) == ("2019-05-17", "Meridian Chronicle", "\n\n".join(TEXT))


def test_a_year_that_the_mail_has_broken(tmp_path):
    (found,) = read(put(tmp_path, "a.html", page(document(1)).replace("May 17, 2019", "May 17, 2 019")))
    assert found.published == "2019-05-17"


def test_a_document_without_its_full_text_is_named(tmp_path):
    found = read(put(tmp_path, "a.html", page(document(1), document(2, full=""))))
    assert [(one.path, one.error) for one in found if isinstance(one, Problem)] == [
        ("a.html#2", 'no full text, an abstract only: "Bridge wanted; Six in ten agree"')
    ]


def test_fewer_documents_than_announced_are_a_problem(tmp_path):
    *articles, last = read(put(tmp_path, "a.html", page("<p>Document 1 of 3</p>", document(1))))
    assert len(articles) == 1
    assert "3" in last.error


def test_a_sentence_that_begins_like_a_label_stays(tmp_path):
    lines = ("Location: the Oru Islands, where 40 people live.", "Six.", "Seven.", "Eight.", "Nine.")
    full = "".join(f"<p>{one}</p>" for one in lines)
    assert read(put(tmp_path, "a.html", page(document(1, full=full))))[0].text == "\n\n".join(lines)


def plain(*numbers, full=True):
    rule = "_" * 60
    pages = [
        f"{rule}\n\nReport Information from ProQuest\nMay 18 2019\n\n{rule}\n\nTable of contents\n\n1. Bridge wanted\n"
    ]
    for number in numbers:
        text = f"Full text: {TEXT[0]}\n{TEXT[1]}\n\nCredit: Staff\n\n" if full else ""
        pages.append(
            f"\nDocument {number} of {len(numbers)}\n\nBridge wanted\n\nAuthor: Wexcombe, Tom\n\n"
            "ProQuest document link\n\n"
            f"Abstract: Short.\n\n{text}Subject: Bridges\n\nPublication title: Meridian Chronicle; Kelmouth\n\n"
            f"Publication date: May 17, 2019\n\nProQuest document ID: 10{number}\n\nDatabase: News\n\n"
        )
    return rule.join([*pages, "\nContact ProQuest\nDatabase copyright 2020 ProQuest LLC.\n"])


def test_the_text_export(tmp_path):
    found = read(put(tmp_path, "a.txt", plain(1, 2)))
    assert [one.id for one in found] == ["101", "102"]
    assert {(one.title, one.published, one.outlet) for one in found} == {
        ("Bridge wanted", "2019-05-17", "Meridian Chronicle")
    }
    assert {one.text for one in found} == {"\n\n".join(TEXT)}
    assert "an abstract only" in read(put(tmp_path, "a.txt", plain(1, full=False)))[0].error


def studio(text="HTML", date="2019-05-17", goid="101"):
    html = INNER.replace("&", "&amp;").replace("<", "&lt;")
    body = {
        "HTML": f'<TextInfo><Text HTMLContent="true">{html}</Text></TextInfo>',
        "plain": "<TextInfo><Text>" + "\n\n".join(TEXT).replace(" want", "\nwant") + "</Text></TextInfo>",
        "hidden": "<TextInfo><HiddenText>" + "\n\n".join(TEXT) + "</HiddenText></TextInfo>",
        "": "<TextInfo/>",
    }[text]
    return (
        f"<RECORD><Version>1</Version><GOID>{goid}</GOID><DFS><PubFrosting><Title>Meridian Chronicle</Title>"
        "<SortTitle>Meridian</SortTitle></PubFrosting></DFS><Obj><TitleAtt><Title>Bridge wanted</Title></TitleAtt>"
        "<Contributors><Contributor ContribRole='Author'><Author><OriginalFormAtt><OriginalForm>Wexcombe, Tom"
        f"</OriginalForm></OriginalFormAtt></Author></Contributor></Contributors><NumericDate>{date}</NumericDate>"
        f"<Language><RawLang>English</RawLang></Language></Obj>{body}</RECORD>"
    )


def delivery():
    return (
        "<?xml version='1.0'?>\n<Record><Version>1</Version><RecordID>101</RecordID>"
        "<RecordTitle>Bridge wanted</RecordTitle>"
        "<Publication><PublicationID>7</PublicationID><Title>Meridian Chronicle</Title><Qualifier>Kelmouth</Qualifier>"
        "</Publication><AlphaPubDate>May 17, 2019</AlphaPubDate><NumericPubDate>20190517</NumericPubDate><Contributor>"
        "<ContribRole>Author</ContribRole><OriginalForm>Wexcombe, Tom</OriginalForm></Contributor>"
        "<URLDocView>http://proquest.example/101</URLDocView><FullText>" + "\n\n".join(TEXT) + "</FullText></Record>"
    )


@pytest.mark.parametrize("data", [studio(), studio("plain"), studio("hidden"), delivery()])
def test_records_of_both_dialects(tmp_path, data):
    (found,) = read(put(tmp_path, "a.xml", data))
    assert (found.id, found.title, found.published) == ("101", "Bridge wanted", "2019-05-17")
    assert (found.outlet, found.author, found.text) == ("Meridian Chronicle", "Wexcombe, Tom", "\n\n".join(TEXT))
    assert found.url.endswith("/101")


def test_several_records_in_one_file(tmp_path):
    records = [studio(goid="101"), studio(goid="102").replace("</Obj>", ""), studio("", goid="103"), studio(goid="104")]
    found = read(put(tmp_path, "a.xml", "<RECORDS>\n" + "\n".join(records) + "</RECORDS>"))
    assert [one.id for one in found if isinstance(one, Article)] == ["101", "104"]
    assert [(one.path, one.error[:15]) for one in found if isinstance(one, Problem)] == [
        *(("a.xml#2", "in the record t"), ("a.xml#3", "no full text in"))
    ]


def test_a_day_that_proquest_does_not_know_is_none(tmp_path):
    (found,) = read(put(tmp_path, "a.xml", studio(date="0001-01-01")))
    assert (found.published, found.warning) == ("", "")


def test_the_sample_files(shared):
    folder = shared / "samples" / "proquest"
    assert [one.published for one in read(folder / "malformed-html-tag.eml")] == ["2010-05-08", "2008-11-22"]
    (found,) = read(folder / "sample-1.html")
    assert (found.published, found.outlet, len(found.text.split("\n\n"))) == ("2010-05-08", "Los Angeles Times", 8)
