"""The shipped network on invented texts: what comes out as records, and that nothing but the text decides it."""

import pickle
from dataclasses import replace

import pytest
import spacy

from quotestats import layers, model
from quotestats.components import network_session
from quotestats.components.network import NetworkAttributions, network_pipe
from quotestats.confidence import FORECAST, PHRASE, SCRIPT, VERB
from quotestats.errors import ModelError
from quotestats.records import Article, Quantity

RENTS = (
    "Rents in Halden rose last year, the housing office said on Tuesday.\n"
    "Mara Reyes, who runs the office, said: “Rents rose 9% in twelve months.\n"
    "“And 400 tenants left the town.”\n"
    "The town has 12 bridges.\n"
    "Tom Hill denied that 300 people had left."
)


@pytest.fixture(scope="module")
def network():
    return NetworkAttributions(scope="statistics")


@pytest.fixture(scope="module")
def read(nlp):
    """A function from a text to a Doc with its quantities."""

    def analysed(text: str):
        doc = model.parse(nlp, Article(id="x", text=text))
        for name in ("quotestats_times", "quotestats_quantities", "quotestats_periods"):
            doc = nlp.nlp.get_pipe(name)(doc)
        return doc

    return analysed


def said(attributions, text, words):
    """The innermost attribution whose content holds these words."""
    start = text.index(words)
    covering = [a for a in attributions if a.covers(start, start + len(words))]
    return min(covering, key=lambda a: a.length, default=None)


def test_numbers_have_their_source_cue_and_type(network, read):
    found = network.find(read(RENTS))
    first = said(found, RENTS, "9%")
    assert (first.source, first.cue, first.quote_type, first.decided_by) == ("Mara Reyes", "said", "direct", "network")
    assert RENTS[first.source_start : first.source_end] == first.source
    assert 0.5 < first.probability <= 1


def test_a_quotation_that_runs_on_keeps_its_source(network, read):
    second = said(network.find(read(RENTS)), RENTS, "400")
    assert second.source == "Mara Reyes"
    assert second.continued


def test_the_reporter_s_number_is_in_no_content(network, read):
    assert said(network.find(read(RENTS)), RENTS, "12 bridges") is None


def test_a_denied_figure_does_not_read_as_a_claimed_one(network, read):
    assert said(network.find(read(RENTS)), RENTS, "300").stance == "denied"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Mr Cole never said that 40 people had left.", "denied"),
        ("The council promised 500 new homes.", "planned"),
        ("The council has pledged 500 new homes.", "planned"),
        ("Mara Vale dismissed claims that 5,000 people had marched.", "denied"),
        ("Mr Cole said that 40 people had left.", "asserted"),
    ],
)
def test_stance(network, read, text, stance):
    (found,) = network.find(read(text))
    assert found.stance == stance


@pytest.mark.parametrize(
    ("text", "number", "inner", "outer"),
    [
        ("Rishi Vale said the Statistics Office puts it at 745,000.", "745,000", "the Statistics Office", "Rishi Vale"),
        ("WNN reported that 9 people were held, citing police.", "9 people", "police", "WNN"),
        ("Factbase rejected Ono's claim that 745,000 people had left.", "745,000", "Ono", "Factbase"),
        ("WNN reported on Monday, citing two officials, that 9 people were held.", "9 people", "two officials", "WNN"),
    ],
)
def test_a_statement_inside_a_statement(network, read, text, number, inner, outer):
    found = network.find(read(text))
    one = min((a for a in found if a.outer), key=lambda a: a.length)
    assert one.source == inner
    assert one.covers(text.index(number), text.index(number) + 1)
    assert next(a for a in found if a.id == one.outer).source == outer
    assert found.index(one) < len(found)


def test_people_polled_do_not_speak_inside_the_poll(network, read):
    text = "The Gable poll found that 54% of voters said they would vote for change."
    assert [a.source for a in network.find(read(text))] == ["The Gable poll"]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The ministry put the figure at 745,000.", "The ministry", "the figure at 745,000"),
        ("Mara Vale, who runs the bank, pegs growth at 2.4%.", "Mara Vale", "growth at 2.4%"),
        ("The watchdog found waits rose 20%.", "The watchdog", "waits rose 20%"),
        ("Norvik Energy claimed 5,000 people had marched.", "Norvik Energy", "5,000 people had marched"),
        ("Tolu Okoro said 12% left.", "Tolu Okoro", "12% left"),
        ("Orsk Steel added that 12 had left.", "Orsk Steel", "that 12 had left"),
        ("The Orsk Bank trimmed its forecast for growth to 2.4%.", "The Orsk Bank", "for growth to 2.4%"),
        ("It was enough to keep the fund's estimate at 3%.", "the fund", "at 3%"),
        ("By one estimate, 300 acres of woods were lost.", "one estimate", "300 acres of woods were lost"),
    ],
)
def test_the_verb_settles_whose_figure_it_is(network, read, text, source, content):
    (found,) = network.find(read(text))
    assert found.source == source
    assert text[found.content_spans[0][0] : found.content_spans[-1][1]] == content


