import pytest

from quotestats.actors.cast import Cast
from quotestats.actors.gazetteer import Gazetteer
from quotestats.actors.members import Name
from quotestats.actors.ranker import Candidate, choose

GAZETTEER = Gazetteer(
    [{"actor_id": "kim-lorn", "name": "Kim Lorn", "type": "person", "country": "XN"}],
    [],
    [{"office": "senator", "actor_id": "kim-lorn", "valid_from": "2001-01-01", "valid_to": "2009-01-01"}],
)


def person(text, start=0, *titles):
    return Name(text, start, start + len(text), "PERSON", titles, GAZETTEER.forms(text))


def body(text, start=0, **more):
    return Name(text, start, start + len(text), "ORG", **more)


def linked(names, day=""):
    return [found[0] if found else None for found in Cast(GAZETTEER, day).link(names)]


def test_a_surname_links_to_a_full_name_before_and_behind_it():
    first, full, last = linked([person("Vale", 0), person("Ann Vale", 10), person("Vale", 30)])

    assert first is full is last
    assert full.actor_id == "ann-vale"


def test_namesakes_are_left_unlinked():
    *_, stone = linked([person("Emma Stone"), person("Rob Stone", 20), person("Stone", 40)])

    assert stone.actor_id == ""
    assert stone.name == "Stone"


def test_a_surname_before_the_second_namesake_is_the_first_ones():
    first, stone, _, later = linked(
        [person("Emma Stone"), person("Stone", 20), person("Rob Stone", 40), person("Stone", 60)]
    )

    assert stone is first
    assert later.actor_id == ""


def test_a_title_tells_namesakes_apart():
    emma, _, stone = linked([person("Emma Stone"), person("Rob Stone", 20), person("Stone", 40, "ms")])

    assert stone is emma


def test_a_surname_that_alone_means_one_namesake_is_that_ones():
    known = Gazetteer(
        [{"actor_id": "jo-lorn", "name": "Jo Lorn", "type": "person"}],
        [{"alias": "Lorn", "actor_id": "jo-lorn", "kind": "mononym"}],
        [],
    )
    names = [
        Name(text, at, at + 9, "PERSON", (), known.forms(text))
        for at, text in enumerate(["Jo Lorn", "Al Lorn", "Lorn"])
    ]

    *_, lorn = Cast(known).link(names)

    assert lorn is not None
    assert lorn[0].actor_id == "jo-lorn"


def test_the_fullest_name_gives_the_id():
    assert {m.actor_id for m in linked([person("Ann Vale"), person("Ann B. Vale", 20)])} == {"ann-b-vale"}


def test_a_title_and_a_date_complete_a_surname():
    assert linked([person("Lorn", 0, "senator")], "2005-05-05")[0].actor_id == "kim-lorn"
    assert linked([person("Lorn", 0, "senator")], "2015-05-05")[0].actor_id == ""
    assert linked([person("Lorn")])[0].actor_id == ""


def test_bodies_link_by_acronym_and_short_name():
    full, short, first = linked(
        [body("Office for Rail", acronym="OfR"), body("OfR", 30), body("Office", 50, common=True)]
    )

    assert short is full
    assert first is full


def test_a_common_noun_in_capitals_is_no_name_by_itself():
    assert linked([body("Church", common=True)]) == [None]


@pytest.mark.parametrize("kind", ["person", "thing", "group", "nominal"])
def test_the_ranker_abstains_without_evidence(kind):
    assert choose([], kind) is None
    assert choose([Candidate("x", {"distance": 1.0})], kind) is None


def test_the_ranker_abstains_between_equals():
    seen = {"speaker": 1.0, "source_speaker": 1.0, "subject": 1.0, "paragraph": 1.0, "known": 1.0, "nearest": 1.0}

    assert choose([Candidate("x", seen)], "person") == "x"
    assert choose([Candidate("x", seen), Candidate("y", seen)], "person") is None
