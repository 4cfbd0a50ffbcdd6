"""A small archive in a folder of its own, run with a recipe that needs no spaCy, for tests of what reads its tables."""

import csv

from click.testing import CliRunner

from quotestats import annotations, batch
from quotestats.cli.main import cli
from quoting_recipe import QuotingRecipe


class Archive:
    """Articles below ``corpus``, tables in ``outputs``: what the defaults of the commands name."""

    def __init__(self, folder):
        self.folder = folder
        self.outputs = folder / "outputs"
        self.annotations = folder / "corpus/annotations"
        for name in ("corpus/articles", "corpus/annotations"):
            (folder / name).mkdir(parents=True)
        self._about = {}

    def article(self, name, text, **about):
        """Write a text file, and what is said of it into metadata.csv."""
        (self.folder / f"corpus/articles/{name}.txt").write_text(text, encoding="utf-8", newline="")
        self._about[name] = about
        with (self.folder / "corpus/articles/metadata.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, ["id", "title", "published", "outlet", "url", "author"])
            table.writeheader()
            table.writerows({"id": name, **about} for name, about in self._about.items())

    def actor(self, actor_id, name, alias):
        table = [["actor_id", "name", "type"], [actor_id, name, "person"]]
        self._write("actors", table)
        self._write("aliases", [["alias", "actor_id"], [alias, actor_id]])

    def _write(self, name, table):
        with (self.annotations / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)

    def run(self, *, keep_text=True):
        kept = annotations.read(self.annotations)
        recipe = QuotingRecipe(kept.overlay)
        return batch.run(batch.Plan(["corpus/articles"], self.outputs, recipe, annotations=kept, keep_text=keep_text))

    def rows(self, table="quoted_statistics"):
        with (self.outputs / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))


def call(*arguments, code=0):
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert result.exit_code == code, f"{result.output}{result.exception}"
    return result


def refused(*arguments):
    return str(call(*arguments, code=1).exception)
