import pytest

from quotestats.errors import LexiconError, UsageError
from quotestats.lexicon import overlay


def folder(tmp_path, **files):
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / f"{name}.csv").write_bytes(data)
    return tmp_path


def test_an_empty_folder_says_nothing(tmp_path):
    assert not overlay.read(tmp_path)


def test_a_folder_that_was_asked_for_must_be_there(tmp_path):
    with pytest.raises(UsageError, match="no such folder"):
        overlay.read(tmp_path / "none")


@pytest.mark.parametrize(
    "content",
    [
        "actor_id,name,type\nvaldor,Kingdom of Valdor,government\n",
        "\ufeffactor_id;name;type\r\nvaldor;Kingdom of Valdor;government\r\n",
        "actor_id\tname\ttype\nvaldor\tKingdom of Valdor\tgovernment",
        '# ours\n\nactor_id,name,type,note\nvaldor,"Kingdom of Valdor",government,seen in May\n,,,\n',
    ],
)
def test_spellings_of_the_same_table(tmp_path, content):
    (row,) = overlay.read(folder(tmp_path, actors=content)).actors
    assert row == {
        "actor_id": "valdor",
        "name": "Kingdom of Valdor",
        "type": "government",
        "country": "",
        "wikidata": "",
    }


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("actors", "actor_id,nmae\nx,y\n", 'actors.csv:1: unknown column "nmae"'),
        ("actors", "name\ny\n", 'actors.csv:1: no column "actor_id"'),
        ("actors", "actor_id,type\nx,kingdom\n", "actors.csv:2: type must be one of person"),
        ("actors", "actor_id,wikidata\nx,42\n", "actors.csv:2: wikidata must be a QID"),
        ("actors", "actor_id\n\n \n,x\n", "actors.csv:4: 2 cells for 1 columns"),
        ("aliases", "alias,actor_id\nthe Firm,nobody-known\n", 'aliases.csv:2: no actor "nobody-known"'),
        ("aliases", "alias,actor_id\n,uk-government\n", 'aliases.csv:2: the cell "alias" is empty'),
        ("offices", "office,actor_id,valid_from\nreeve,uk-government,May\n", "offices.csv:2: valid_from must be a day"),
        (
            "aliases",
            "alias,actor_id,valid_from,valid_to\nx,uk-government,2024-01-02,2024-01-01\n",
            "aliases.csv:2: valid_to 2024-01-01 is before valid_from",
        ),
        ("units", "surface,factor\nfirkin,two\n", "units.csv:2: factor must be a number"),
        ("units", "surface,kind\nfirkin,volume\n", "units.csv:2: kind must be one of"),
        ("cues", "lemma\nput down\n", "cues.csv:2: a cue is the base form of one word"),
        ("cues", "lemma,stance\nwhine,cross\n", "cues.csv:2: stance must be one of asserted"),
        ("cues", b"lemma\n\xff\xfe\n", "cues.csv: not UTF-8"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_place(tmp_path, name, content, said):
    with pytest.raises(LexiconError, match=r".") as raised:
        overlay.read(folder(tmp_path, **{name: content}))
    assert said in str(raised.value)


def test_a_persons_alias_comes_before_the_shipped_ones_and_one_name_may_pass_on():
    from quotestats.actors.gazetteer import overlaid

    aliases = [
        {"alias": "the Labour Party", "actor_id": "home-office", "valid_from": "", "valid_to": "2009-12-31"},
        {"alias": "Labour Party", "actor_id": "uk-government", "valid_from": "2010-01-01", "valid_to": ""},
    ]
    forms = overlaid([], aliases, []).forms("Labour Party")
    assert {form.actor_id for form in forms} == {"home-office", "uk-government"}
    assert [form.actor_id for form in forms if form.valid("2015-05-05")] == ["uk-government"]
    later = [*aliases, {"alias": "Labour Party", "actor_id": "labour-party", "valid_from": "", "valid_to": ""}]
    assert [form.actor_id for form in overlaid([], later, []).forms("Labour Party")] == ["labour-party"]
