"""Attribution by a name and a colon or dash: scripts ("WALLACE: ..."), headlines, a name behind a quotation."""

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass

from quotestats.components.attribution_cues import Cues
from quotestats.components.attribution_drafts import Draft
from quotestats.components.attribution_reading import Reading

_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")
_LABEL = re.compile(
    r"""
    \s*["“”'‘]?                                # a transcript may open its quotation before the name
    (?P<bracket>[(\[]{1,2})?                    # some write ((Ana Ruiz)) instead of a colon
    (?P<name>[A-Z][\w.’'-]*(?:\s(?:[A-Z][\w.’'-]*|of|and|the|de|van|von|bin)){0,6})
    (?(bracket) [)\]]{1,2}:? | \s?:) (?=\s)\s*
    """,
    re.VERBOSE,
)
_TRAILING = re.compile(r"[:–—-]\s(?P<name>[A-Za-z][\w.’'-]*(?:\s[\w.’'-]+){0,4})\s*$")
_DIRECTION = re.compile(r"\W*[(\[]|\W*$")  # "(CROSSTALK)", a row of dots
_HEADLINE = 130  # characters
SCRIPT = "label:script"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paragraph that begins with a label: which kind of label (the rule), its name, and what comes behind it."""

    rule: str
    name: tuple[int, int]
    content: tuple[int, int]


def labelled(text: str, no_speakers: Container[str]) -> list[Labelled]:
    """Return the paragraphs that begin with a name and a colon; the labels of layouts are no speakers."""
    found = []
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        label = _LABEL.match(text, *paragraph.span())
        if label and label["name"].lower() not in no_speakers:
            found.append((number, paragraph, label))
    counts = Counter(label["name"] for _, _, label in found)
    loud = sum(map(_is_loud, counts))
    rules = (_rule(label["name"], n, counts, loud, bracketed=bool(label["bracket"])) for n, _, label in found)
    return [
        Labelled(rule, label.span("name"), (label.end(), paragraph.end()))
        for rule, (_, paragraph, label) in zip(rules, found, strict=True)
        if not (rule == "label:once" and label["bracket"])
    ]


def scripts(text: str, no_speakers: Container[str]) -> list[Labelled]:
    """Return the turns of a transcript: names in capitals, several of them, one at least more than once.

    A paragraph without a label between two turns goes on with the turn before it, stage directions aside.
    """
    labels = labelled(text, no_speakers)
    turns = [one for one in labels if one.rule == SCRIPT]
    if len({text[slice(*one.name)] for one in turns}) == len(turns):
        return []
    starting = {one.content[1]: one for one in labels}
    found: list[Labelled] = []
    for paragraph in _PARAGRAPH.finditer(text, turns[0].name[0], turns[-1].content[1]):
        own = starting.get(paragraph.end())
        if own is None and found and found[-1].rule == SCRIPT and not _DIRECTION.match(text, *paragraph.span()):
            own = Labelled(SCRIPT, found[-1].name, paragraph.span())
        found += [own] if own else []
    return [one for one in found if one.rule == SCRIPT]


class LabelRules:
    """Drafts from the layout of paragraphs; they need no parse."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues

    def drafts(self, reading: Reading) -> Iterator[Draft]:
        """Yield a draft for each paragraph that begins with its speaker, and for a headline with its source."""
        headline = _PARAGRAPH.search(reading.text)
        if headline and (draft := self._headline(reading, headline)):
            yield draft
        for one in labelled(reading.text, self.cues.labels):
            yield _draft(reading, one.rule, one.name, one.content)

    def _headline(self, reading: Reading, paragraph: re.Match[str]) -> Draft | None:
        """Return "Hospital waits up 20%: report"."""
        trailing = _TRAILING.search(reading.text, *paragraph.span())
        if trailing is None or len(paragraph[0]) > _HEADLINE:
            return None
        words = trailing["name"].lower().split()
        if words[-1] not in self.cues.documents and words[-1].rstrip("s") not in self.cues.documents:
            return None
        return _draft(reading, "label:trailing", trailing.span("name"), (paragraph.start(), trailing.start()))


def _is_loud(name: str) -> bool:
    return name.isupper() and len(name) > 2


def _rule(name: str, number: int, counts: Counter[str], loud: int, *, bracketed: bool) -> str:
    """Return which kind of label a name is: one of several in capitals (a script), in capitals, repeated or neither."""
    if bracketed and counts[name] > 1:
        return SCRIPT
    if _is_loud(name):
        return SCRIPT if loud > 1 else "label:capitals"
    if counts[name] > 1:
        return "label:repeated"
    return "label:headline" if number == 0 else "label:once"


def _draft(reading: Reading, rule: str, name: tuple[int, int], content: tuple[int, int]) -> Draft:
    token = reading.token(name[1] - 1)
    mark = content[1] if rule == "label:trailing" else name[1]  # the colon, dash or bracket
    cue = (mark, mark + 1)
    return Draft(rule, "label", ":", token.i, cue, reading.without(content), name, token.i)
