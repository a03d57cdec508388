"""Columns have the type that a data package names."""

from consult.packs.columns import COLUMNS, NUMBERS, RESULTS, kind_of


def test_numbers_are_numbers_and_all_else_is_text() -> None:
    found = [kind_of(RESULTS, column) for column in ("people", "percent", "code", "text")]
    assert found == ["number", "number", "string", "string"]
    assert kind_of("1_responses.csv", "people") == "string"
    assert {column for columns in COLUMNS.values() for column in columns} >= NUMBERS
