"""The tables of actors: order, duplicates, references, ambiguity, dates."""

import re
from collections import defaultdict

import pytest

from quotestats import lexicon
from quotestats.actors.names import slug

KEYS = {
    "actors": ("actor_id",),
    "aliases": ("alias", "actor_id"),
    "offices": ("office", "country", "actor_id", "valid_from"),
    "given_names": ("name",),
    "titles": ("title",),
    "roles": ("role",),
    "body_nouns": ("noun",),
    "document_nouns": ("noun",),
    "country_words": ("word",),
    "party_words": ("word",),
    "sports_words": ("word",),
    "national_bodies": ("body",),
    "place_words": ("word",),
    "antecedent_weights": ("feature",),
}


@pytest.mark.parametrize("name", KEYS)
def test_rows_are_unique_sorted_and_have_a_source(name):
    rows = lexicon.table(name)
    keys = [tuple(row[column] for column in KEYS[name]) for row in rows]

    assert len(keys) == len(set(keys))
    assert [tuple(row.values()) for row in rows] == sorted(tuple(row.values()) for row in rows)
    assert all(row["source"] for row in rows)


def test_ids_are_slugs_and_wikidata_ids_unique():
    rows = lexicon.table("actors")
    known = [row["wikidata"] for row in rows if row["wikidata"]]

    assert all(row["actor_id"] == slug(row["actor_id"]) for row in rows)
    assert all(re.fullmatch(r"Q\d+", item) for item in known)
    assert len(known) == len(set(known))


def test_names_and_offices_belong_to_actors():
    ids = {row["actor_id"] for row in lexicon.table("actors")}

    assert {row["actor_id"] for row in lexicon.table("aliases")} <= ids
    assert {row["actor_id"] for row in lexicon.table("offices")} <= ids


def test_few_names_are_ambiguous_on_one_day():
    countries = {row["actor_id"]: row["country"] for row in lexicon.table("actors")}
    owners = defaultdict(set)
    for row in lexicon.table("aliases"):
        if row["kind"] != "government":
            owners[row["alias"]].add((countries[row["actor_id"]] if row["kind"] == "local" else "", row["actor_id"]))

    told_apart = {name for name, ids in owners.items() if len({country for country, _ in ids}) == len(ids)}
    ambiguous = sorted(name for name, ids in owners.items() if len(ids) > 1 and name not in told_apart)

    assert len(ambiguous) < 20, ambiguous


@pytest.mark.parametrize("name", ["aliases", "offices"])
def test_dates_are_iso_and_in_order(name):
    for row in lexicon.table(name):
        for day in (row["valid_from"], row["valid_to"]):
            assert not day or re.fullmatch(r"\d{4}-\d\d-\d\d", day), row
        assert not row["valid_from"] or not row["valid_to"] or row["valid_from"] <= row["valid_to"], row


def test_one_office_of_one_country_has_one_holder_a_day():
    terms = defaultdict(list)
    for row in lexicon.table("offices"):
        if row["office"] not in {"mp", "senator", "representative"}:
            terms[row["office"], row["country"]].append((row["valid_from"], row["valid_to"] or "9999"))

    clashes = [
        key
        for key, spans in terms.items()
        for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False)
        if b[0] < a[1]
    ]

    assert clashes == []
