"""Score actors: links of names to the gazetteer, and pronouns and descriptions resolved, against gold mentions.

Two formats of gold are read, both JSON lines: documents with ``entities`` (``start, end, grp, wiki, named, pron``, as
GUM has them) and documents with ``labels`` (``span, entity_id, name, coref``, as the NewsFair set has them). Mentions
are matched by overlap; an entity is the same when its Wikidata id is, or where one side has none, when its title is a
name that the gazetteer knows for the actor. Wrong and empty are counted apart.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from quotestats.actors.gazetteer import Form, Gazetteer
from quotestats.actors.gender import PRONOUNS
from quotestats.actors.names import fold, slug, titles, words

Row = Mapping[str, Any]  # a CSV row or a JSON object
_NAMED = frozenset({"name", "alias"})
_ENOUGH = 0.5
_PERSONAL = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_ANAPHORS = frozenset({"he", "she", "it", "they", "his", "her", "their", "its", "the", "this", "that", "him"})


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold mention. ``names``: the texts of all named mentions of its entity, in this document."""

    start: int
    end: int
    wikidata: str
    title: str
    anaphor: bool
    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Counts behind the figures; ``errors`` are lines to read."""

    counts: Counter[str]
    errors: tuple[str, ...]

    def rate(self, part: str, whole: str) -> float:
        """Return one count over another, 0 where there is nothing to divide."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 0.0

    def figures(self) -> dict[str, float]:
        """Return the figures of the report; those that end with ``_n`` are counts, of what the others are shares.

        ``pronoun``: he and she, sources or not; ``source``: sources that are pronouns or descriptions, the latter
        counted by themselves as well (``nominal``).
        """
        found = {
            "link_precision": self.rate("link_right", "link_judged"),
            "link_wrong": self.rate("link_wrong", "link_judged"),
            "link_recall": self.rate("held_right", "held"),
            "link_n": float(self.counts["link_judged"]),
        }
        for what in ("pronoun", "source", "nominal"):
            found[f"{what}_right"] = self.rate(f"{what}_right", what)
            found[f"{what}_abstained"] = self.rate(f"{what}_empty", what)
            found[f"{what}_wrong"] = self.rate(f"{what}_wrong", what)
            found[f"{what}_n"] = float(self.counts[what])
        return found


def gold_mentions(document: Row) -> list[Gold]:
    """Return the gold mentions of actors in a document of either format."""
    return _from_chains(document) if "entities" in document else _from_labels(document)


def score(
    gazetteer: Gazetteer, gold: Mapping[str, Sequence[Gold]], mentions: Iterable[Row], attributions: Iterable[Row]
) -> Scores:
    """Return the counts for the rows of mentions.csv and attributions.csv; ``gold`` by article id."""
    counts: Counter[str] = Counter()
    errors: list[str] = []
    named, sources = _by_article(mentions), _by_article(attributions)
    for article, golds in sorted(gold.items()):
        rows = named.get(article, [])
        _score_links(gazetteer, golds, rows, counts, errors)
        _score_held(gazetteer, golds, rows, counts, errors)
        _score_sources(gazetteer, golds, sources.get(article, []), counts, errors)
        _score_pronouns(gazetteer, golds, rows, counts, errors)
    return Scores(counts, tuple(errors))


def _by_article(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row["article_id"])].append(row)
    return found


def same_entity(gazetteer: Gazetteer, actor_id: str, gold: Gold) -> bool:
    """Tell whether a gazetteer actor is the gold entity."""
    actor = gazetteer.actor(actor_id)
    if actor is None:
        return False
    if actor.wikidata and gold.wikidata.startswith("Q"):
        return actor.wikidata == gold.wikidata
    return bool(gold.title) and actor_id in _known_as(gazetteer, gold.title)


def same_name(actor: str, names: Iterable[str]) -> bool:
    """Tell whether an actor's name is one of an entity's, titles and articles aside, or ends or begins like it."""
    mine = _words(actor)
    for name in names:
        other = _words(name)
        if mine and other and (set(mine) <= set(other) or set(other) <= set(mine)):
            return True
    return False


def _words(name: str) -> list[str]:
    return [w for w in re.findall(r"\w+", fold(name).casefold()) if w not in titles() and w not in {"the", "of", "s"}]


def _known_as(gazetteer: Gazetteer, title: str) -> set[str]:
    bare = re.sub(r"\s*\(.*\)$", "", title)
    of = re.sub(r"\s*\((.*)\)$", r" of \1", title)
    found = {form.actor_id for text in (title, bare, of) for form in _forms(gazetteer, text) if form.kind != "capital"}
    if gazetteer.actor(slug(bare)):
        found.add(slug(bare))
    return found


def _forms(gazetteer: Gazetteer, name: str) -> tuple[Form, ...]:
    """Return what a name as a whole may denote, bodies that every state has with them."""
    hits = gazetteer.hits(words(name))
    return hits[0].forms if len(hits) == 1 and (hits[0].start, hits[0].end) == (0, len(name)) else gazetteer.forms(name)


def _from_chains(document: Row) -> list[Gold]:
    wiki: dict[str, str] = {}
    names: dict[str, list[str]] = defaultdict(list)
    for entity in document["entities"]:
        if entity["wiki"]:
            wiki.setdefault(entity["grp"], unquote(entity["wiki"]).replace("_", " "))
        if entity["named"]:
            names[entity["grp"]].append(entity["text"])
    return [
        Gold(
            entity["start"],
            entity["end"],
            "",
            wiki.get(entity["grp"], ""),
            anaphor=not entity["named"],
            text=entity["text"],
            names=tuple([*names[entity["grp"]], *([title] if (title := wiki.get(entity["grp"], "")) else [])]),
        )
        for entity in document["entities"]
        if entity["type"] in {"person", "organization", "place"}
        and (entity["pron"] or not entity["named"] or _is_name(entity["text"]))
    ]


