import json

from quotestats.formats import datapackage, writers
from quotestats.formats.columns import TABLES


def test_the_package_describes_every_table_and_column(tmp_path):
    with writers.writer("csv").open(tmp_path):
        pass
    package = json.loads(datapackage.text(tmp_path, dict.fromkeys(TABLES, 0)))
    described = {one["name"]: [field["name"] for field in one["schema"]["fields"]] for one in package["resources"]}
    assert described == {name: list(table.names) for name, table in TABLES.items()}
    assert all(field["description"] for one in package["resources"] for field in one["schema"]["fields"])
