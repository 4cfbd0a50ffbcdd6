"""A recipe for tests of annotations: "Dee said 40 boats." is a quoted statistic, by a regular expression, no spaCy."""

import re
from dataclasses import dataclass, field

from quotestats.batch import work
from quotestats.formats.columns import TABLES
from quotestats.lexicon.overlay import Overlay
from quotestats.records import Tables

_SAID = re.compile(r"\b([A-Z]\w+) (\w+) (\d+) (\w+)")


@dataclass(frozen=True)
class QuotingRecipe:
    overlay: Overlay = field(default_factory=Overlay)
    model: str = "quoting"
    attribution: str = "rules"
    scope: str = "all"

    def analyser(self):
        cues = {"said": "asserted"} | {row["lemma"] + "d": row["stance"] or "asserted" for row in self.overlay.cues}
        names = {row["actor_id"]: row["name"] for row in self.overlay.actors}
        actors = {row["alias"]: row["actor_id"] for row in self.overlay.aliases}
        actors |= {name: actor_id for actor_id, name in names.items()}
        factors = {row["surface"]: float(row["factor"]) for row in self.overlay.units}

        def analyse(job):
            article = job.article
            tables = Tables(article={})
            for number, found in enumerate(_SAID.finditer(article.text)):
                who, cue, figure, noun = found.groups()
                value = float(figure) * factors.get(noun, 1.0)
                shared = {"article_id": article.id, "start": found.start(3), "end": found.end(3), "quantity": figure}
                shared |= {"sentence": found[0], "value": value, "value_low": value, "value_high": value}
                shared |= {"bound": "exact", "kind": "count", "role": "level", "unit": noun}
                key = f"{article.id}{number}"
                actor = actors.get(who, "")
                manner = {"actor_id": actor, "actor": names.get(actor, who), "source": who, "cue": cue}
                manner |= {"quote_type": "indirect", "stance": cues.get(cue, "asserted")}
                manner |= {"source_start": found.start(1), "source_end": found.end(1)}
                linked = {"attribution_id": f"a_{key}" if cue in cues else ""}
                tables.quantities.append(row("quantities", {"statistic_id": f"s_{key}"} | shared | linked))
                if cue in cues:
                    about = {name: getattr(article, name) for name in ("published", "outlet", "title", "url")}
                    quoted = {"statistic_id": f"s_{key}"} | shared | manner | about | linked
                    tables.quoted_statistics.append(row("quoted_statistics", quoted))
                    spans = {"content_spans": f"{found.start(3)}-{found.end()}", "decided_by": "test"}
                    spans |= {"article_id": article.id, "start": found.start(3), "end": found.end()}
                    tables.attributions.append(row("attributions", linked | manner | spans))
            return work.pack(tables)

        return analyse


def row(table, cells):
    empty = {column.name: "" if column.type in ("string", "date") else None for column in TABLES[table].columns}
    assert cells.keys() <= empty.keys(), cells.keys() - empty.keys()
    return empty | cells
