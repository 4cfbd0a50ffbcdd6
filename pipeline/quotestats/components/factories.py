"""The factories behind the ``spacy_factories`` entry points, usable in anybody's pipeline.

spaCy imports this module whenever any pipeline is made, so it imports nothing optional and does no work: each pipe's
module is imported when the pipe is made. Order: times, quantities, periods, attributions, mentions.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

Pipe = Callable[[Doc], Doc]


@Language.factory("quotestats_times", assigns=["doc.spans", "span._.time"])
def times(nlp: Language, name: str) -> Pipe:
    """Find time expressions and resolve them against the article's date: ``doc.spans["times"]``."""
    from quotestats.components.times import Times

    return Times()


@Language.factory("quotestats_quantities", assigns=["doc.spans", "span._.quantity"], requires=["token.dep"])
def quantities(nlp: Language, name: str) -> Pipe:
    """Find quantities, what they count and how they changed: ``doc.spans["quantities"]``. Needs the times before it."""
    from quotestats.components.quantities import Quantities

    return Quantities()


@Language.factory("quotestats_periods", assigns=["span._.quantity"], requires=["token.dep", "doc.spans"])
def periods(nlp: Language, name: str) -> Pipe:
    """Say which time each quantity is for, from the times and quantities found before."""
    from quotestats.components.periods import Periods

    return Periods()


@Language.factory(
    "quotestats_attributions",
    assigns=["doc.spans", "span._.attribution"],
    requires=["token.dep", "doc.spans"],
    default_config={"method": "rules", "scope": "all"},
)
def attributions(nlp: Language, name: str, method: str, scope: str) -> Pipe:
    """Find who says what: ``doc.spans["attributions"]``. ``method`` is ``rules`` or ``model`` (the shipped network)."""
    from quotestats.components.attributions import attributions_pipe

    return attributions_pipe(method=method, scope=scope)


@Language.factory(
    "quotestats_mentions", assigns=["doc.spans", "span._.mention"], requires=["token.ent_type", "token.dep"]
)
def mentions(nlp: Language, name: str) -> Pipe:
    """Find actors, link them, and resolve the source of each attribution: ``doc.spans["mentions"]``."""
    from quotestats.components.mentions import Mentions

    return Mentions()
