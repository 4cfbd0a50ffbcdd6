import json

import measure
import recombined
from measure import Cost


def test_an_archive_is_made_of_the_paragraphs_of_its_source(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("It rained in Eastmoor.\n\nNg counted 40 boats.\n", encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text("The pier closed.\n", encoding="utf-8")

    words = recombined.write(9, tmp_path / "made.jsonl", tmp_path / "in")

    made = [json.loads(line) for line in (tmp_path / "made.jsonl").read_text(encoding="utf-8").splitlines()]
    assert made == list(recombined.made(9, tmp_path / "in"))
    assert len({article["id"] for article in made}) == 9
    assert words == sum(len(article["text"].split()) for article in made)
    drawn = {part for article in made for part in article["text"].split("\n\n")}
    assert drawn <= {"It rained in Eastmoor.", "Ng counted 40 boats.", "The pier closed."}


def test_a_rate_leaves_starting_out(tmp_path):
    archives = measure.Archives(tmp_path / "small", tmp_path / "large", (1_000, 9_000), tmp_path)

    found = measure.rate(archives, lambda file: Cost(3.0 if file.name == "small" else 7.0, 0.0, 0.0))

    assert found == 2_000
