import pytest

from quotestats.formats.columns import TABLES, ColumnError, values

# CONTRACT section 2, in its order.
QUOTED = """
statistic_id article_id published outlet title url quantity start end value value_low value_high bound kind unit per
counted direction role compared_to time year period_start period_end source source_start source_end
actor_id actor actor_type actor_wikidata resolved_by relayed_by cue quote_type stance
attribution_id content sentence confidence reviewed
"""


def test_quoted_statistics_has_the_public_columns_in_order():
    assert TABLES["quoted_statistics"].names == tuple(QUOTED.split())


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_column_says_what_it_means_once(table):
    assert len(set(table.names)) == len(table.names)
    assert all(column.meaning and "\n" not in column.meaning for column in table.columns)


def test_same_name_means_the_same_type_everywhere():
    types = {}
    for table in TABLES.values():
        for column in table.columns:
            if (table.name, column.name) != ("times", "value"):  # the value of TIMEX3, by its own name
                assert types.setdefault(column.name, column.type) == column.type


def test_values_come_in_the_order_of_the_table_whatever_the_row_has():
    table = TABLES["times"]
    row = {name: number for number, name in enumerate(sorted(table.names))}
    assert values(table, row) == [row[name] for name in table.names]


def test_missing_and_unknown_columns_are_refused_by_name():
    row = dict.fromkeys(TABLES["times"].names, "") | {"colour": "red"}
    del row["type"]
    with pytest.raises(ColumnError, match=r"missing columns \['type'\] and unknown columns \['colour'\]"):
        values(TABLES["times"], row)
