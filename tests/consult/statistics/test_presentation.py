"""A table of answers against answers in words."""

import pytest
from sqlalchemy.orm import Session

from consult.statistics.association import Association
from consult.statistics.crosstabs import DifferenceTest, cross_tables
from consult.statistics.presentation import shown_table
from consult.statistics.variables import variables_of
from tests.factories import make_activity, make_consultation, make_submission


def test_cells_hold_people_and_per_cents_and_empty_lines_are_named(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    for position, area in (("support", "Abbey"), ("oppose", "Abbey"), ("support", "Beckton"), ("support", "")):
        make_submission(session, activity, answers={"position": position}, area=area)
    by_key = {variable.key: variable for variable in variables_of(session, activity)}
    (table,) = cross_tables(session, activity, by_key["position"], [by_key[":area"]])
    shown = shown_table(table, "row")
    assert list(shown.head[1:]) == ["Abbey", "Beckton", "Base"]
    assert [list(row[1:]) for row in shown.rows] == [
        ["1\xa0(50%)", "1\xa0(50%)", "2"],
        ["1\xa0(100%)", "0\xa0(0%)", "1"],
        ["2", "1", "3"],
        ["3.00", "4.00", "3.33"],
        ["3", "4", "4"],
    ]
    assert "Left out: 1 – Not answered." in shown.notes
    assert any(note.startswith("Not shown, since nobody is there: Strongly support") for note in shown.notes)


@pytest.mark.parametrize(
    ("found", "made", "probability"),
    [
        (
            Association(people=9, strength=0.5, probability=0.0004, adjusted=0.2, statistic=4.5, degrees=2),
            "Chi-square 4.50, df 2",
            "under 0.001",
        ),
        (Association(people=9, strength=0.5, probability=0.04, adjusted=0.2), "Fisher’s exact test", "0.040"),
        (
            Association(people=9, strength=0.5, probability=0.04, adjusted=0.2, is_drawn=True),
            "Exact test from 9,999 tables",
            "0.040",
        ),
    ],
)
def test_a_test_says_how_it_was_made(session: Session, found: Association, made: str, probability: str) -> None:
    activity = make_activity(session, make_consultation(session))
    make_submission(session, activity)
    by_key = {variable.key: variable for variable in variables_of(session, activity)}
    (table,) = cross_tables(session, activity, by_key["position"], [by_key[":area"]])
    tested = type(table)(**{**vars(table), "tests": [DifferenceTest("", found)]})
    ((about, *said),) = shown_table(tested, "column").tests
    assert about == "The whole table"
    assert said == [made, "9", probability, "0.200", "0.50"]
