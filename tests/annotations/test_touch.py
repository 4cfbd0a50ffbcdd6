import pytest

from quotestats.annotations.touch import Touch
from quotestats.lexicon.overlay import Overlay
from quotestats.records import Article


def touched(text, outlet="", **tables):
    columns = {
        "actors": ("actor_id", "name", "type", "country", "wikidata"),
        "aliases": ("alias", "actor_id", "valid_from", "valid_to"),
        "offices": ("office", "actor_id", "valid_from", "valid_to"),
        "units": ("surface", "unit", "kind", "factor"),
        "cues": ("lemma", "kind", "stance"),
    }
    rows = {name: tuple(dict.fromkeys(columns[name], "") | row for row in given) for name, given in tables.items()}
    return [use.label for use in Touch(Overlay(**rows)).uses(Article(id="a", text=text, outlet=outlet))]


VALDOR = {"actor_id": "valdor", "name": "Kingdom of Valdor", "type": "government"}


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("The Marnes Palace said so.", True),
        ("MARNES PALACE SAYS SO", True),
        ("Palace: Marnes’s own said so.", True),  # both words stand there: too wide is safe
        ("Marnes’s palace said so.", False),
        ("The palace said so.", False),
        ("", False),
    ],
)
def test_an_alias_touches_where_its_words_stand(text, yes):
    assert bool(touched(text, aliases=[{"alias": "Marnes Palace", "actor_id": "uk-government"}])) is yes


@pytest.mark.parametrize(
    ("alias", "text", "yes"),
    [
        ("the Assembly", "Its Assembly met.", True),  # an article at its head is no part of a name
        ("the Assembly", "The assembly of parts is slow.", False),
        ("Iranian foreign ministry", "The Foreign Ministry spoke.", True),  # by the article's country
        ("Iranian foreign ministry", "The ministry spoke.", False),
    ],
)
def test_an_alias_touches_what_it_can_mean_in_other_words(alias, text, yes):
    assert bool(touched(text, aliases=[{"alias": alias, "actor_id": "uk-government"}])) is yes


def test_a_first_long_name_touches_where_a_short_one_stands():
    long = {"alias": "Marnes Relief Office", "actor_id": "mro"}
    row = {"actor_id": "mro", "name": "MRO", "type": "organisation"}
    assert touched("The Mountain Rescue Order (MRO) left.", actors=[row], aliases=[long])[-1:] == [
        "aliases.csv: Marnes Relief Office"
    ]


def test_accents_and_apostrophes_count_alike():
    assert touched("L'Élysée a dit", aliases=[{"alias": "Elysee", "actor_id": "valdor"}])


def test_outlet_and_title_are_looked_at_too():
    assert touched("Nothing.", outlet="Marnes Gazette", aliases=[{"alias": "Marnes Gazette", "actor_id": "valdor"}])


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("The union whined that pay fell.", True),
        ("Whining, the union left.", True),
        ("The union complained.", False),
        ("A swine ran off.", False),
    ],
)
def test_a_cue_touches_where_a_form_of_it_stands(text, yes):
    assert bool(touched(text, cues=[{"lemma": "whine"}])) is yes


@pytest.mark.parametrize(("lemma", "form"), [("speak", "spoke"), ("think", "thought"), ("deny", "denied")])
def test_irregular_forms_are_known(lemma, form):
    assert touched(f"She {form} of it.", cues=[{"lemma": lemma}])


@pytest.mark.parametrize(
    ("surface", "text"), [("₥", "It cost ₥30."), ("foot-ton", "ten Foot-tons"), ("marn", "30 marns")]
)
def test_a_unit_touches_where_its_parts_stand(surface, text):
    assert touched(text, units=[{"surface": surface}])
    assert not touched("It cost 30 pounds.", units=[{"surface": surface}])


def test_an_actor_is_touched_by_every_name_office_and_surname():
    row = {"actor_id": "ada-dee", "name": "Ada Dee", "type": "person"}
    more = {
        "aliases": [{"alias": "the Reeve of Marnes", "actor_id": "ada-dee"}],
        "offices": [{"office": "high reeve", "actor_id": "ada-dee"}],
    }
    for text in ("Ms Dee left.", "Ada Dee left.", "The high reeve left.", "The Reeve of Marnes left."):
        assert "actors.csv: ada-dee" in touched(text, actors=[row], **more), text
    assert touched("A reed grew.", actors=[row], **more) == []


def test_overriding_a_shipped_government_touches_every_article():
    assert touched("Anything.", actors=[{"actor_id": "uk-government", "name": "His Majesty's Government"}])
    assert not touched("Anything.", actors=[VALDOR])
