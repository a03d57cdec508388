"""The database keeps the register complete: no row goes, no number changes, no count falls."""

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Delete, Update

from plugins.register.models import Deployment, Year
from tests.plugins.register.conftest import STRATFORD, taken

REFUSED = (
    delete(Deployment),
    update(Deployment).values(number="D-2025-099"),
    update(Deployment).values(serial=99),
    delete(Year),
    update(Year).values(rows=0),
)


@pytest.mark.parametrize("statement", REFUSED, ids=str)
def test_the_database_refuses_to_lose_a_row(session: Session, statement: Delete | Update) -> None:
    taken(session, STRATFORD)
    with pytest.raises(DBAPIError, match="permanent record"), session.begin_nested():
        session.execute(statement)
    assert session.scalars(select(Deployment.number)).all() == ["D-2025-001"]
    assert session.scalars(select(Year.rows)).all() == [1]


def test_what_a_row_says_may_change(session: Session) -> None:
    taken(session, STRATFORD)
    session.execute(update(Deployment).values(arrests=5))
    assert session.scalar(text("SELECT arrests FROM register_deployment")) == 5
