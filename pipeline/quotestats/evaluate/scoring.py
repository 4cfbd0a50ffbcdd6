"""Compare the tables of a run with gold, article by article."""

from collections.abc import Mapping, Sequence

from quotestats.evaluate import agreement
from quotestats.evaluate.agreement import Row
from quotestats.evaluate.gold import GoldArticle, GoldQuantity
from quotestats.evaluate.matching import match, spurious
from quotestats.evaluate.tally import Mistake, Tally

Rows = Mapping[str, Sequence[Row]]


def compare(gold: Sequence[GoldArticle], quantities: Rows, statistics: Rows, texts: Mapping[str, str]) -> Tally:
    """Return the tally of the rows of ``quantities.csv`` and ``quoted_statistics.csv``, each by article id.

    Offsets are checked in the articles whose text is given.
    """
    tally = Tally()
    for article in gold:
        found, stated = quantities.get(article.id, ()), statistics.get(article.id, ())
        if article.id in texts:
            _check_offsets(tally, texts[article.id], [*found, *stated])
        _compare_quantities(tally, article, found)
        _compare_statistics(tally, article, stated)
    return tally


def _check_offsets(tally: Tally, text: str, rows: Sequence[Row]) -> None:
    for row in rows:
        tally.counts["offsets n"] += 1
        tally.counts["offsets bad"] += text[int(row["start"]) : int(row["end"])] != row["quantity"]


def _compare_quantities(tally: Tally, article: GoldArticle, rows: Sequence[Row]) -> None:
    matched = match(article.quantities, rows)
    for i, gold in enumerate(article.quantities):
        if not gold.sure:
            continue
        kind = f"kind={gold.kind}"
        if i not in matched:
            tally.hit("quantity_span", "missed", kind)
            tally.mistakes.append(Mistake(article.id, "missed", gold.text, gold.kind, ""))
            continue
        tally.hit("quantity_span", "right", kind)
        _compare_fields(tally, article.id, gold, rows[matched[i]])
        _compare_time(tally, article.id, gold, rows[matched[i]])
    for j in spurious(article.quantities, rows, matched):
        tally.hit("quantity_span", "spurious", f"kind={rows[j].get('kind')}")
        tally.mistakes.append(Mistake(article.id, "spurious", rows[j]["quantity"], "", rows[j].get("kind") or ""))


def _compare_fields(tally: Tally, article_id: str, gold: GoldQuantity, row: Row) -> None:
    kind = f"kind={gold.kind}"
    tally.add("span_exact", agreement.same_span(gold, row), kind)
    checks = {
        "value": (agreement.same_value(gold, row), gold.value, row.get("value")),
        "unit": (agreement.same_unit(gold, row), gold.unit, row.get("unit")),
        "kind": (gold.kind == row.get("kind"), gold.kind, row.get("kind")),
        "bound": (gold.bound == row.get("bound"), gold.bound, row.get("bound")),
        "direction": (gold.direction == (row.get("direction") or ""), gold.direction, row.get("direction")),
        "per": (agreement.unit(gold.per) == agreement.unit(row.get("per")), gold.per, row.get("per")),
    }
    if gold.counted:
        noun_phrase = agreement.same_noun_phrase(gold.counted, row.get("counted"))
        checks["counted"] = (noun_phrase, gold.counted, row.get("counted"))
    if gold.role:
        checks["role"] = (gold.role == row.get("role"), gold.role, row.get("role"))
    if gold.compared_to:
        comparison = agreement.same_noun_phrase(gold.compared_to, row.get("compared_to"))
        checks["compared_to"] = (comparison, gold.compared_to, row.get("compared_to"))
    for name, (right, wanted, got) in checks.items():
        if name in gold.open:
            continue
        tally.add(name, right, kind)
        if not right:
            tally.mistakes.append(Mistake(article_id, name, gold.text, _cell(wanted), got or ""))
    if "direction" not in gold.open:
        _count_direction(tally, gold.direction, row.get("direction") or "")


def _count_direction(tally: Tally, gold: str, predicted: str) -> None:
    """Count the directions that are told, which are few beside those that are not."""
    if gold and gold == predicted:
        tally.hit("direction_told", "right")
        return
    if gold:
        tally.hit("direction_told", "missed")
    if predicted:
        tally.hit("direction_told", "spurious")


