import pytest
from reading import put, read

from quotestats.records import Article, Problem

pytest.importorskip("lxml")

TEXT = ("Le pont coûtera 2 milliards : une hausse de 10 %.", "« Six sur dix le veulent », a dit Anne Roux.")


def old(number=1, author="Tom Ouexcombe", text=TEXT, day="17 mai 2019"):
    byline = f"{author}<br>" if author else ""
    return (
        '<table><tr><td><table id="tbHeaderImages"><tr><td><br></td></tr></table>'
        '<span class="DocPublicationName">La Chronique, no. 5968</span><br><span class="DocHeader">Politique, </span>'
        f'<span class="DocHeader">vendredi </span><span class="DocHeader">{day}</span>'
        '<span class="DocHeader">, p. 3</span>'
        f'<br><br><span class="TitreArticleVisu">Un <span style="color:red">pont</span> voulu</span><br><br>{byline}'
        + "".join(
            ("<p></p>" if author or n else "") + one.replace("hausse", "<b>hausse</b>") for n, one in enumerate(text)
        )
        + "<p></p><b><i>© 2019 La Chronique. Tous droits réservés.</i></b><p></p>Numéro de document : "
        f"news·20190517·LC·{number}<br><table><tr><td>news·20190517·LC·{number}</td></tr></table></td></tr></table>"
    )


def new(number=1, author="Tom Ouexcombe", text=TEXT, header="Politique, vendredi 17 mai 2019, p. 3"):
    return (
        '<article><header><div><span class="DocPublicationName">La Chronique, no. 5968 </span></div><div>'
        f'<span class="DocHeader">{header}</span></div><div><p>POLITIQUE</p></div><div class="titreArticle">'
        f'<p class="titreArticleVisu">Un pont voulu</p></div><div>{author}</div></header><section><div class="DocText">'
        "<div class='docOcurrContainer'>"
        + "".join(f"<p>{one}</p>" for one in text)
        + "</div></div></section><aside><p>A photo</p></aside><footer><small>© 2019</small><p>Numéro de document : "
        f"news·20190517·LC·{number}</p></footer></article>"
    )


def newest(number=1, author="Tom Ouexcombe", text=TEXT):
    return (
        '<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName"> La Chronique, no. 5968'
        '</span></div><div><span class="DocHeader">France, vendredi 17 mai 2019 134 mots, p. 3</span></div>'
        '<div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">Un pont voulu</p>'
        '<p class="sm-margin-bottomNews">Au-dessus</p></div>'
        f'<p class="sm-margin-bottomNews">{author}</p></header><section><div class="DocText clearfix">'
        + "".join(f"<p>{one}</p>" for one in text)
        + f'</div></section><footer><div class="publiC-lblNodoc">news·20190517·LC·{number}</div></footer></article>'
    )


def page(*articles):
    return '<!DOCTYPE html> <html><head><meta charset="utf-8"></head><body>' + " ".join(articles) + "</body></html>"


@pytest.mark.parametrize("form", [old, new, newest])
@pytest.mark.parametrize("author", ["Tom Ouexcombe", ""])
def test_every_layout_gives_the_same_articles(tmp_path, form, author):
    found = read(put(tmp_path, "a.html", page(form(1, author), form(2, author))))
    assert [type(one) for one in found] == [Article] * 2, found
    assert [one.id for one in found] == ["news·20190517·LC·1", "news·20190517·LC·2"]
    for one in found:
        assert (one.title, one.outlet, one.published) == ("Un pont voulu", "La Chronique", "2019-05-17")
        assert (one.author, one.text) == (author, "\n\n".join(TEXT))


def test_the_bytes_count_not_what_the_page_says_of_them(tmp_path):
    said = '<html><head><META http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"></head><body>'
    for data in (said.encode() + old().encode(), said.encode() + old().encode("cp1252")):
        assert read(put(tmp_path, "a.html", data))[0].text == "\n\n".join(TEXT)


def test_an_english_page(tmp_path):
    (found,) = read(put(tmp_path, "a.html", page(new(header="World, Friday, May 17, 2019, p. A3"))))
    assert found.published == "2019-05-17"


def test_an_article_without_text_is_named(tmp_path):
    found = read(put(tmp_path, "a.html", page(new(1), new(2, text=()))))
    assert [(one.path, one.error) for one in found if isinstance(one, Problem)] == [
        ("a.html#2", 'no text in it: "Un pont voulu"')
    ]


def test_an_article_that_names_no_paper_is_not_lost(tmp_path):
    found = read(put(tmp_path, "a.html", page(new(1), new(2).replace("DocPublicationName", "x"))))
    assert [(one.id[-1], one.outlet) for one in found] == [("1", "La Chronique"), ("2", "")]


def test_the_sample_file(shared):
    found = read(shared / "samples" / "europresse" / "europresse_test1.html")
    assert [one.published for one in found] == ["2013-10-05", "2012-10-03", "2012-10-04"]
    assert [len(one.text.split("\n\n")) for one in found] == [2, 2, 1]
    assert [one.author for one in found] == ["", "Second Author", "Author Name"]
