"""The attribution phenomena of ``corpus/sentences/attributions.txt`` by the network: whose is each number?

The table says how the rules mark a text; here only the source of each number counts. What the network gets wrong is
listed with its share of the 2,920 attributed numbers of PolNeAR's train and dev parts.
"""

from collections.abc import Iterator

import pytest

import sentences
from quotestats import join, layers, model
from quotestats.records import Quantity

TABLE = sentences.FOLDER / "attributions.txt"
KNOWN_LIMITS = {  # the beginning of a text: what is wrong, and its share where one can be counted
    "Ruth Cole said": "a quotation that is never closed runs on to the end of its paragraph",
    "The poll has Holm": "has of a poll (0.3 %)",
    "Omar Kinn — “It": "a name and a dash (under 0.1 %)",
    "Hospital waits up": "a headline with its source behind a colon (none)",
    "Eighty firms, the radio's": "a parenthetical cue inside the clause (0.1 %)",
    "Holm said the statistics office": "an office without capitals inside a statement: the outer source is given",
}


def _parameter(case: sentences.Case):
    limit = next((reason for start, reason in KNOWN_LIMITS.items() if case.article.text.startswith(start)), None)
    marks = [pytest.mark.xfail(reason=limit, strict=True)] if limit else []
    return pytest.param(case, id=f"{case.where} {case.article.text[:50]}", marks=marks)


@pytest.fixture(scope="module")
def network():
    return model.load(attribution="model", scope="statistics")


def _wanted(case: sentences.Case, quantity: Quantity) -> str:
    """Return the source of the shortest marked content that holds a quantity, empty for the reporter's."""
    text = case.article.text
    holding = [m for m in case.marks if m.label == "content" and m.start <= quantity.start < m.end]
    content = min(holding, key=lambda m: m.end - m.start, default=None)
    ids = set(content.ids) if content else set()
    return next((text[m.start : m.end] for m in case.marks if m.label == "source" and ids & set(m.ids)), "")


def _differences(case: sentences.Case, doc) -> Iterator[tuple[str, str, str]]:
    for quantity in layers.quantities(doc):
        wanted = _wanted(case, quantity).lower()
        attribution = join.innermost(quantity, layers.attributions(doc))
        got = attribution.source.lower() if attribution else ""
        if got not in {"which", wanted} and not (got and wanted and (got in wanted or wanted in got)):
            yield quantity.text, wanted, got


@pytest.mark.parametrize("case", [_parameter(case) for case in sentences.cases(TABLE)])
def test_whose_number_it_is(case, network):
    doc = next(iter(model.read(network, [case.article])))

    assert list(_differences(case, doc)) == []
