"""What stands before and behind a person's name: titles, roles, a party; and what kind of name it is."""

import re
from collections.abc import Sequence

from quotestats.actors import gender, nouns
from quotestats.actors.members import Label
from quotestats.actors.names import fold, surname, titles
from quotestats.components.mention_reading import Reading

_NO_TITLES = frozenset({"VERB", "AUX", "ADV"})
_FORMER = frozenset({"former", "ex", "ex-", "late", "onetime", "then", "outgoing", "incoming"})
_PARTY = re.compile(r"\s\((?P<letter>[RD])(?:[-–—)])|,\s(?:an?\s|the\s)?(?P<word>[A-Z]\w+)")


def person_part(text: str) -> tuple[list[str], str]:
    """Return the titles and roles in front of a name, and the name: "House Speaker Al Roe" -> speaker, "Al Roe".

    A given name that is a title as well ("Dean Reed") is no title in first place.
    """
    parts = text.split(" ")
    for at in range(len(parts) - 2, -1, -1):
        word = parts[at].rstrip(".,").casefold()
        known = word in titles() or nouns.role([word]) is not None
        if known and not (at == 0 and gender.is_given(parts[0])) and surname(" ".join(parts[at + 1 :])):
            roles = nouns.role([part.rstrip(".,") for part in parts[: at + 1]])
            told = [part.rstrip(".,").casefold() for part in parts[: at + 1]]
            found = [word for word in told if word in titles()]
            return _with_role(found, roles, told), " ".join(parts[at + 1 :])
    return [], text


def _with_role(found: list[str], role: nouns.Role | None, words: Sequence[str]) -> list[str]:
    """Return titles with the role added; of one that is over, only what still tells the gender."""
    if _FORMER & set(words):
        return [title for title in found if gender.of_title(title)]
    roles = [role.noun, role.office] if role else []
    if role and " " in role.noun:
        found = [title for title in found if title not in role.noun.split() or gender.of_title(title)]
    return list(dict.fromkeys([*found, *(word for word in roles if word)]))


def before(reading: Reading, start: int) -> tuple[list[str], str]:
    """Return titles and role right before a name, casefolded, and the party: "Labour leader" Ann Vale."""
    run: list[str] = []
    at = reading.tokens(start, start + 1)[0].i - 1
    while at >= 0 and len(run) < 6:
        token = reading.doc[at]
        word = token.text.rstrip(".")
        if not word.isalpha() or (word.islower() and token.is_stop and word != "of") or token.pos_ in _NO_TITLES:
            break
        run.insert(0, word)
        at -= 1
    small = [word.casefold() for word in run]
    found = [word for word in small if word in titles()]
    return _with_role(found, nouns.role(run) if run else None, small), nouns.party(run)


def party_after(reading: Reading, end: int) -> str:
    """Return the party in brackets or apposition right behind a name: "(R-Ohio)", ", Republican of Maine"."""
    match = _PARTY.match(reading.text, end)
    if match is None:
        return ""
    return {"R": "republican", "D": "democratic"}.get(match["letter"] or "", "") or nouns.party([match["word"] or ""])


def label(rest: str, before: Sequence[str], label: Label, *, behind: str = "") -> Label:
    """Return what a name the gazetteer lacks is, correcting the base model by titles, given names and body words."""
    parts = rest.split()
    if behind and nouns.body([behind]) is not None and not any(title in titles() for title in before):
        return "ORG"
    if any(fold(part).casefold().strip(".,") in nouns.organisation_words() for part in parts):
        return "ORG"
    if parts[-1:] and parts[-1] in nouns.place_words() and not (before or gender.is_given(parts[0])):
        return "PLACE"
    if any(title in titles() for title in before) and parts and parts[0][:1].isupper():
        return "PERSON"
    words = all(p[:1].isupper() and p[1:].islower() for p in parts)
    if label == "ORG" and 2 <= len(parts) <= 3 and gender.is_given(parts[0]) and words:
        return "PERSON"
    return label
