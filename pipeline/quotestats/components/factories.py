"""The factories behind the ``spacy_factories`` entry points, usable in anybody's pipeline.

spaCy imports this module whenever any pipeline is made, so it imports nothing optional and does no work: each pipe's
module is imported when the pipe is made. Order: times, quantities, periods, attributions, mentions.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

Pipe = Callable[[Doc], Doc]
Rows = list[dict[str, str]]


@Language.factory("quotestats_times", assigns=["doc.spans", "span._.time"])
def times(nlp: Language, name: str) -> Pipe:
    """Find time expressions and resolve them against the article's date: ``doc.spans["times"]``."""
    from quotestats.components.times import Times

    return Times()


@Language.factory(
    "quotestats_quantities",
    assigns=["doc.spans", "span._.quantity"],
    requires=["token.dep"],
    default_config={"units": []},
)
def quantities(nlp: Language, name: str, units: Rows) -> Pipe:
    """Find quantities, what they count and how they changed: ``doc.spans["quantities"]``. Needs the times before it.

    ``units`` are a person's own units.
    """
    from quotestats.components.quantities import Quantities

    return Quantities(units_overlay=units)


@Language.factory("quotestats_periods", assigns=["span._.quantity"], requires=["token.dep", "doc.spans"])
def periods(nlp: Language, name: str) -> Pipe:
    """Say which time each quantity is for, from the times and quantities found before."""
    from quotestats.components.periods import Periods

    return Periods()


@Language.factory(
    "quotestats_attributions",
    assigns=["doc.spans", "span._.attribution"],
    requires=["token.dep", "doc.spans"],
    default_config={"method": "rules", "scope": "all", "cues": []},
)
def attributions(nlp: Language, name: str, method: str, scope: str, cues: Rows) -> Pipe:
    """Find who says what: ``doc.spans["attributions"]``. ``method`` is ``rules`` or ``model`` (the shipped network).

    ``cues`` are a person's own cues.
    """
    from quotestats.components.attributions import attributions_pipe

    return attributions_pipe(method=method, scope=scope, cues=cues)


@Language.factory(
    "quotestats_mentions",
    assigns=["doc.spans", "span._.mention"],
    requires=["token.ent_type", "token.dep"],
    default_config={"actors": [], "aliases": [], "offices": []},
)
def mentions(nlp: Language, name: str, actors: Rows, aliases: Rows, offices: Rows) -> Pipe:
    """Find actors, link them, and resolve the source of each attribution: ``doc.spans["mentions"]``.

    ``actors``, ``aliases`` and ``offices`` are a person's own, over the shipped tables.
    """
    from quotestats.actors.gazetteer import overlaid
    from quotestats.components.mentions import Mentions

    return Mentions(overlaid(actors, aliases, offices))
