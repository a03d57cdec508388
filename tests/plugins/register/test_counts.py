"""The database counts what is written, by whomever, and takes no row whose number does not follow the last."""

from typing import Any

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from plugins.register.models import Deployment, Year
from plugins.register.queries import number_of_rows
from tests.plugins.register.conftest import STRATFORD, taken


def copied(session: Session, **changed: object) -> dict[str, Any]:
    """Return what a row says, with some of it changed."""
    row = session.scalars(select(Deployment).order_by(Deployment.id)).first()
    assert row is not None
    columns = [column.name for column in Deployment.__table__.columns if column.name not in {"id", "key"}]
    return {name: getattr(row, name) for name in columns} | changed


def test_what_is_written_past_the_code_is_counted(session: Session) -> None:
    taken(session, STRATFORD)
    session.execute(
        insert(Deployment),
        [
            copied(session, number="D-2025-002", serial=2),
            copied(session, number="D-2025-003", serial=3),
            copied(session, number="D-2031-001", year=2031, serial=1),
        ],
    )
    assert number_of_rows(session) == session.scalar(select(func.count(Deployment.id))) == 4
    assert {year.year: year.rows for year in session.scalars(select(Year))} == {2025: 3, 2031: 1}


@pytest.mark.parametrize(
    "changed",
    [
        {"number": "D-2025-003", "serial": 3},
        {"number": "D-2025-000", "serial": 0},
        {"number": "D-2025-2", "serial": 2},
        {"number": "D-2026-002", "serial": 2},
        {"number": "D-2026-002", "serial": 2, "year": 2026},
    ],
    ids=str,
)
def test_a_number_that_does_not_follow_is_refused(session: Session, changed: dict[str, object]) -> None:
    taken(session, STRATFORD)
    with pytest.raises(DBAPIError, match="follow each other"), session.begin_nested():
        session.execute(insert(Deployment).values(copied(session, **changed)))
    assert number_of_rows(session) == session.scalar(select(func.count(Deployment.id))) == 1
