"""From an analysed Doc to the rows of the tables: quantities meet attributions, and every row gets its id.

A quantity belongs to the innermost attribution whose content covers it. Ids are hashes of words, not of places, so
that an edit elsewhere in the article moves none of them (CONTRACT, ``statistic_id``).
"""

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from spacy.tokens import Doc

from quotestats import layers
from quotestats.confidence import confidence
from quotestats.records import Article, Attribution, Mention, Quantity, Tables, TimeRef

Row = dict[str, object]

_CLOSING = re.compile(r"[\"'”’»)\]]+\s*")


def tables(doc: Doc) -> Tables:
    """Return the rows of one analysed article, each table sorted by start."""
    article, sentences = layers.article(doc), _Sentences(doc)
    said = [_said(a, sentences) for a in _ordered(layers.attributions(doc))]
    ids = {one.attribution.id: key for one, key in zip(said, _keys("a", article, [s.words for s in said]), strict=True)}
    quantities = sorted(layers.quantities(doc), key=lambda q: (q.start, q.end))
    keys = _keys("s", article, [sentences.words(q.start, article.text[q.start : q.end]) for q in quantities])
    rows: list[Row] = []
    quoted: list[Row] = []
    for quantity, key in zip(quantities, keys, strict=True):
        attribution = innermost(quantity, [s.attribution for s in said])
        shared = _shared(article, sentences.at(quantity.start), quantity.start, quantity.end)
        row = {"statistic_id": key, **shared, **_quantity(article, quantity)}
        rows.append({**row, "attribution_id": ids[attribution.id] if attribution else ""})
        if attribution and speaks(attribution):
            quoted.append(
                {
                    **row,
                    **_attribution(article, attribution),
                    "published": article.published,
                    "outlet": article.outlet,
                    "title": article.title,
                    "url": article.url,
                    "attribution_id": ids[attribution.id],
                    "confidence": round(confidence(quantity, attribution), 2),
                    "reviewed": "",
                }
            )
    return Tables(
        article=_article(article),
        quoted_statistics=quoted,
        quantities=rows,
        attributions=[_attribution_row(article, s, ids) for s in said],
        mentions=_mentions(article, layers.mentions(doc), sentences),
        times=_times(article, layers.times(doc), sentences),
    )


def innermost(quantity: Quantity, attributions: list[Attribution]) -> Attribution | None:
    """Return the attribution with the shortest content that covers the quantity, the first of equals, or None.

    One in which somebody speaks comes before one that names nobody ("Ng said it was feared that 12 had died").
    """
    covering = [a for a in attributions if a.covers(quantity.start, quantity.end)]
    return min(covering, key=lambda a: (not speaks(a), a.length), default=None)


def speaks(attribution: Attribution) -> bool:
    """Tell whether somebody says the content: a source is named, or it stands in quotation marks.

    "It is expected that" names nobody (CONTRACT, convention 8): its figures are no quoted statistics.
    """
    return attribution.source_start is not None or attribution.quote_type == "direct"


class _Said(NamedTuple):
    """An attribution with the words its id is made from."""

    attribution: Attribution
    words: tuple[str, str, int]


def _said(attribution: Attribution, sentences: "_Sentences") -> _Said:
    spans = attribution.content_spans
    content = " ".join(sentences.text[s:e] for s, e in spans)
    return _Said(attribution, sentences.words(spans[0][0], content))


class _Sentences:
    """The sentences of a Doc, found by offset, each with the number of times its words stood before."""

    def __init__(self, doc: Doc) -> None:
        self.text = layers.article(doc).text
        bounds = _bounds(doc, self.text) if doc.has_annotation("SENT_START") else []
        self._starts = [start for start, _ in bounds] or [0]
        self._lines = [one_line(self.text[start:end]) for start, end in bounds] or [one_line(self.text)]
        seen: Counter[str] = Counter()
        self._occurrence = []
        for line in self._lines:
            self._occurrence.append(seen[line])
            seen[line] += 1

    def at(self, start: int) -> str:
        """Return the sentence that holds an offset, on one line."""
        return self._lines[max(0, bisect_right(self._starts, start) - 1)]

    def words(self, start: int, surface: str) -> tuple[str, str, int]:
        """Return what makes a row's id: its sentence, its surface and the sentence's occurrence in the article."""
        place = max(0, bisect_right(self._starts, start) - 1)
        return self._lines[place], one_line(surface), self._occurrence[place]


