"""A deadline is over when its day has passed, and only a known role can have to meet it."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.deadlines.models import Deadline


def _deadline(owner: str = "officer") -> Deadline:
    day = date(2026, 12, 10)
    return Deadline(
        kind="issue",
        subject_id=7,
        text="Answer it",
        owner=owner,
        due_on=day,
        remind_on=day,
        made_at=datetime(2026, 12, 1, tzinfo=UTC),
    )


def test_the_day_itself_is_in_time() -> None:
    made = _deadline()
    assert made.reference == Reference("issue", 7)
    assert [made.is_overdue(date(2026, 12, day)) for day in (9, 10, 11)] == [False, False, True]


def test_nobody_in_no_role_can_be_named(session: Session) -> None:
    session.add(_deadline("mayor"))
    with pytest.raises(IntegrityError):
        session.flush()
