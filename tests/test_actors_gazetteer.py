import pytest

from quotestats.actors.gazetteer import Gazetteer, builtin
from quotestats.actors.names import words
from quotestats.errors import LexiconError

ACTORS = [
    {"actor_id": "norland", "name": "Norland", "type": "place", "country": "XN"},
    {"actor_id": "norland-government", "name": "Norland Government", "type": "government", "country": "XN"},
    {"actor_id": "ann-vale", "name": "Ann Vale", "type": "person", "country": "XN"},
    {"actor_id": "bob-vale", "name": "Bob Vale", "type": "person", "country": "XN"},
]
ALIASES = [
    {"alias": "Norlandic", "actor_id": "norland", "kind": "demonym"},
    {"alias": "government", "actor_id": "norland-government", "kind": "government"},
    {"alias": "Port Nor", "actor_id": "norland-government", "kind": "capital"},
]
OFFICES = [
    {"office": "mayor", "actor_id": "ann-vale", "valid_from": "2001-01-01", "valid_to": "2005-01-01"},
    {"office": "mayor", "actor_id": "bob-vale", "valid_from": "2005-01-02", "valid_to": ""},
]


@pytest.fixture
def gazetteer():
    return Gazetteer(ACTORS, ALIASES, OFFICES)


def test_the_longest_name_is_found(gazetteer):
    text = "The Norland Government met Ann Vale."

    found = [text[hit.start : hit.end] for hit in gazetteer.hits(words(text))]

    assert found == ["Norland Government", "Ann Vale"]


def test_case_counts_in_names(gazetteer):
    assert gazetteer.hits(words("ann vale")) == []


def test_offices_are_held_by_date_and_country(gazetteer):
    assert [a.id for a in gazetteer.holders("Mayor", "XN", "2004-05-05")] == ["ann-vale"]
    assert [a.id for a in gazetteer.holders("mayor", "XN", "2024-05-05")] == ["bob-vale"]
    assert gazetteer.holders("mayor", "XX") == []


def test_countries_have_names_demonyms_and_a_government(gazetteer):
    assert gazetteer.country("Norlandic") == "XN"
    assert gazetteer.country("Port Nor") == ""
    assert gazetteer.government("XN").id == "norland-government"


def test_a_user_row_wins_over_the_shipped_one(gazetteer):
    own = Gazetteer(
        [*ACTORS, {"actor_id": "ann-vale", "wikidata": "Q1"}],
        [*ALIASES, {"alias": "Norland", "actor_id": "ann-vale"}],
        OFFICES,
    )

    assert [form.actor_id for form in own.forms("Norland")] == ["ann-vale"]
    assert own.actor("ann-vale").wikidata == "Q1"
    assert own.actor("ann-vale").name == "Ann Vale"


def test_an_alias_of_an_unknown_actor_is_refused():
    with pytest.raises(LexiconError, match='"Bo" is a name of "bo-roe"'):
        Gazetteer(ACTORS, [{"alias": "Bo", "actor_id": "bo-roe"}], [])


def test_an_unknown_type_is_refused():
    with pytest.raises(LexiconError, match='type "planet"'):
        Gazetteer([{"actor_id": "mars", "name": "Mars", "type": "planet"}], [], [])


def test_the_shipped_gazetteer_knows_the_actors_of_the_contract():
    shipped = builtin()

    assert shipped.actor("uk-government").type == "government"
    assert shipped.actor("home-office").name == "Home Office"
    assert [a.id for a in shipped.holders("prime minister", "GB", "2019-05-01")] == ["theresa-may"]
