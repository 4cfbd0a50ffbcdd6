"""What makes a number part of a name: labels ("page 28"), models, roads, addresses, scores, list markers, codes."""

from quotestats import lexicon
from quotestats.numerals.amounts import Amount
from quotestats.numerals.calendar import Calendar, year_before_unit
from quotestats.numerals.identifiers import identifies, is_verb
from quotestats.numerals.phrases import Phrases, compile_phrases
from quotestats.numerals.tokens import DASHES, Token, at
from quotestats.records import Bound

_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_ABBREVIATED_LABELS = frozenset({"no", "nos", "p", "pp", "fig", "art", "sec", "vol", "ch"})
_HYPHENATED_BEFORE = frozenset({"under", "over", "sub", "mid", "pre", "post", "minus", "plus", "non", "to"})
_GLUE_BEFORE = frozenset("/#@_\\&.:%*=^×x")
_GLUE_BEHIND = frozenset("_\\=^*×@")
_NO_LABEL_BEFORE = frozenset({"this", "last", "next", "that", "each", "every"})  # "this year 908 people"
_LISTING = frozenset({"and", "to", "or", ",", "&", "–", "-"})
_LONGEST_PHRASE = 3
_BRACKET_REACH = 15  # tokens
_LONGEST_LIST = 12  # numbers