OTHERS = ["If Okoro said 12% left, who stayed?", "The firm cut its staff to 300.", "The mill was built by 300 men."]


@pytest.mark.parametrize(
    "text", ["He put 20 chairs at the door.", "The ministry did not put the figure at 745,000.", *OTHERS]
)
def test_other_uses_of_such_verbs_settle_nothing(network, read, text):
    assert not {VERB, FORECAST, PHRASE} & {a.decided_by for a in network.find(read(text))}


def test_nobody_named(network, read):
    text = "It is estimated that 3m people are affected."
    (found,) = network.find(read(text))
    assert found.source == ""
    assert found.source_start is None


def test_scope_all_finds_what_has_no_number_too(read):
    text = "Ann Vale said the plan was good. Tom Hill said 40 people had left."
    everything = NetworkAttributions(scope="all").find(read(text))
    assert [a.source for a in everything] == ["Ann Vale", "Tom Hill"]
    assert [a.source for a in NetworkAttributions(scope="statistics").find(read(text))] == ["Tom Hill"]


@pytest.mark.parametrize(
    "text", [RENTS, RENTS.replace("Halden", "Orsk ") * 4, "\n".join([RENTS, "No news. " * 99, RENTS])]
)
def test_numbers_are_attributed_alike_in_both_scopes(read, text):
    parsed = read(text)
    numbers = layers.quantities(parsed)
    everything = NetworkAttributions(scope="all").find(parsed)
    of_numbers = [a for a in everything if any(a.covers(q.start, q.end) for q in numbers)]
    assert [replace(a, id="") for a in of_numbers] == [
        replace(a, id="") for a in NetworkAttributions(scope="statistics").find(parsed)
    ]


def test_the_turns_of_a_transcript_are_their_speakers_own(network, read):
    text = (
        "Partial transcript:\nVALE: Did we lose 40 ships?\nOKORO: We lost 50 of them, the navy says.\n"
        "That is 10 too many.\n(CROSSTALK 7)\nVALE: Not 60?\nIt was on at 5 pm on channel 2."
    )
    found = network.find(read(text))
    assert [(said(found, text, n).source, said(found, text, n).decided_by) for n in ("40", "60")] == [
        ("VALE", SCRIPT)
    ] * 2
    assert said(found, text, "10 too").source == "OKORO"
    assert said(found, text, "CROSSTALK") is None
    assert all(a.decided_by != SCRIPT for a in network.find(read("UPDATE: Ono said 40 died.\nBREAKING: 12 hurt.")))


def test_the_answer_depends_on_the_text_alone(network, read):
    alone = network_pipe(scope="statistics")(read(RENTS))
    for other in ("Ono said 5 had died.", "Po said it was 10%. " * 40):
        network.find(read(other))
    assert network.find(read(RENTS)) == layers.attributions(alone)


def test_it_travels_to_another_process(network, read):
    network.find(read(RENTS))
    copy = pickle.loads(pickle.dumps(network))
    assert copy.find(read(RENTS)) == network.find(read(RENTS))


def test_a_doc_without_parse_is_read_too(network):
    text = "Mara Reyes said that 400 tenants had left Halden."
    doc = spacy.blank("en")(text)
    layers.write(doc, layers.QUANTITIES, [Quantity(text="400", start=22, end=25, kind="count", value=400.0)])
    (found,) = network.find(doc)
    assert found.source == "Mara Reyes"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "No number here.", "12", '"" 5 "', "9% said 9% said 9%\n9%", "x" * 3000 + " 5"]
)
def test_odd_texts(network, read, text):
    for attribution in network.find(read(text)):
        assert all(0 <= start < end <= len(text) for start, end in attribution.content_spans)


def test_a_missing_file_says_what_to_do(monkeypatch):
    monkeypatch.setattr(network_session, "PACKAGE", "quotestats_models.none")
    with pytest.raises(ModelError, match="reinstall quotestats, or use --attribution rules"):
        network_session.settings()