def _compare_time(tally: Tally, article_id: str, gold: GoldQuantity, row: Row) -> None:
    if "period" in gold.open or (gold.time and not gold.period_start):
        return
    days = (row.get("period_start") or "", row.get("period_end") or "")
    if gold.period_start:
        right = days == (gold.period_start, gold.period_end)
        within = gold.period_start[:4] == gold.period_end[:4]
        tally.add("period", right)
        tally.add("year", (row.get("year") or "") == gold.period_start[:4] if within else right)
    else:
        right = not days[0] and not row.get("year")
        tally.add("notime", right)
    if not right:
        wanted = f"{gold.period_start}..{gold.period_end}".strip(".")
        tally.mistakes.append(Mistake(article_id, "period", gold.text, wanted, "..".join(days)))


def _compare_statistics(tally: Tally, article: GoldArticle, rows: Sequence[Row]) -> None:
    matched = match(article.quantities, rows)
    for i, gold in enumerate(article.quantities):
        row = rows[matched[i]] if i in matched else None
        if not gold.sure or (row is None and not gold.quoted):
            continue
        if row is None:
            tally.hit("quoted", "missed", f"kind={gold.kind}")
            tally.mistakes.append(Mistake(article.id, "not quoted", gold.text, gold.speaker, ""))
        elif gold.quoted:
            tally.hit("quoted", "right", f"kind={gold.kind}")
            _compare_statement(tally, article.id, gold, row)
        else:
            _add_spurious(tally, row)
            tally.mistakes.append(Mistake(article.id, "not said", gold.text, "", row.get("actor") or ""))
    for j in spurious(article.quantities, rows, matched):
        _add_spurious(tally, rows[j])


def _add_spurious(tally: Tally, row: Row) -> None:
    tally.hit("quoted", "spurious", f"kind={row.get('kind')}")
    _judge(tally, row, False)


def _compare_statement(tally: Tally, article_id: str, gold: GoldQuantity, row: Row) -> None:
    speaker = not gold.speakers or agreement.same_actor(row.get("actor"), gold.speakers)
    if gold.speakers:
        tally.add("speaker", speaker, f"resolved_by={row.get('resolved_by') or 'unresolved'}")
        tally.counts["speaker wrong"] += not speaker and bool(row.get("actor"))
        if not speaker:
            actor = row.get("actor") or f"({row.get('source')})"
            tally.mistakes.append(Mistake(article_id, "speaker", gold.text, gold.speaker, actor))
    if "quote_type" not in gold.open:
        tally.add("quote_type", gold.quote_type == row.get("quote_type"), f"quote_type={gold.quote_type}")
    if gold.stance and "stance" not in gold.open:
        tally.add("stance", gold.stance == row.get("stance"), f"stance={gold.stance}")
    if gold.relayed_by:
        tally.add("relayed_by", agreement.same_actor(row.get("relayed_by"), (gold.relayed_by,)))
    full = _is_full(gold, row, speaker)
    tally.add("full", full)
    tally.add("complete", full and _is_complete(gold, row))
    _judge(tally, row, full)


def _is_full(gold: GoldQuantity, row: Row, speaker: bool) -> bool:
    return (
        speaker and agreement.same_value(gold, row) and agreement.same_unit(gold, row) and gold.kind == row.get("kind")
    )


def _is_complete(gold: GoldQuantity, row: Row) -> bool:
    right = {
        "bound": gold.bound == row.get("bound"),
        "direction": gold.direction == (row.get("direction") or ""),
        "per": agreement.unit(gold.per) == agreement.unit(row.get("per")),
        "period": agreement.same_period(gold, row),
        "counted": not gold.counted or agreement.same_noun_phrase(gold.counted, row.get("counted")),
    }
    return all(ok or name in gold.open for name, ok in right.items())


def _judge(tally: Tally, row: Row, right: bool) -> None:
    confidence = agreement.number(row.get("confidence"))
    if confidence is not None:
        tally.judged.append((confidence, right))


def _cell(value: object) -> str:
    return "" if value is None else str(value)
