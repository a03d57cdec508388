"""Columns mean the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel.types import Base
from tests.factories import make_person

MOMENT = datetime(2026, 7, 1, 23, 30, 15, 123456, tzinfo=UTC)


def test_a_moment_comes_back_aware_in_utc_and_exact(session: Session) -> None:
    person = make_person(session)
    person.created_at = MOMENT.astimezone(timezone(timedelta(hours=1)))
    session.flush()
    session.expire_all()
    assert person.created_at == MOMENT
    assert person.created_at.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(session: Session) -> None:
    person = make_person(session)
    person.created_at = datetime(2026, 7, 1)
    with pytest.raises(StatementError, match="time zone"):
        session.flush()


def test_moments_are_compared_as_moments(session: Session) -> None:
    person = make_person(session)
    person.created_at = MOMENT
    session.flush()
    in_paris = MOMENT.astimezone(timezone(timedelta(hours=2)))
    assert session.scalar(select(Person.id).where(Person.created_at == in_paris)) == person.id
    assert session.scalar(select(Person.id).where(Person.created_at < in_paris)) is None


def test_an_absent_moment_stays_absent(session: Session) -> None:
    person = make_person(session)
    assert session.scalar(select(Person.created_at).where(Person.id == person.id + 1)) is None


def test_foreign_keys_are_enforced(session: Session) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        session.execute(text("INSERT INTO membership (organisation_id, person_id, title) VALUES (999, 999, '')"))


def test_every_constraint_has_a_name_so_that_it_can_be_changed_later() -> None:
    nameless = [
        f"{table.name}: {constraint}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert nameless == []
