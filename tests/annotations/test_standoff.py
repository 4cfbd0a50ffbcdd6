"""The shapes that the tools document, read, and written so that they read the same again."""

import json

import pytest

from quotestats.annotations import standoff
from quotestats.annotations.standoff import MEANINGS, Link, Mark, Marked, brat
from quotestats.errors import SourceError

TEXT = "😀 Dee said 40 boats left.\nRoe agreed."
PLACE = TEXT.index("40")

PRODIGY = json.dumps(
    {
        "text": TEXT,
        "_input_hash": -1,
        "_task_hash": 2,
        "meta": {"article_id": "a"},
        "tokens": [{"text": "Dee", "start": 2, "end": 5, "id": 1, "ws": True}],
        "spans": [
            {"start": PLACE, "end": PLACE + 2, "token_start": 3, "token_end": 3, "label": "QUANTITY", "unit": "boat"},
            {"start": 2, "end": 5, "label": "SOURCE"},
        ],
        "relations": [
            {
                "head": 3,
                "child": 1,
                "head_span": {"start": PLACE, "end": PLACE + 2, "label": "QUANTITY"},
                "child_span": {"start": 2, "end": 5, "label": "SOURCE"},
                "label": "SAID_BY",
            }
        ],
        "answer": "accept",
        "_view_id": "relations",
    }
)
DOCCANO = json.dumps({"id": 7, "text": TEXT, "article_id": "a", "label": [[PLACE, PLACE + 2, "QUANTITY"]]})
DOCCANO_RELATIONS = json.dumps(
    {
        "id": 7,
        "text": TEXT,
        "article_id": "a",
        "entities": [
            {"id": 1, "label": "QUANTITY", "start_offset": PLACE, "end_offset": PLACE + 2},
            {"id": 2, "label": "SOURCE", "start_offset": 2, "end_offset": 5},
        ],
        "relations": [{"id": 1, "from_id": 1, "to_id": 2, "type": "SAID_BY"}],
        "Comments": [],
    }
)
STUDIO = json.dumps(
    [
        {
            "id": 1,
            "data": {"text": TEXT, "article_id": "a"},
            "annotations": [
                {
                    "id": 5,
                    "completed_by": 1,
                    "was_cancelled": False,
                    "result": [
                        {
                            "id": "x1",
                            "from_name": "label",
                            "to_name": "text",
                            "type": "labels",
                            "value": {
                                "start": PLACE + 1,  # the smiley is two UTF-16 units
                                "end": PLACE + 3,
                                "text": "40",
                                "labels": ["QUANTITY"],
                            },
                        },
                        {
                            "id": "x1",
                            "from_name": "unit",
                            "to_name": "text",
                            "type": "textarea",
                            "value": {"start": PLACE + 1, "end": PLACE + 3, "text": ["boat"]},
                        },
                    ],
                },
                {"id": 6, "was_cancelled": True, "result": []},
            ],
        }
    ]
)
BRAT = (
    f"T1\tQUANTITY {PLACE} {PLACE + 2}\t40\n"
    "T2\tSOURCE 2 5\tDee\n"
    f"T3\tCONTENT {PLACE} {PLACE + 8};28 31\t40 boats Roe\n"
    "E1\tSaying:T3 Speaker:T2\n"
    "R1\tSaidBy Arg1:T1 Arg2:T2\n"
    "A1\tunit T1 boat\n"
    "A2\tNegated T1\n"
    "N1\tReference T2 Wikipedia:42\tAda Dee\n"
    "#1\tAnnotatorNotes T1\tlooks right\n"
    "*\tSame T2 T1\n" + brat.BREAK + TEXT
)
WEB = json.dumps(
    {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "items": [
            {
                "id": "urn:1",
                "type": "Annotation",
                "body": [
                    {"type": "TextualBody", "purpose": "tagging", "value": "QUANTITY"},
                    {"type": "TextualBody", "purpose": "unit", "value": "boat"},
                ],
                "target": {
                    "source": "a",
                    "selector": [
                        {"type": "TextQuoteSelector", "exact": "40", "prefix": "Dee said ", "suffix": " boats"},
                        {"type": "TextPositionSelector", "start": PLACE, "end": PLACE + 2},
                    ],
                },
            }
        ],
    }
)
EXAMPLES = [
    ("prodigy", PRODIGY),
    ("doccano", DOCCANO),
    ("doccano", DOCCANO_RELATIONS),
    ("labelstudio", STUDIO),
    ("brat", BRAT),
    ("webannotation", WEB),
]


@pytest.mark.parametrize(("name", "content"), EXAMPLES)
def test_a_documented_shape_is_read_with_right_offsets(name, content):
    (document,) = standoff.tool(name).read(content)
    mark = document.marks[0]
    assert (mark.label, mark.start, mark.end, mark.words) == ("QUANTITY", PLACE, PLACE + 2, "40")
    assert document.id == ("" if name == "brat" else "a")
    if document.text:
        assert document.text == TEXT
    if name in ("prodigy", "labelstudio", "brat", "webannotation"):
        assert ("unit", "boat") in mark.attributes


@pytest.mark.parametrize(("name", "content"), EXAMPLES)
def test_what_is_written_reads_the_same(name, content):
    tool = standoff.tool(name)
    first = tool.read(content)
    written = tool.write(first) + (brat.BREAK + TEXT if name == "brat" else "")
    second = tool.read(written)
    assert [without_ids(one) for one in second] == [without_ids(one) for one in first]


def without_ids(one):
    number = {mark.id: place for place, mark in enumerate(one.marks)}
    marks = [(mark.label, mark.spans, mark.words, sorted(mark.attributes)) for mark in one.marks]
    links = sorted((link.label, [(role, number[mark]) for role, mark in link.roles]) for link in one.links)
    return one.id, one.text, marks, links, one.answer


def test_brat_keeps_parts_events_notes_and_references():
    (document,) = standoff.tool("brat").read(BRAT)
    assert document.marks[2].spans == ((PLACE, PLACE + 8), (28, 31))
    assert document.marks[1].attributes == (("reference", "Wikipedia:42 Ada Dee"),)
    assert set(document.marks[0].attributes) == {("unit", "boat"), ("Negated", "true"), ("note", "looks right")}
    assert Link("Saying", (("Saying", "T3"), ("Speaker", "T2")), "E1") in document.links


@pytest.mark.parametrize("name", MEANINGS)
def test_every_tool_takes_what_another_gave(name):
    mark = Mark("s1", "quantities", ((PLACE, PLACE + 2),), "40", (("unit", "boat"),))
    tool = standoff.tool(name)
    written = tool.write([Marked("a", TEXT, (mark,))])
    (back,) = tool.read(written + (brat.BREAK + TEXT if name == "brat" else ""))
    assert back.marks[0].spans == mark.spans
    assert back.marks[0].label == mark.label


@pytest.mark.parametrize(("name", "content"), [("prodigy", "{"), ("labelstudio", "no"), ("brat", "T1\tx")])
def test_what_is_no_file_of_the_tool_is_refused(name, content):
    with pytest.raises(SourceError):
        standoff.tool(name).read(content)


def test_answers_that_were_ignored_are_left_out():
    lines = [json.dumps({"text": TEXT, "answer": answer}) for answer in ("reject", "ignore")]
    assert [one.answer for one in standoff.tool("prodigy").read("\n".join(lines))] == ["reject"]
