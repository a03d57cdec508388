"""Whoever writes to the database changes, deletes or makes up no number of a case."""

from typing import Any

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from plugins.authorisation.models import Case, Series
from tests.plugins.authorisation.conftest import Desk


def copied(case: Case, **changed: object) -> dict[str, Any]:
    """Return what a case says, with some of it changed."""
    return {
        column.name: getattr(case, column.name) for column in Case.__table__.columns if column.name != "id"
    } | changed


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE authorisation_case SET number = 'A-2020-001'",
        "UPDATE authorisation_case SET id = id + 100",
        "DELETE FROM authorisation_case",
        "UPDATE authorisation_series SET last = last - 1",
        "DELETE FROM authorisation_series",
        "UPDATE authorisation_series SET name = 'A-2020'",
    ],
)
def test_a_number_is_neither_changed_nor_deleted(desk: Desk, statement: str) -> None:
    number = desk.opened().number
    with pytest.raises(DBAPIError, match="permanent record"), desk.session.begin_nested():
        desk.session.execute(text(statement))
    desk.session.expire_all()
    assert desk.session.scalars(select(Case.number)).all() == [number]


@pytest.mark.parametrize(
    "number", ["{year}-002", "{year}-000", "{year}-2", "A-2020-001", "A-2020-002", "D-2026-002", ""]
)
def test_a_number_that_was_not_handed_out_is_refused(desk: Desk, number: str) -> None:
    case = desk.opened()
    made_up = number.format(year=case.number[:6])
    with pytest.raises(DBAPIError, match="follow each other"), desk.session.begin_nested():
        desk.session.execute(insert(Case).values(copied(case, number=made_up)))
    assert desk.session.scalar(select(func.count(Case.id))) == 1


def test_a_number_is_never_left_out(desk: Desk) -> None:
    case = desk.opened()
    desk.session.execute(text("UPDATE authorisation_series SET last = last + 2"))
    last = desk.session.scalars(select(Series.last)).one()
    with pytest.raises(DBAPIError, match="follow each other"), desk.session.begin_nested():
        desk.session.execute(insert(Case).values(copied(case, number=f"{case.number[:6]}-{last:03d}")))
    assert desk.session.scalars(select(Case.number)).all() == [case.number]


def test_the_next_number_is_taken(desk: Desk) -> None:
    numbers = [desk.opened().number for _ in range(3)]
    assert [number[-3:] for number in numbers] == ["001", "002", "003"]
