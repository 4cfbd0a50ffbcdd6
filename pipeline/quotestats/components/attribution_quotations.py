"""Give each quotation its speaker: the cue beside it, the one before, or the subject of the sentence before."""

from dataclasses import replace

from quotestats.components.attribution_drafts import Draft, Span
from quotestats.components.attribution_reading import Reading
from quotestats.quotes import Quotation


def attach(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with quotations that belong to them added to their contents, and new ones for those left over."""
    out = list(drafts)
    last: tuple[Quotation, int] | None = None
    for quotation in reading.outer:
        number = _owner(reading, out, quotation)
        if number is None and last is not None and quotation.is_speech and _goes_on(reading, last[0], quotation):
            number = _continued(out, last[1], quotation)
        if number is not None:
            out[number] = replace(out[number], content=_union([*out[number].content, (quotation.start, quotation.end)]))
            last = quotation, number
    return out


def _owner(reading: Reading, drafts: list[Draft], quotation: Quotation) -> int | None:
    covering = [
        (sum(e - s for s, e in d.content), n)
        for n, d in enumerate(drafts)
        if any(s < quotation.inner_end and quotation.inner_start < e for s, e in d.content)
        and not quotation.start <= d.cue[0] < quotation.end
    ]
    if covering:
        return min(covering)[1]
    token = reading.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
    if token is None or not quotation.is_speech:
        return None
    first, last = reading.sentence(token[0]), reading.sentence(token[-1])
    near = [
        (min(abs(d.cue[0] - quotation.end), abs(quotation.start - d.cue[1])), n)
        for n, d in enumerate(drafts)
        if first.start <= d.at < last.end and not reading.quotation(d.cue[0]) and d.source and not d.content
    ]
    return min(near)[1] if near else None


def _goes_on(reading: Reading, before: Quotation, quotation: Quotation) -> bool:
    if quotation.continued:
        return before.runs_on
    return "\n" not in reading.text[before.end : quotation.start] and quotation.start - before.end < 200


def _continued(drafts: list[Draft], number: int, quotation: Quotation) -> int:
    model = drafts[number]
    rule = "quote:continued" if quotation.continued else "quote:follows"
    drafts.append(replace(model, rule=rule, content=(), continued=quotation.continued))
    return len(drafts) - 1


def _union(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 2:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
