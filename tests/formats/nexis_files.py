"""Nexis files of invented articles, in each of the forms that Nexis saves."""

import io
import textwrap
import zipfile
from dataclasses import dataclass

WORDS = {
    "en": ("of", "DOCUMENTS", "BYLINE", "SECTION", "LENGTH", "LANGUAGE", "words"),
    "de": ("von", "", "AUTOR", "RUBRIK", "LÄNGE", "SPRACHE", "Wörter"),
    "fr": ("de", "", "AUTEUR", "RUBRIQUE", "LONGUEUR", "LANGUE", "mots"),
}


@dataclass(frozen=True)
class Mock:
    title: str = "Ferry fares to rise by a tenth"
    outlet: str = "The Meridian Chronicle (Valdoria)"
    day: str = "May 17, 2019 Friday"
    author: str = "By Tom Wexcombe"
    paragraphs: tuple[str, ...] = (
        "Fares on every ferry to the Oru Islands will rise by 10 per cent in June, Ann Roe, the minister for "
        "transport, told parliament on Thursday, and one sailing in eight will go.",
        "KELMOUTH: Fishermen said that the rise would cost each of them 400 crowns a year.",
        "“We have asked for this since 2011,” Ms Roe said.",
    )


MOCKS = (Mock(), Mock(title="Harbour to close", day="June 3, 2019 Monday"), Mock(title="Bees return", author=""))


def header(number, total, language="en"):
    of, documents, *_ = WORDS[language]
    return f"{number} {of} {total} {documents}" if language == "en" else f"Dokument {number} {of} {total}"


def labels(mock, language="en"):
    _, _, byline, section, length, _, words = WORDS[language]
    author = [f"{byline}: {mock.author}"] if mock.author else []
    return [*author, f"{section}: NEWS; Pg. 6", f"{length}: 61 {words}"]


def text(mocks=MOCKS, numbers=None, total=None, language="en", cover=True):
    total = total or len(mocks)
    pages = [f"\nDownload Request: Selected Items: 1-{total}\n\nSend To:\nUNIVERSITY OF KELMOUTH\n\n"] if cover else []
    for number, mock in zip(numbers or range(1, len(mocks) + 1), mocks, strict=True):
        top = [header(number, total, language), "", "", mock.outlet, "", mock.day, "Edition 1;", "National Edition"]
        blocks = [mock.title, *labels(mock, language), *mock.paragraphs]
        tail = ["LOAD-DATE: May 18, 2019", f"{WORDS[language][5]}: ENGLISH", "GRAPHIC: A ferry, in 2018"]
        pages += [line.center(78).rstrip() for line in top]
        pages += ["\n" + textwrap.fill(block, 78, break_long_words=False) for block in [*blocks, *tail]]
        pages += ["\n", "Copyright 2019 Meridian Press".center(78), "All Rights Reserved".center(78), "\n"]
    return "\r\n".join("\n".join(pages).split("\n"))


def html(mocks=MOCKS, documents=None):
    def div(kind, *paragraphs):
        inner = "".join(f'<P CLASS="c6"><SPAN CLASS="c2">{words}</SPAN></P>\n' for words in paragraphs)
        return f'<BR><DIV CLASS="{kind}">{inner}</DIV>\n'

    body = ""
    for number, mock in enumerate(mocks, 1):
        month, rest = mock.day.split(" ", 1)
        body += (
            f'<A NAME="DOC_ID_0_{number}"></A><!-- Hide XML section from browser\n<DOC NUMBER={number}>\n<DOCFULL> -->'
        )
        body += div("c0", f"{number} of {len(mocks)} DOCUMENTS") + div("c0", mock.outlet)
        body += div("c3", f"{month}</SPAN><SPAN> {rest}<BR>Late Edition - Final") + div("c5", mock.title)
        body += "".join(
            div("c5", f"{line.split(': ')[0]}: </SPAN><SPAN>{line.split(': ', 1)[1]}") for line in labels(mock)
        )
        body += div("c5", *mock.paragraphs) + div("c5", "LOAD-DATE: </SPAN><SPAN>May 18, 2019")
        body += div("c5", "LANGUAGE: </SPAN><SPAN>ENGLISH") + div("c0", "Copyright 2019 Meridian Press")
    said = documents if documents is not None else len(mocks)
    return f'<HTML><HEAD><TITLE>&nbsp;</TITLE><META TOPIC="null" DOCUMENTS="{said}"/></HEAD><BODY>{body}</BODY></HTML>'


def uni_lines(mocks=MOCKS, total=None):
    cover = ["Date and Time: Friday, 5. July 2019 09:31:00 CEST", f"Documents ({total or len(mocks)})"]
    for number, mock in enumerate(mocks, 1):
        cover += [f"{number}. {mock.title}", "Client/Matter: -None-", "Search Terms: ferry", "Content Type", "News"]
    lines = list(cover)
    for mock in mocks:
        lines += [
            mock.title,
            mock.outlet,
            mock.day + " 9:20 AM GMT",
            "",
            "Copyright 2019 Meridian Press All Rights Reserved",
        ]
        lines += [
            "Section:\xa0NEWS; Pg. 6",
            "Length:\xa061 words",
            *([f"Byline:\xa0{mock.author}"] if mock.author else []),
        ]
        lines += ["Highlight:\xa0One sailing in eight will go", "Body", "", *mock.paragraphs]
        lines += ["Graphic", "A ferry, in 2018", "Load-Date:\xa0May 18, 2019", "End of Document"]
    return lines


def docx(lines):
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraphs = "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in lines)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{paragraphs}</w:body></w:document>")
    return packed.getvalue()


def rtf(lines):
    escaped = ("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) for line in lines)
    return (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}" + "".join(f"{line}\\par\n" for line in escaped) + "}"
    ).encode()