def _from_labels(document: Row) -> list[Gold]:
    found = []
    for label in document["labels"]:
        start, end = label["span"]
        text = document["text"][start:end]
        known = label["name"] if label["name"] != "Unknown" else ""
        first = text.split()[0].casefold() if text.split() else ""
        anaphor = bool(label["coref"]) and (text[:1].islower() or first in _ANAPHORS)
        found.append(Gold(start, end, label["entity_id"], known, anaphor, text, (known,) if known else ()))
    return found


def _is_name(text: str) -> bool:
    """Tell whether a gold mention is written as a name: "the US", not "his party"."""
    words = text.split()
    return bool(words) and words[0].casefold() not in _ANAPHORS - {"the"} and any(w[:1].isupper() for w in words[-1:])


def _inside(gold: Gold, other: Gold) -> bool:
    """Tell whether a gold name is a part of another entity's name: "Canada" in "Bank of Canada"."""
    within = other.start <= gold.start and gold.end <= other.end and (other.start, other.end) != (gold.start, gold.end)
    return within and not other.anaphor and other.title != gold.title


def _overlap(row: Row, gold: Gold) -> float:
    start, end = int(row["start"]), int(row["end"])
    shared = min(end, gold.end) - max(start, gold.start)
    return shared / (max(end, gold.end) - min(start, gold.start)) if shared > 0 else 0.0


def _best(row: Row, golds: Sequence[Gold]) -> Gold | None:
    best = max(golds, key=lambda g: _overlap(row, g), default=None)
    return best if best is not None and _overlap(row, best) > 0 else None


def _touches(row: Row, gold: Gold) -> bool:
    return int(row["start"]) < gold.end and gold.start < int(row["end"])


def _score_links(
    gazetteer: Gazetteer, golds: Sequence[Gold], rows: Sequence[Row], counts: Counter[str], errors: list[str]
) -> None:
    """Judge each of our links that a gold mention of known identity overlaps."""
    for row in rows:
        if not gazetteer.actor(row["actor_id"]) or row["resolved_by"] not in _NAMED:
            continue
        gold = _best(row, golds)
        if gold is None or gold.anaphor or not (gold.title or gold.wikidata == "<NIL>"):
            continue
        right = any(same_entity(gazetteer, row["actor_id"], g) for g in golds if _touches(row, g))
        counts["link_judged"] += 1
        counts["link_right" if right else "link_wrong"] += 1
        if not right:
            errors.append(
                f"link | {row['article_id']} | {row['text']} | {row['actor_id']} | {gold.title or gold.wikidata}"
            )


def _score_held(
    gazetteer: Gazetteer, golds: Sequence[Gold], rows: Sequence[Row], counts: Counter[str], errors: list[str]
) -> None:
    """Count how many gold names of actors that the gazetteer holds are linked to them."""
    for gold in golds:
        held = _known_as(gazetteer, gold.title) if gold.title and not gold.anaphor else set()
        if not held or any(_inside(gold, other) for other in golds):
            continue
        counts["held"] += 1
        if any(_touches(row, gold) and row["actor_id"] in held for row in rows):
            counts["held_right"] += 1
        else:
            errors.append(f"unlinked | {gold.start} | {gold.title} | {gold.names[:1]}")


def _score_sources(
    gazetteer: Gazetteer, golds: Sequence[Gold], rows: Sequence[Row], counts: Counter[str], errors: list[str]
) -> None:
    """Judge sources that are pronouns or descriptions of an entity named in the document."""
    for row in rows:
        if row["source_start"] in {"", None}:
            continue
        source = {"start": row["source_start"], "end": row["source_end"]}
        gold = _best(source, golds)
        if gold is not None and gold.anaphor and gold.names and _overlap(source, gold) >= _ENOUGH:
            verdict = _judge(gazetteer, "source", row, row["source"], gold, counts, errors)
            if row["source"].casefold() not in PRONOUNS:
                counts["nominal"] += 1
                counts[f"nominal_{verdict}"] += 1


def _score_pronouns(
    gazetteer: Gazetteer, golds: Sequence[Gold], rows: Sequence[Row], counts: Counter[str], errors: list[str]
) -> None:
    """Judge the pronouns for one person, sources or not."""
    by_start = {int(row["start"]): row for row in rows}
    nothing = {"actor_id": "", "actor": "", "article_id": ""}
    for gold in golds:
        if gold.anaphor and gold.names and gold.text.casefold() in _PERSONAL:
            _judge(gazetteer, "pronoun", by_start.get(gold.start, nothing), gold.text, gold, counts, errors)


def _judge(
    gazetteer: Gazetteer, what: str, row: Row, text: str, gold: Gold, counts: Counter[str], errors: list[str]
) -> str:
    """Count and return whether a resolution is ``right``, ``wrong`` or ``empty``: by its entity, else by its name."""
    counts[what] += 1
    if not row["actor_id"]:
        counts[f"{what}_empty"] += 1
        errors.append(f"{what} empty | {text} | {gold.names[0]}")
        return "empty"
    right = same_name(row["actor"], gold.names) or same_entity(gazetteer, row["actor_id"], gold)
    verdict = "right" if right else "wrong"
    counts[f"{what}_answered"] += 1
    counts[f"{what}_{verdict}"] += 1
    if not right:
        errors.append(f"{what} | {row['article_id']} | {text} | {row['actor']} | {gold.names[0]}")
    return verdict