def _bounds(doc: Doc, text: str) -> list[tuple[int, int]]:
    """Return where the sentences begin and end; marks that only close what stands before them begin none."""
    bounds: list[tuple[int, int]] = []
    for sentence in doc.sents:
        start, end = sentence.start_char, sentence.end_char
        if bounds and bounds[-1][1] == start and _CLOSING.fullmatch(text, start, end):
            start = bounds.pop()[0]
        bounds.append((start, end))
    return bounds


def one_line(text: str) -> str:
    """Return the text with each run of white space as one blank."""
    return " ".join(text.split())


def _keys(letter: str, article: Article, words: list[tuple[str, str, int]]) -> list[str]:
    """Return an id for each: a letter and 12 hex digits of its words, with its occurrence among equal words."""
    seen: Counter[tuple[str, str, int]] = Counter()
    keys = []
    for parts in words:
        material = "\x1f".join([article.id, *map(str, parts), str(seen[parts])])
        keys.append(f"{letter}_{hashlib.sha256(material.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}")
        seen[parts] += 1
    return keys


def _ordered(attributions: list[Attribution]) -> list[Attribution]:
    return sorted(attributions, key=lambda a: (a.content_spans[0][0], -a.length, len(a.id), a.id))


def _shared(article: Article, sentence: str, start: int, end: int) -> Row:
    return {"article_id": article.id, "start": start, "end": end, "sentence": sentence}


def _article(article: Article) -> Row:
    names = ("published", "outlet", "title", "url", "author", "path")
    return {"article_id": article.id, **{name: getattr(article, name) for name in names}}


def _quantity(article: Article, q: Quantity) -> Row:
    names = (
        *("value", "value_low", "value_high", "bound", "kind", "unit", "per", "direction", "role", "compared_to"),
        *("year", "period_start", "period_end"),
    )
    return {
        "quantity": article.text[q.start : q.end],
        "counted": one_line(q.counted),
        "time": one_line(q.time),
        **{name: getattr(q, name) for name in names},
    }


def _attribution(article: Article, a: Attribution) -> Row:
    names = ("actor_id", "actor", "actor_type", "actor_wikidata", "resolved_by", "relayed_by", "quote_type", "stance")
    source = "" if a.source_start is None else article.text[a.source_start : a.source_end]
    return {
        "source": source,
        "source_start": a.source_start,
        "source_end": a.source_end,
        "cue": one_line(a.cue),
        "content": " ".join(one_line(article.text[s:e]) for s, e in a.content_spans),
        **{name: getattr(a, name) for name in names},
    }


def _attribution_row(article: Article, said: _Said, ids: dict[str, str]) -> Row:
    a = said.attribution
    spans = a.content_spans
    shared = _shared(article, said.words[0], spans[0][0], spans[-1][1])
    return {
        "attribution_id": ids[a.id],
        **shared,
        **_attribution(article, a),
        "content_spans": "|".join(f"{s}-{e}" for s, e in spans),
        "cue_start": a.cue_start,
        "cue_end": a.cue_end,
        "outer_attribution_id": ids.get(a.outer, ""),
        "probability": round(a.probability, 2),
        "decided_by": a.decided_by,
    }


def _mentions(article: Article, mentions: list[Mention], sentences: _Sentences) -> list[Row]:
    ordered = sorted(mentions, key=lambda m: (m.start, m.end))
    keys = _keys("m", article, [sentences.words(m.start, article.text[m.start : m.end]) for m in ordered])
    names = ("head", "actor_id", "actor", "actor_type", "actor_wikidata", "resolved_by")
    return [
        {
            "mention_id": key,
            **_shared(article, sentences.at(m.start), m.start, m.end),
            "text": article.text[m.start : m.end],
            **{name: getattr(m, name) for name in names},
        }
        for key, m in zip(keys, ordered, strict=True)
    ]


def _times(article: Article, times: list[TimeRef], sentences: _Sentences) -> list[Row]:
    ordered = sorted(times, key=lambda t: (t.start, t.end))
    keys = _keys("t", article, [sentences.words(t.start, article.text[t.start : t.end]) for t in ordered])
    names = ("type", "value", "period_start", "period_end", "anchored_to")
    return [
        {
            "time_id": key,
            **_shared(article, sentences.at(t.start), t.start, t.end),
            "text": article.text[t.start : t.end],
            **{name: getattr(t, name) for name in names},
        }
        for key, t in zip(keys, ordered, strict=True)
    ]
