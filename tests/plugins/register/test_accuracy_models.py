"""The database keeps every result and every version: none goes, and none says later that it said something else."""

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Delete, Update

from plugins.register.accuracy_models import Accuracy, ResultVersion
from tests.plugins.register.test_accuracy_imports import FIRST, taken

REFUSED = (
    delete(Accuracy),
    update(Accuracy).values(subgroup="women"),
    delete(ResultVersion),
    update(ResultVersion).values(cells={}),
    update(ResultVersion).values(number=9),
    update(ResultVersion).values(reason="Another"),
)


@pytest.mark.parametrize("statement", REFUSED, ids=str)
def test_the_database_refuses_to_lose_what_was_said(session: Session, statement: Delete | Update) -> None:
    taken(session, FIRST)
    with pytest.raises(DBAPIError, match="permanent record"), session.begin_nested():
        session.execute(statement)
    assert session.scalars(select(ResultVersion.cells["value"].as_string())).all() == ["0.017"]


def test_what_a_result_says_may_change(session: Session) -> None:
    taken(session, FIRST)
    session.execute(update(Accuracy).values(value="0.02"))
    assert session.scalar(text("SELECT value FROM register_accuracy")) == "0.02"
