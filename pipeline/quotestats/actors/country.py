"""The country whose news an article is, by which "the government" and "the prime minister" are understood."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from quotestats import lexicon

_OUTLET = 3.0  # an outlet's own country weighs as much as three names
_LEAD = 1.5  # the winner needs half as much again as the next


@cache
def _words() -> dict[str, str]:
    return {row["word"]: row["country"] for row in lexicon.table("country_words")}


def of_article(names: Iterable[str], words: Iterable[str], outlet: str = "") -> str:
    """Return the article's country (ISO 3166 alpha-2), or ``""`` where two are as likely.

    ``names``: the country of each state, body and person named; ``words``: the words of the text, whose spelling and
    subject tell Britain from the United States; ``outlet``: the country of the outlet, where known.
    """
    score: Counter[str] = Counter()
    for country in names:
        score[country] += 1
    telling = _words()
    score.update(telling[word] for word in words if word in telling)
    if outlet:
        score[outlet] += _OUTLET  # type: ignore[assignment]  # a Counter of floats is sound
    ranked = sorted(((points, country) for country, points in score.items() if len(country) == 2), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] < _LEAD * ranked[1][0]):
        return ""
    return ranked[0][1]
