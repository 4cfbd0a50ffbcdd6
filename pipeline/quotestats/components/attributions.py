"""Find who says what: by rules over the parse and the quotation marks, or by the shipped network."""

from collections.abc import Callable

from spacy.tokens import Doc

from quotestats import layers
from quotestats.components.attribution_cues import Cues
from quotestats.components.attribution_drafts import Draft
from quotestats.components.attribution_phrases import PhraseRules
from quotestats.components.attribution_quotations import attach
from quotestats.components.attribution_reading import Reading
from quotestats.components.attribution_verbs import VerbRules
from quotestats.quotes import quote_type
from quotestats.records import Attribution


def attributions_pipe(*, method: str, scope: str) -> Callable[[Doc], Doc]:
    """Return the pipe for a method: ``rules``, or ``model`` for the shipped network."""
    if method == "rules":
        return RuleAttributions()
    from quotestats.components.network import network_pipe

    return network_pipe(scope=scope)


class RuleAttributions:
    """Attributions by dependency parse and quotation marks."""

    def __init__(self) -> None:
        cues = Cues()
        self.verbs = VerbRules(cues)
        self.phrases = PhraseRules(cues)

    def find(self, doc: Doc) -> list[Attribution]:
        """Return the attributions of a Doc, sorted by the start of their content; works on Docs parsed in part."""
        reading = Reading(doc)
        drafts = [*self.verbs.drafts(reading), *self.phrases.drafts(reading)]
        return _records(reading, attach(reading, drafts))

    def __call__(self, doc: Doc) -> Doc:
        """Write the layer."""
        layers.write(doc, layers.ATTRIBUTIONS, self.find(doc))
        return doc


def _records(reading: Reading, drafts: list[Draft]) -> list[Attribution]:
    kept = sorted((d for d in drafts if d.content), key=lambda d: (d.content[0], d.at, d.rule))
    return [
        Attribution(
            id=f"a{number}",
            content_spans=draft.content,
            source=reading.text[slice(*draft.source)] if draft.source else "",
            source_start=draft.source[0] if draft.source else None,
            source_end=draft.source[1] if draft.source else None,
            cue=reading.text[slice(*draft.cue)],
            cue_start=draft.cue[0],
            cue_end=draft.cue[1],
            quote_type=quote_type(draft.content, reading.quotations, reading.text),
            stance=draft.stance,
            continued=draft.continued,
            decided_by=draft.rule,
        )
        for number, draft in enumerate(kept)
    ]