class Names:
    """The table of what is no quantity, compiled."""

    def __init__(self, *, language: str = "en") -> None:
        words: dict[str, set[str]] = {}
        for row in lexicon.table("not_quantities", language):
            words.setdefault(row["class"], set()).add(row["surface"])
        self._labels, self._scores, self._streets = words["label"], words["score"], words["street"]
        self._ordinals = words["ordinal"]
        self._names = compile_phrases(((name, True) for name in sorted(words["name"])), backwards=True)
        self._phrases: Phrases[bool] = compile_phrases((phrase, True) for phrase in sorted(words["phrase"]))
        self._behind: Phrases[bool] = compile_phrases((phrase, True) for phrase in sorted(words["label_behind"]))
        self._calendar = Calendar(language=language)

    def phrase(self, tokens: list[Token], index: int) -> int | None:
        """Return the index after the set phrase around ``index`` that holds a number as a name (``Catch-22``)."""
        for start in range(max(0, index - _LONGEST_PHRASE), index + 1):
            found = self._phrases.match(tokens, start)
            if found is not None and start + found[1] > index:
                return start + found[1]
        return None

    def reject(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether an amount is part of a name, an identifier, a date, a clock time or a list marker."""
        if amount.number.form == "digits":
            if _glued_before(tokens, amount) or _glued_behind(tokens, amount) or self._calendar.clock(tokens, amount):
                return True
        elif self._ordinal_word(tokens, amount) or _hyphened_word(tokens, amount):
            return True
        if amount.unit is not None:
            anchored = amount.kind == "duration" and self._calendar.anchored(tokens, amount)
            return anchored or (amount.number.scale == 1.0 and year_before_unit(tokens, amount))
        return _adjective(tokens, amount) or (amount.number.scale == 1.0 and self._names_plain(tokens, amount))

    def _names_plain(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether a number without unit and scale is a name by the words around it."""
        if amount.number.form not in ("digits", "words"):
            return False
        hyphen = at(tokens, amount.last).text in DASHES and at(tokens, amount.last).glued
        if self._behind.match(tokens, amount.last + hyphen) is not None:
            return True
        if self._labelled(tokens, amount) or _list_marker(tokens, amount):
            return True
        return amount.number.form == "digits" and self._names_digits(tokens, amount)

    def dated(self, tokens: list[Token], low: Amount, high: Amount) -> bool:
        """Tell whether a range without a unit is one of days or years."""
        return self._calendar.dated(tokens, low, high)

    def _names_digits(self, tokens: list[Token], amount: Amount) -> bool:
        if self._calendar.date(tokens, amount) or identifies(tokens, amount.number.first):
            return True
        return self._address(tokens, amount)

    def _ordinal_word(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether a cardinal goes on as an ordinal: ``twenty-fifth``, ``one hundred and first``."""
        token = at(tokens, amount.number.last)
        joined = token.text in DASHES or token.low == "and"
        word = at(tokens, amount.number.last + 1) if joined else token
        if word.low == "second":
            return at(tokens, amount.first - 1).low in ("the", "his", "her", "its", "their") and amount.value >= 20
        return word.low in self._ordinals and amount.number.form == "words"

    def _address(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether a street name follows: ``10 Downing Street``."""
        for place in range(amount.last, amount.last + 4):
            word = at(tokens, place)
            if not word.text[:1].isupper():
                return False
            if place > amount.last and word.low in self._streets:
                return True
        return False

    def _labelled(self, tokens: list[Token], amount: Amount) -> bool:
        """Tell whether the word before a bare number makes it a label: ``page 28``, ``Boeing 737``, ``No 10``."""
        index = amount.first - 1
        before = at(tokens, index)
        if before.text in DASHES and before.glued:
            index -= 1
        elif before.text == "." and before.glued and at(tokens, index - 1).low in _ABBREVIATED_LABELS:
            return True
        # "per": the denominator of a rate further back, as in "deaths per 100,000 people"
        if before.text in ("#", "№") or before.low == "per" or self._is_label(tokens, index):
            return True
        if amount.number.form != "digits":
            return False
        first = self._list_start(tokens, index)
        followed = at(tokens, amount.last).low in _LISTING and at(tokens, amount.last + 1).kind == "number"
        listed = first != index or followed
        return (first != index and self._is_label(tokens, first)) or self._is_plural_label(tokens, first, listed=listed)

    @staticmethod
    def _list_start(tokens: list[Token], index: int) -> int:
        """Step back over the numbers before ``index`` that are listed with one: to "Stages" in "Stages 1, 3 and 4"."""
        for _ in range(_LONGEST_LIST):
            if at(tokens, index).low not in _LISTING or at(tokens, index - 1).kind != "number":
                break
            index -= 2
        return index

    def _is_label(self, tokens: list[Token], index: int) -> bool:
        """Tell whether the word at ``index`` numbers things: ``page``, ``Boeing``."""
        token = at(tokens, index)
        if (token.text.endswith("ing") and token.text == token.low) or is_verb(tokens, index):
            return False  # "building 110 homes"; but "Building 7"
        if token.kind == "word" and token.low in self._labels:
            return at(tokens, index - 1).low not in _NO_LABEL_BEFORE or token.text != token.low
        return self._names.match(tokens, index) is not None

    def _is_plural_label(self, tokens: list[Token], index: int, *, listed: bool) -> bool:
        """Tell whether the word is the plural of a label and no verb: ``Articles 2``, ``posts 542 and 543``."""
        token = at(tokens, index)
        plural = token.kind == "word" and token.low.endswith("s") and token.low.removesuffix("s") in self._labels
        return plural and (listed or token.text[:1].isupper())

    def age_group(self, tokens: list[Token], index: int) -> tuple[int, Bound] | None:
        """Return where ``over 65s`` or ``under-16s`` begins and its bound; the team ``England Under-21s`` is none."""
        place = index - 1
        hyphen = at(tokens, place).text in DASHES and at(tokens, place).glued
        place -= hyphen
        word, behind = at(tokens, place), at(tokens, index + 1)
        if word.low not in ("under", "over") or behind.low != "s" or len(tokens[index].text) > 2:
            return None
        starts = at(tokens, place - 1).kind == "line" or at(tokens, place - 1).text in (".", "”", '"')
        if word.text[:1].isupper() and not starts:
            return None
        return place, "less_than" if word.low == "under" else "more_than"

    def score(self, tokens: list[Token], first: int, last: int) -> bool:
        """Tell whether ``3-1`` is the result of a game: a word of winning or losing stands near it."""
        near = (at(tokens, index).low for index in (*range(first - 4, first), *range(last, last + 2)))
        return any(word in self._scores for word in near) or _in_sets(tokens, first, last)


def _in_sets(tokens: list[Token], first: int, last: int) -> bool:
    """Tell whether a score stands in a list of scores: ``6-4, 3-6, 7-5``."""
    for comma, numbers in ((first - 1, (first - 4, first - 2)), (last, (last + 1, last + 3))):
        dash = at(tokens, numbers[0] + 1)
        listed = at(tokens, comma).text == "," and dash.text in DASHES and dash.glued
        if listed and all(at(tokens, place).kind == "number" for place in numbers):
            return True
    return False


def _glued_before(tokens: list[Token], amount: Amount) -> bool:
    """Tell whether letters or signs hang before digits: ``M25``, ``Covid-19``, ``#5``, ``9:30``."""
    token, before = tokens[amount.first], at(tokens, amount.first - 1)
    if not token.glued or amount.prefixed:
        return False
    if before.kind in ("word", "number") or before.text in _GLUE_BEFORE:
        return True
    earlier = at(tokens, amount.first - 2)
    if before.text == "[":  # a reference: "the map[3]"
        return before.glued and at(tokens, amount.last).text == "]"
    if before.text in ("'", "’") or before.text not in "-‐‑" or not before.glued:
        return False
    return earlier.kind in ("word", "number") and earlier.low not in _HYPHENATED_BEFORE


def _hyphened_word(tokens: list[Token], amount: Amount) -> bool:
    """Tell whether a hyphen ties a number word to the word before it: ``high-five``."""
    token, before, earlier = (at(tokens, amount.first - step) for step in range(3))
    return token.glued and before.text in DASHES and before.glued and earlier.kind == "word"


def _glued_behind(tokens: list[Token], amount: Amount) -> bool:
    """Tell whether letters or signs hang behind digits that no unit explains: ``5G``, ``737-800``, ``3-D``."""
    behind, follows = at(tokens, amount.last), at(tokens, amount.last + 1)
    if not behind.glued:
        return False
    if behind.kind in ("word", "number") or behind.text in _GLUE_BEHIND:
        return True
    if behind.text == "/":
        return follows.glued and follows.kind == "number"
    return behind.text in DASHES and follows.glued and _hyphen_names(tokens, amount)


def _hyphen_names(tokens: list[Token], amount: Amount) -> bool:
    """Tell whether what a hyphen ties to digits makes a name of them: ``737-800``, ``5-a-side``, ``7-Eleven``."""
    follows = at(tokens, amount.last + 1)
    if follows.kind == "number":
        return True
    if follows.low == "a" and at(tokens, amount.last + 2).text in DASHES:
        return amount.unit is None  # but "$2-a-day"
    return follows.kind == "word" and (len(follows.text) == 1 or (follows.text[0].isupper() and amount.unit is None))


def _adjective(tokens: list[Token], amount: Amount) -> bool:
    """Tell whether a number begins an adjective in "-ed": ``two-legged``."""
    behind = at(tokens, amount.last)
    return behind.text in DASHES and behind.glued and at(tokens, amount.last + 1).low.endswith("ed")


def _list_marker(tokens: list[Token], amount: Amount) -> bool:
    before, behind = at(tokens, amount.first - 1), at(tokens, amount.last)
    at_line_start = before.kind == "line" or (
        before.text in ("(", "•", "*", "-") and at(tokens, amount.first - 2).kind == "line"
    )
    closes = behind.text in (".", ")") and behind.glued and at(tokens, amount.last + 1).kind in ("word", "sign")
    if amount.number.form != "digits" or not closes or amount.value >= 100:
        return False
    if at_line_start:
        return True
    opened = any(at(tokens, index).text == "(" for index in range(amount.first - _BRACKET_REACH, amount.first))
    return behind.text == ")" and not opened  # "priorities: 1) to count"


def ordinal(tokens: list[Token], index: int) -> bool:
    """Tell whether digits carry the ending of an ordinal or of a decade: ``5th``, ``1990s``."""
    behind = at(tokens, index + 1)
    if behind.text in ("'", "’") and behind.glued and at(tokens, index + 2).low == "s":
        return True
    return behind.glued and (behind.low in _ORDINAL_ENDINGS or behind.low == "s")
