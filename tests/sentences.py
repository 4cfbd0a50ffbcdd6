"""Tables of sentences marked inline, ``corpus/sentences/*.txt``: how they are read and compared with what is found.

The format is described in ``corpus/sentences/README.md``.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from spacy.tokens import Doc

from quotestats import layers
from quotestats.records import Article, Attribution, Mention, Quantity, TimeRef

FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "sentences"
LAYERS = ("quantity", "time", "mention", "attribution")
_PARTS = ("source", "cue", "content")
_RECORDS: Mapping[str, type] = {"quantity": Quantity, "time": TimeRef, "mention": Mention, "attribution": Attribution}
_ARTICLE = ("published", "outlet", "title", "author")
_NUMBER = ("value", "value_low", "value_high", "year")

Found = Quantity | TimeRef | Mention | Attribution
Spans = tuple[tuple[int, int], ...]

_READ: Mapping[str, Callable[[Doc], Sequence[Found]]] = {
    "quantity": layers.quantities,
    "time": layers.times,
    "mention": layers.mentions,
    "attribution": layers.attributions,
}


@dataclass(frozen=True)
class Mark:
    """One marked stretch of text: its label, attribution ids and the fields that are to be compared."""

    label: str
    start: int
    end: int
    ids: tuple[str, ...]
    fields: dict[str, str]


@dataclass(frozen=True)
class Case:
    """One sentence (or paragraphs) with its marks and what the file says of it."""

    where: str
    article: Article
    marks: tuple[Mark, ...]
    layers: tuple[str, ...]
    partial: tuple[str, ...]
    xfail: str = ""


@dataclass
class Wanted:
    """An attribution as marked: the spans of its parts and the fields to compare."""

    parts: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: {part: [] for part in _PARTS})
    fields: dict[str, str] = field(default_factory=dict)


def cases(path: Path) -> list[Case]:
    """Return the cases of one table. Raises ValueError with file and line for markup that cannot be read."""
    return list(_cases(path.read_text(encoding="utf-8"), path.name))


def parse(line: str, where: str = "") -> tuple[str, tuple[Mark, ...]]:
    r"""Return a line's plain text and its marks: ``"[Two](quantity value=2) died"`` -> ``"Two died"`` and one mark.

    ``\n`` is a line break, ``\[`` and ``\]`` are brackets of the text.
    """
    text: list[str] = []
    opened: list[int] = []
    marks: list[Mark] = []
    at = 0
    while at < len(line):
        char = line[at]
        if char == "\\" and line[at + 1 : at + 2] in ("n", "[", "]"):
            text.append("\n" if line[at + 1] == "n" else line[at + 1])
            at += 2
        elif char == "[":
            opened.append(len(text))
            at += 1
        elif char == "]":
            label = re.compile(r'\]\(((?:[^()"]|"[^"]*")+)\)').match(line, at)
            if not label or not opened:
                raise ValueError(f'{where}: "]" at {at} closes no mark; write [text](label ...), or \\] for a bracket')
            marks.append(_mark(label[1], opened.pop(), len(text), where))
            at = label.end()
        else:
            text.append(char)
            at += 1
    if opened:
        raise ValueError(f'{where}: "[" is never closed; write [text](label ...), or \\[ for a bracket')
    return "".join(text), tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def differences(case: Case, doc: Doc) -> list[str]:
    """Return what is missing, wrong or too much in the tested layers of a Doc, a line each; ``[]`` if all is right."""
    return [line for layer in case.layers for line in _compared(case, layer, _READ[layer](doc))]


def _cases(lines: str, name: str) -> Iterator[Case]:
    said: dict[str, str] = {}
    for number, raw in enumerate(lines.splitlines(), 1):
        where = f"{name}:{number}"
        if directive := re.match(r"#\s*(published|outlet|title|author|layers|partial|xfail):\s*(.*?)\s*$", raw):
            said[directive[1]] = directive[2]
            continue
        line = re.sub(r"\s{2,}#\s.*$", "", raw).strip()
        if not line or line.startswith("#"):
            continue
        text, marks = parse(line, where)
        article = Article(id=where, text=text, **{key: said.get(key, "") for key in _ARTICLE})
        tested = _names(said.get("layers", ""), where)
        unknown = {_layer(mark.label) for mark in marks} - {*tested, ""}
        if not tested or unknown:
            raise ValueError(
                f'{where}: marks of {sorted(unknown)}, but "# layers:" of the file says {tested or "nothing"}'
            )
        yield Case(where, article, marks, tested, _names(said.get("partial", ""), where), said.pop("xfail", ""))


def _names(words: str, where: str) -> tuple[str, ...]:
    names = tuple(re.findall(r"\w+", words))
    if wrong := [name for name in names if name not in LAYERS]:
        raise ValueError(f"{where}: no layer {wrong[0]}; layers are {', '.join(LAYERS)}")
    return names


def _layer(label: str) -> str:
    return "attribution" if label in _PARTS else "" if label == "no" else label


def _mark(words: str, start: int, end: int, where: str) -> Mark:
    label, *rest = re.findall(r'[\w-]+="[^"]*"|\S+', words)
    if label not in (*LAYERS, *_PARTS, "no") or label == "attribution":
        raise ValueError(f"{where}: no label {label}; labels are quantity, time, mention, source, cue, content, no")
    said = {key: value.strip('"') for key, _, value in (word.partition("=") for word in rest if "=" in word)}
    ids = tuple(word for word in rest if "=" not in word)
    known = [] if label == "no" else [one.name for one in fields(_RECORDS[_layer(label)])]
    if wrong := [key for key in said if key not in known]:
        raise ValueError(f"{where}: a {label} has no {wrong[0]}")
    if (_layer(label) == "attribution" or label == "no") != bool(ids):
        raise ValueError(f"{where}: ({words}): source, cue, content need an id (a1), no needs a layer, others neither")
    return Mark(label, start, end, ids, said)


def _compared(case: Case, layer: str, found: Sequence[Found]) -> Iterator[str]:
    text = case.article.text
    marks = [mark for mark in case.marks if _layer(mark.label) == layer]
    wanted = (
        [(_words(text, w.parts["content"]), w.fields, w) for w in _attributions(marks)]
        if layer == "attribution"
        else [(((mark.start, mark.end),), mark.fields, None) for mark in marks]
    )
    left = list(found)
    for spans, said, attribution in wanted:
        match = next((record for record in left if _spans(text, record) == spans), None)
        if match is None:
            yield f"missed {layer} {_surface(text, spans)!r}"
            continue
        left.remove(match)
        yield from _fields(layer, match, said)
        if attribution and isinstance(match, Attribution):
            yield from _parts(text, match, attribution)
    forbidden = [mark for mark in case.marks if mark.label == "no" and layer in mark.ids]
    for record in left:
        spans = _spans(text, record)
        if (
            layer not in case.partial
            or not marks
            or any(s < m.end and m.start < e for m in forbidden for s, e in spans)
        ):
            yield f"too much: {layer} {_surface(text, spans)!r}"


def _attributions(marks: Sequence[Mark]) -> list[Wanted]:
    wanted: dict[str, Wanted] = {}
    for mark in marks:
        for key in mark.ids:
            one = wanted.setdefault(key, Wanted())
            one.parts[mark.label].append((mark.start, mark.end))
            if mark.label == "content" or len(mark.ids) == 1:
                one.fields |= mark.fields
    return list(wanted.values())


def _parts(text: str, found: Attribution, wanted: Wanted) -> Iterator[str]:
    """Compare the source always (unmarked: there is none), the cue where one is marked."""
    source = wanted.parts["source"]
    got = [(found.source_start, found.source_end)] if found.source_start is not None else []
    if _words(text, source) != _words(text, [(s, e) for s, e in got if s is not None and e is not None]):
        yield f"source of {found.id}: {found.source!r}, not {_surface(text, tuple(source))!r}"
    cue = [(found.cue_start, found.cue_end)] if found.cue_start is not None and found.cue_end is not None else []
    if wanted.parts["cue"] and not set(_words(text, cue)) & set(_words(text, wanted.parts["cue"])):
        yield f"cue of {found.id}: {found.cue!r}, not {_surface(text, tuple(wanted.parts['cue']))!r}"


def _fields(layer: str, found: Found, wanted: dict[str, str]) -> Iterator[str]:
    for key, value in wanted.items():
        got = getattr(found, key)
        right = _same_number(value, got) if isinstance(found, Quantity) and key in _NUMBER else value == _plain(got)
        if not right:
            name = found.id if isinstance(found, Attribution) else found.text
            yield f"{layer} {name!r}: {key}={got!r}, not {value!r}"


def _same_number(wanted: str, got: float | None) -> bool:
    if not wanted or got is None:
        return not wanted and got is None
    return abs(float(wanted) - got) <= 1e-6 * max(1.0, abs(got))


def _plain(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _spans(text: str, record: Found) -> Spans:
    if isinstance(record, Attribution):
        return _words(text, record.content_spans)
    return ((record.start, record.end),)


def _words(text: str, spans: Sequence[tuple[int, int]]) -> Spans:
    """Return the words within the spans: marks and spaces at the edges make no difference."""
    return tuple((s + m.start(), s + m.end()) for s, e in sorted(spans) for m in re.finditer(r"[\w%£$€]+", text[s:e]))


def _surface(text: str, spans: Spans) -> str:
    return text[spans[0][0] : spans[-1][1]] if spans else ""
