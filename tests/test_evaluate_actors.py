from quotestats.actors.gazetteer import Gazetteer
from quotestats.evaluate.actors import gold_mentions, score

GAZETTEER = Gazetteer(
    [
        {"actor_id": "norland", "name": "Norland", "type": "place", "wikidata": "Q7"},
        {"actor_id": "acme", "name": "Acme", "type": "organisation"},
    ],
    [],
    [],
)
TEXT = "Norland sued Acme. Ann Vale left. She said so."


def mention(start, end, actor_id, actor, how):
    row = {"article_id": "d", "start": start, "end": end, "text": TEXT[start:end], "actor_id": actor_id}
    return {**row, "actor": actor, "resolved_by": how}


def gold():
    labels = [(0, 7, "Q7", "Norland", False), (13, 17, "Q8", "Acme", False), (34, 37, "Q9", "Ann Vale", True)]
    return gold_mentions(
        {"text": TEXT, "labels": [{"span": [s, e], "entity_id": q, "name": n, "coref": c} for s, e, q, n, c in labels]}
    )


def test_links_and_pronouns_are_counted_right_wrong_and_empty():
    rows = [mention(0, 7, "norland", "Norland", "name"), mention(34, 37, "bob-hall", "Bob Hall", "pronoun")]

    figures = score(GAZETTEER, {"d": gold()}, rows, []).figures()

    assert (figures["link_precision"], figures["link_recall"]) == (1.0, 0.5)
    assert (figures["pronoun_wrong"], figures["pronoun_abstained"]) == (1.0, 0.0)


def test_a_source_is_judged_by_its_actor():
    source = {"article_id": "d", "source": "She", "source_start": 34, "source_end": 37, "actor_id": "ann-vale"}

    found = score(GAZETTEER, {"d": gold()}, [], [{**source, "actor": "Ann Vale"}])

    assert found.figures()["source_right"] == 1.0
    assert any("pronoun empty" in error for error in found.errors)


def test_described_sources_are_counted_by_themselves_and_by_entity_where_names_differ():
    labels = [{"span": [18, 26], "entity_id": "Q7", "name": "Realm of Norland", "coref": True}]
    text = "Norland sued. And the state said 40 had left."
    source = {"article_id": "d", "source": "the state", "source_start": 18, "source_end": 27}

    found = score(
        GAZETTEER,
        {"d": gold_mentions({"text": text, "labels": labels})},
        [],
        [{**source, "actor": "The country", "actor_id": "norland"}],
    ).figures()

    assert (found["source_right"], found["nominal_right"], found["source_n"], found["nominal_n"]) == (
        1.0,
        1.0,
        1.0,
        1.0,
    )
