"""Attribution by a name and a colon or dash: scripts ("WALLACE: ..."), headlines, a name behind a quotation."""

import re
from collections import Counter
from collections.abc import Iterator

from quotestats.components.attribution_cues import Cues
from quotestats.components.attribution_drafts import Draft
from quotestats.components.attribution_reading import Reading

_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")
_LABEL = re.compile(
    r"""
    \s*["“”'‘]?                                # a transcript may open its quotation before the name
    (?P<name>[A-Z][\w.’'-]*(?:\s(?:[A-Z][\w.’'-]*|of|and|the|de|van|von|bin)){0,6})
    \s?:(?=\s)\s*
    """,
    re.VERBOSE,
)
_TRAILING = re.compile(r"[:–—-]\s(?P<name>[A-Za-z][\w.’'-]*(?:\s[\w.’'-]+){0,4})\s*$")
_HEADLINE = 130  # characters


class LabelRules:
    """Drafts from the layout of paragraphs; they need no parse."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues

    def drafts(self, reading: Reading) -> Iterator[Draft]:
        """Yield a draft for each paragraph that begins with its speaker, and for a headline with its source."""
        labelled = []
        for number, paragraph in enumerate(_PARAGRAPH.finditer(reading.text)):
            label = _LABEL.match(reading.text, *paragraph.span())
            if label and label["name"].lower() not in self.cues.labels:
                labelled.append((number, paragraph, label))
            if number == 0 and (draft := self._headline(reading, paragraph)):
                yield draft
        counts = Counter(label["name"] for _, _, label in labelled)
        for number, paragraph, label in labelled:
            loud, often = label["name"].isupper() and len(label["name"]) > 2, counts[label["name"]] > 1
            rule = (
                "label:capitals"
                if loud
                else "label:repeated"
                if often
                else "label:headline"
                if number == 0
                else "label:once"
            )
            yield _draft(reading, rule, label.span("name"), (label.end(), paragraph.end()))

    def _headline(self, reading: Reading, paragraph: re.Match[str]) -> Draft | None:
        """Return "Hospital waits up 20%: report"."""
        trailing = _TRAILING.search(reading.text, *paragraph.span())
        if trailing is None or len(paragraph[0]) > _HEADLINE:
            return None
        words = trailing["name"].lower().split()
        if words[-1] not in self.cues.documents and words[-1].rstrip("s") not in self.cues.documents:
            return None
        return _draft(reading, "label:trailing", trailing.span("name"), (paragraph.start(), trailing.start()))


def _draft(reading: Reading, rule: str, name: tuple[int, int], content: tuple[int, int]) -> Draft:
    token = reading.token(name[1] - 1)
    spans = reading.without(content)
    return Draft(rule, "label", ":", token.i, name, spans, name, token.i)
