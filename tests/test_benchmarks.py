import json

import measure
import recombined
import reruns
from measure import Cost

from quotestats.records import Article


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


def test_aliases_are_chosen_by_how_many_articles_hold_them():
    texts = ["the Board met", "a Board sat with Dorr", *["it rained"] * 8]
    assert reruns.names([Article(id=str(n), text=text) for n, text in enumerate(texts)]) == ("Board", "Dorr")


def test_each_variant_of_an_article_has_a_text_of_its_own():
    made = list(reruns.variants([Article(id="a", text="It rained."), Article(id="b", text="It rained.")], 3))
    assert len({one["id"] for one in made}) == 6
    assert len({one["text"] for one in made}) == 3
    assert all(one["text"].startswith("It rained.\n\n") for one in made)


def test_a_rerun_is_told_in_percent_of_the_first():
    found = [
        reruns.Rerun(name, 1, 0, Cost(cpu, 0.0, 0.0)) for name, cost in (("first run", 8), ("x", 1)) for cpu in [cost]
    ]
    assert reruns.table(found, 3, 1_000).splitlines()[-1] == "| x | 1 | 0 | 1.0 | 12.5% |"
