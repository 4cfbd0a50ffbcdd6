"""brat standoff (brat.nlplab.org/standoff.html): text-bound annotations, relations, events, attributes, notes.

A file of annotations has no text: ``read`` takes the text after it, parted by ``BREAK``, a form feed on a line.
"""

from collections import defaultdict
from collections.abc import Iterable

from quotestats.annotations.standoff import Link, Mark, Marked, Pair
from quotestats.errors import SourceError

BREAK = "\x0c\n"
_NOTE, _REFERENCE = "note", "reference"


def read(content: str) -> list[Marked]:
    """Return the one document of an .ann file followed by its text."""
    lines, _, text = content.partition(BREAK)
    bound: dict[str, tuple[str, tuple[tuple[int, int], ...], str]] = {}
    more: dict[str, list[Pair]] = defaultdict(list)
    links: list[Link] = []
    for number, line in enumerate(lines.splitlines(), 1):
        name, *cells = line.split("\t")
        try:
            _line(name, cells, bound, more, links)
        except (ValueError, IndexError) as error:
            raise SourceError(f"line {number}: no brat annotation: {line[:60]}") from error
    marks = [Mark(name, label, spans, words, tuple(more[name])) for name, (label, spans, words) in bound.items()]
    return [Marked("", text, tuple(marks), tuple(links))]


def _line(
    name: str,
    cells: list[str],
    bound: dict[str, tuple[str, tuple[tuple[int, int], ...], str]],
    more: dict[str, list[Pair]],
    links: list[Link],
) -> None:
    """Take in one line. Raises ValueError or IndexError when it is none that brat writes."""
    if not name.strip():
        return
    kind, first = name[0], cells[0].split(" ")
    if kind == "T":
        offsets = cells[0].removeprefix(first[0]).strip().split(";")
        spans = tuple((int(start), int(end)) for start, end in (part.split() for part in offsets))
        bound[name] = (first[0], spans, cells[1])
    elif kind in "RE*":
        roles = [_pair(one) for one in first if ":" in one]
        label = first[0] if kind != "E" else roles[0][0]
        if kind == "*":
            roles = [("Arg", one) for one in first[1:]]
        links.append(Link(label, tuple(roles), name))
    elif kind in "AM":
        more[first[1]].append((first[0], first[2] if len(first) > 2 else "true"))
    elif kind == "N":
        more[first[1]].append((_REFERENCE, " ".join([first[2], *cells[1:]])))
    elif kind == "#":
        more[first[1]].append((_NOTE, cells[1] if len(cells) > 1 else ""))
    else:
        raise ValueError(name)


def _pair(words: str) -> Pair:
    role, _, mark = words.partition(":")
    return role, mark


def write(documents: Iterable[Marked]) -> str:
    """Return the .ann file of one document; brat keeps each in a file of its own."""
    lines: list[str] = []
    numbers = iter(range(1, 10**9))
    for one in documents:
        names = {mark.id: f"T{place}" for place, mark in enumerate(one.marks, 1)}
        for mark in one.marks:
            spans = ";".join(f"{start} {end}" for start, end in mark.spans)
            lines.append(f"{names[mark.id]}\t{mark.label} {spans}\t{' '.join(mark.words.split())}")
            lines += [_attribute(names[mark.id], pair, next(numbers)) for pair in mark.attributes]
        for link in one.links:
            lines.append(_link(link, names, next(numbers)))
    return "".join(f"{line}\n" for line in lines)


def _attribute(mark: str, pair: Pair, number: int) -> str:
    name, value = pair
    if name == _NOTE:
        return f"#{number}\tAnnotatorNotes {mark}\t{' '.join(value.split())}"
    if name == _REFERENCE:
        reference, _, words = value.partition(" ")
        return f"N{number}\tReference {mark} {reference}\t{words}"
    return f"A{number}\t{name} {mark}" + (f" {'_'.join(value.split())}" if value != "true" else "")


def _link(link: Link, names: dict[str, str], number: int) -> str:
    roles = [(role, names.get(mark, mark)) for role, mark in link.roles]
    if link.id.startswith("E"):
        return f"{link.id}\t" + " ".join(f"{role}:{mark}" for role, mark in roles)
    if link.id.startswith("*"):
        return f"*\t{link.label} " + " ".join(mark for _, mark in roles)
    arguments = " ".join(f"Arg{place}:{mark}" for place, (_, mark) in enumerate(roles, 1))
    return f"{link.id if link.id.startswith('R') else f'R{number}'}\t{link.label} {arguments}"
