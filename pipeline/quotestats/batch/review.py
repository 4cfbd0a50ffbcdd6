"""From kept rows to published ones: corrections applied, every change against the last run noted."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from quotestats.actors.gazetteer import Actor, Gazetteer, overlaid
from quotestats.annotations import Annotations
from quotestats.annotations.corrections import STATES, Attached, attach
from quotestats.batch import cells, rows
from quotestats.batch.changes import Changes
from quotestats.batch.entered import Entry
from quotestats.batch.published import Record
from quotestats.batch.revise import Outcome, revise
from quotestats.records import Article


class Review:
    """What people's corrections make of the rows of one run. Raises LexiconError for one that no table can hold."""

    def __init__(self, annotations: Annotations) -> None:
        self._annotations = annotations
        self._attached: dict[str, list[Attached]] = {}
        self._outcomes: list[Outcome] = []
        self._rejected: Counter[str] = Counter()
        self._gazetteer: Gazetteer | None = None
        cells.check(one for corrections in annotations.corrections.values() for one in corrections)

    def wants(self, article_id: str) -> bool:
        """Tell whether people have said something of an article."""
        return article_id in self._annotations.corrections

    def attach(self, article: Article) -> None:
        """Find the words that the article's corrections are about."""
        corrections = self._annotations.corrections.get(article.id, ())
        if corrections:
            self._attached[article.id] = [attach(one, article.text) for one in corrections]

    def published(self, entry: Entry, changes: Changes) -> bytes | None:
        """Return the packed rows of an entry as they are to be published, and note what changed in them."""
        if entry.rows is None or entry.key is None:
            return None
        attached = self._attached.pop(entry.id, [])
        corrected: Mapping[str, list[str]] = {}
        packed = None
        if attached:
            revised = revise(rows.unpack(entry.rows), attached, json.loads(entry.about), self._find)
            corrected = revised.by
            self._outcomes += revised.outcomes
            self._rejected.update(revised.rejected)
            packed = rows.packed(revised.rows) if corrected else None
        uses = json.loads(entry.uses) if entry.uses else {}
        touched = json.loads(entry.touched) if entry.touched else ()
        record = Record(entry.id, entry.key, entry.content or b"", uses, corrected, packed)
        changes.article(record, packed or entry.rows, touched)
        return packed or entry.rows

    def finish(self) -> None:
        """Note the corrections of articles that gave no rows."""
        met = {outcome.correction.id for outcome in self._outcomes}
        for article_id, corrections in sorted(self._annotations.corrections.items()):
            reason = f'no article "{article_id}" was read'
            self._outcomes += [Outcome(one, "orphan", reason) for one in corrections if one.id not in met]

    @property
    def states(self) -> dict[str, int]:
        """How many corrections are in each state."""
        counts = Counter(outcome.state for outcome in self._outcomes)
        return {state: counts[state] for state in STATES}

    def described(self) -> dict[str, Any]:  # Any: the nested values of JSON
        """Return what run.json says of the corrections: every one that was not applied is named."""
        return {
            "states": self.states,
            "rejected_rows": dict(sorted(self._rejected.items())),
            "not_applied": [
                {"correction_id": one.id, "article_id": one.article_id, "state": state, "reason": reason}
                for one, state, reason in self._outcomes
                if state not in ("applied", "already true")
            ],
        }

    def words(self) -> list[str]:
        """Return what a person should hear of the corrections that could not be applied."""
        return [
            f"{one.place}: {state}: {one.id} of {one.article_id}: {reason}"
            for one, state, reason in self._outcomes
            if state not in ("applied", "already true")
        ]

    def _find(self, actor_id: str) -> Actor | None:
        if self._gazetteer is None:
            own = self._annotations.overlay
            self._gazetteer = overlaid(own.actors, own.aliases, own.offices)
        return self._gazetteer.actor(actor_id)
