"""Attribution by rules: what holds for every Doc. The phenomena themselves: corpus/sentences/attributions.txt."""

import time

import pytest
import spacy
from spacy.tokens import Doc

from quotestats import model
from quotestats.components.attributions import RuleAttributions
from quotestats.lexicon import table
from quotestats.records import Article


@pytest.fixture(scope="module")
def rules():
    return RuleAttributions()


def parse(nlp, text):
    return model.parse(nlp, Article(id="x", text=text))


def joined(docs):
    """Join Docs as the model joins paragraphs, without the article of the first."""
    for doc in docs:
        doc._.article_data = None
    return Doc.from_docs(docs, ensure_whitespace=False, exclude=["user_data"])


def test_offsets_point_into_the_original_text(nlp, rules):
    text = "The firm’s boss, Ana Ruiz, said it’d lost “400 jobs”."
    for found in rules.find(parse(nlp, text)):
        assert text[found.source_start : found.source_end] == found.source
        assert text[found.cue_start : found.cue_end] == found.cue
        assert all(0 <= start < end <= len(text) for start, end in found.content_spans)


def test_source_is_a_phrase_without_relative_clause_and_with_the_name_behind_a_description(nlp, rules):
    sources = {
        "The team's coach, Ana Ruiz, said 40 players left.": "The team's coach, Ana Ruiz",
        "Ana Ruiz, the coach, said 40 players left.": "Ana Ruiz",
        "Ana Ruiz, who coaches them, said 40 players left.": "Ana Ruiz",
        "Shadow schools minister Ana Ruiz said 40 teachers left.": "Shadow schools minister Ana Ruiz",
    }
    for text, source in sources.items():
        assert [a.source for a in rules.find(parse(nlp, text))] == [source]


def test_hearsay_names_the_attribution_around_it(nlp, rules):
    found = {a.source: a for a in rules.find(parse(nlp, "Radio Nord reported that 9 people were held, citing police."))}
    assert found["police"].outer == found["Radio Nord"].id
    assert found["Radio Nord"].outer == ""
    assert found["police"].length < found["Radio Nord"].length


def test_every_attribution_says_what_decided_it_and_how_sure_it_is(nlp, rules):
    for found in rules.find(parse(nlp, "Holm said 14 schools closed. According to Ruiz, 9 did.")):
        assert found.decided_by.count(":") == 2
        assert 0 < found.probability < 1


def test_cues_of_a_users_own(nlp):
    text = "Holm glorped that 40 ships sank. Ruiz zindled 40 ships."
    assert [a.cue for a in RuleAttributions().find(parse(nlp, text))] == ["glorped"]  # a verb with a that-clause
    own = [{"lemma": "zindle", "kind": "deny", "stance": "denied"}]
    found = {a.cue: a.stance for a in RuleAttributions(cues=own).find(parse(nlp, text))}
    assert found == {"glorped": "asserted", "zindled": "denied"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("cues", "lemma"),
        ("cue_nouns", "lemma"),
        ("source_nouns", "lemma"),
        ("labels", "label"),
        ("attribution_weights", "feature"),
    ],
)
def test_tables_are_sorted_without_doubles_and_every_entry_has_a_source(name, key):
    rows = table(name)
    keys = [row[key] for row in rows]
    assert keys == sorted(set(keys))
    assert all(row["source"] for row in rows)


def test_no_attributions_in_an_empty_text(rules):
    assert rules.find(spacy.blank("en")("")) == []


def test_a_doc_without_parse_gives_what_layout_alone_tells(rules):
    doc = spacy.blank("en")("HOLM: We lost 40 ships in the war.\nRUIZ: Was it 40 or was it 50?\nIt was 12.\n")
    assert [a.source for a in rules.find(doc)] == ["HOLM", "RUIZ"]


def test_a_doc_parsed_in_part(nlp, rules):
    read = parse(nlp, "Holm said 40 ships sank.\n")
    unread = nlp.nlp.make_doc("It rained, officials said, for 9 days.\n")
    doc = joined([unread, read])
    assert [(a.source, a.cue) for a in rules.find(doc)] == [("Holm", "said")]


def test_time_is_linear_in_the_article(nlp, rules):
    def seconds(times):
        doc = joined([one] * times)
        start = time.process_time()
        rules.find(doc)
        return time.process_time() - start

    one = parse(nlp, "Holm said “we lost 40 ships”, adding that 9 were old.\n“We did,” she said.\n")
    seconds(10)
    assert seconds(800) < 12 * max(seconds(200), 0.02)


def test_the_worked_example(nlp, rules, shared):
    text = (shared / "seed_article.txt").read_text(encoding="utf-8")
    found = rules.find(parse(nlp, text))

    def said(surface):
        at = text.index(surface)
        covering = [a for a in found if a.covers(at, at + len(surface))]
        return min(((a.length, a.source, a.quote_type, a.continued) for a in covering), default=(0, "", "", False))[1:]

    assert said("29,000") == said("about 46,000") == ("The government", "indirect", False)
    assert said("165,000") == said("eight times higher") == ("Stephen Kinnock", "direct", False)
    assert said("20%") == said("56,000") == said("£2bn") == ("Stephen Kinnock", "direct", True)
    assert said("4,500") == ("", "", False)
