import pytest

from quotestats import lexicon
from quotestats.actors import national
from quotestats.actors.cast import Cast
from quotestats.actors.gazetteer import builtin
from quotestats.actors.members import Name
from quotestats.actors.names import slug, words


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("Iranian foreign ministry", "iran-foreign-ministry"),
        ("Iran's Foreign Ministry", "iran-foreign-ministry"),
        ("Ministry of Health of Ghana", "ghana-health-ministry"),
        ("parliament of the Netherlands", "netherlands-parliament"),
        ("British Parliament", "uk-parliament"),
    ],
)
def test_a_state_and_what_every_state_has_name_a_body(text, actor_id):
    (hit,) = builtin().hits(words(text))

    assert (hit.start, hit.end) == (0, len(text))
    assert [form.actor_id for form in hit.forms] == [actor_id]
    assert builtin().actor(actor_id) is not None


def test_some_states_have_other_names_for_it():
    asked = national.named(["Health", "Ministry"])

    assert asked is not None
    assert builtin().national(asked, "US") is None
    assert builtin().national(asked, "") is None
    assert builtin().national(asked, "GH").name == "Ghanaian Health Ministry"


@pytest.mark.parametrize(("country", "actor_id"), [("GH", "ghana-health-ministry"), ("", "")])
def test_a_ministry_by_itself_is_the_articles(country, actor_id):
    (found,) = Cast(builtin(), country=country).link([Name("Health Ministry", 0, 15, "ORG")])

    assert found is not None
    assert found[0].actor_id == actor_id


def test_every_kind_has_one_usual_name_and_an_id():
    rows = lexicon.table("national_bodies")

    assert all(row["suffix"] == slug(row["suffix"]) for row in rows)
    assert {row["suffix"] for row in rows} == {row["suffix"] for row in rows if row["kind"] == "name"}
    assert len({row["suffix"] for row in rows}) == sum(row["kind"] == "name" for row in rows)
