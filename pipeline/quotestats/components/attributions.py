"""Find who says what: by rules over the parse and the quotation marks, or by the shipped network."""

from collections.abc import Callable, Iterable

from spacy.tokens import Doc

from quotestats import layers
from quotestats.components.attribution_cues import Cues
from quotestats.components.attribution_drafts import Draft, Drafts
from quotestats.components.attribution_labels import LabelRules
from quotestats.components.attribution_phrases import PhraseRules
from quotestats.components.attribution_quotations import QuotationRules
from quotestats.components.attribution_reading import Reading
from quotestats.components.attribution_verbs import VerbRules
from quotestats.components.attribution_weights import Weights, features
from quotestats.lexicon import Row
from quotestats.quotes import quote_type
from quotestats.records import Attribution

_AROUND = {"clause", "that", "hosted", "split", "to", "according", "colon", "continued", "follows", "at"}
_WITHOUT_CUE = {"alone-other", "alone-paragraph-other"}
_BRACKETS = {")", "]"}
_LONGEST = 3000  # characters; a clause that is longer comes from debris without sentence ends
_THRESHOLD = 0.25  # number F1 on PolNeAR is flat between 0.2 and 0.3


def attributions_pipe(*, method: str, scope: str, cues: Iterable[Row] = ()) -> Callable[[Doc], Doc]:
    """Return the pipe for a method: ``rules``, or ``model`` for the shipped network. ``cues`` are a person's own."""
    if method == "rules":
        return RuleAttributions(cues=cues)
    from quotestats.components.network import network_pipe

    return network_pipe(scope=scope, cues=cues)


class RuleAttributions:
    """Attributions by dependency parse and quotation marks."""

    def __init__(self, threshold: float = _THRESHOLD, *, cues: Iterable[Row] = ()) -> None:
        self.cues = Cues.of(cues)
        self.weights = Weights()
        self.threshold = threshold
        self.verbs = VerbRules(self.cues)
        self.phrases = PhraseRules(self.cues)
        self.labels = LabelRules(self.cues)
        self.quotations = QuotationRules()

    def find(self, doc: Doc) -> list[Attribution]:
        """Return the attributions of a Doc, sorted by the start of their content; works on Docs parsed in part."""
        reading = Reading(doc)
        return _records(reading, self.weigh(reading, self.drafts(reading)))

    def drafts(self, reading: Reading) -> list[Draft]:
        """Return what every rule found, those without content left out."""
        found = [*self.verbs.drafts(reading), *self.phrases.drafts(reading), *self.labels.drafts(reading)]
        sound = [d for d in found if d.length < _LONGEST and (d.source is None or d.source[0] < d.source[1])]
        return [d for d in self.quotations.attach(reading, sound) if d.content]

    def weigh(self, reading: Reading, drafts: list[Draft]) -> list[tuple[Draft, float]]:
        """Return the drafts that are likely enough, each with its probability."""
        weighed, looked_up = [], Drafts(drafts)
        for draft in drafts:
            seen = features(reading, draft, around(looked_up, draft), self.cues)
            weighed.append((draft, self.weights.probability(seen)))
        return [(draft, p) for draft, p in weighed if p >= self.threshold]

    def __call__(self, doc: Doc) -> Doc:
        """Write the layer."""
        layers.write(doc, layers.ATTRIBUTIONS, self.find(doc))
        return doc


def around(drafts: Drafts, draft: Draft) -> Draft | None:
    """Return the shortest other draft whose content holds the cue of this one."""
    return min(_holding(drafts, draft), key=lambda d: d.length, default=None)


def outer(drafts: Drafts, draft: Draft) -> Draft | None:
    """Return the attribution that a draft is part of: the shortest around it that is longer, so never in a circle."""
    longer = [d for d in _holding(drafts, draft) if (d.length, -d.at) > (draft.length, -draft.at)]
    return min(longer, key=lambda d: (d.length, d.at), default=None)


def _holding(drafts: Drafts, draft: Draft) -> list[Draft]:
    holding = [drafts.all[number] for number in drafts.covering(*draft.cue)]
    return [d for d in holding if d.at != draft.at and d.frame in _AROUND]


def _records(reading: Reading, weighed: list[tuple[Draft, float]]) -> list[Attribution]:
    kept = sorted(weighed, key=lambda w: (w[0].content[0], w[0].length, w[0].at, w[0].rule))
    ids = {id(draft): f"a{number}" for number, (draft, _) in enumerate(kept)}
    drafts = Drafts(draft for draft, _ in kept)
    records = []
    for draft, probability in kept:
        whole = outer(drafts, draft)
        records.append(_record(reading, draft, ids[id(draft)], ids[id(whole)] if whole else "", probability))
    return records


def _record(reading: Reading, draft: Draft, key: str, whole: str, probability: float) -> Attribution:
    bracket = reading.text[slice(*draft.cue)] in _BRACKETS
    cue = None if bracket or draft.frame in _WITHOUT_CUE else draft.cue
    return Attribution(
        id=key,
        content_spans=draft.content,
        source=reading.text[slice(*draft.source)] if draft.source else "",
        source_start=draft.source[0] if draft.source else None,
        source_end=draft.source[1] if draft.source else None,
        cue=reading.text[slice(*cue)] if cue else "",
        cue_start=cue[0] if cue else None,
        cue_end=cue[1] if cue else None,
        quote_type=quote_type(draft.content, reading.quotations, reading.text),
        stance=draft.stance,
        outer=whole,
        continued=draft.continued,
        probability=round(probability, 4),
        decided_by=f"{draft.rule}:{draft.how}",
    )
