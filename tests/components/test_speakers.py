"""Who each source is, by a table of sentences: ``speakers.txt`` beside this file."""

from pathlib import Path

import pytest

from quotestats import layers, model
from quotestats.records import Article

LINES = Path(__file__).with_name("speakers.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", [line for line in LINES if line and not line.startswith("#")])
def test_speakers(nlp, line):
    head, _, wanted = line.partition("=>")
    published, outlet, text = (cell.strip() for cell in head.split(" |", 2))
    article = Article(id="x", text=text.lstrip("| ").replace("\\n", "\n"), published=published, outlet=outlet)

    doc = next(iter(model.read(nlp, [article])))

    found = [a.actor_id or f"?{a.actor}" for a in layers.attributions(doc) if a.source]
    assert found == [one.strip() for one in wanted.split(",") if one.strip()]
