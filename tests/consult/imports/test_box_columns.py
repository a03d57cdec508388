"""Columns that belong to one question are found together."""

from consult.imports.box_columns import box_columns, likeness
from tests.consult.imports.test_cell_values import TRAVEL


def titles(*columns: str) -> list[tuple[str, list[str]]]:
    return [(group.title, list(group.columns.values())) for group in box_columns(columns, TRAVEL)]


def test_groups_are_found_and_the_likeliest_is_first() -> None:
    columns = ("id", "other__a", "other__b", "travel__walk", "travel__bus", "Q: Walk", "Q: Bus, tram")
    assert titles(*columns) == [
        ("travel", ["travel__walk", "travel__bus"]),
        ("Q", ["Q: Walk", "Q: Bus, tram"]),
        ("other", ["other__a", "other__b"]),
    ]


def test_one_column_is_a_group_only_when_it_is_called_after_the_question() -> None:
    assert titles("travel__walk", "x__walk") == [("travel", ["travel__walk"])]


def test_columns_that_are_called_like_the_answers_are_a_group() -> None:
    assert titles("Walk", "Bus, tram", "why") == [("", ["Walk", "Bus, tram"])]
    assert titles("Walk", "why") == []


def test_a_name_goes_before_answers() -> None:
    named, answers = box_columns(("travel__foo", "travel__bar", "x__walk", "x__bus"), TRAVEL)
    assert likeness(named, TRAVEL) > likeness(answers, TRAVEL) == 2
