"""A fact is written in the transaction of its change, with whoever listens, and without what must not be joined."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.audit.services import record
from consult.contract.deployment import deployment_of
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.kernel.events import Event, Subscriber, on
from tests.factories import make_actor, make_person
from tests.support.deployments import change_deployment, with_feature


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    name: ClassVar[str] = "kitchen.kettle_boiled"
    sentence: ClassVar[str] = "{actor} boiled {cups} cups"

    cups: int


@dataclass(frozen=True, kw_only=True)
class BallotCast(Event):
    name: ClassVar[str] = "kitchen.ballot_cast"
    sentence: ClassVar[str] = "Somebody voted on the biscuits"
    is_anonymous: ClassVar[bool] = True


MOMENT = datetime(2026, 11, 2, 9, 41, 27, tzinfo=UTC)


def only_entry(session: Session) -> AuditEntry:
    return session.scalars(select(AuditEntry)).one()


def test_the_entry_says_who_what_and_when(session: Session, clock_at: Callable[..., datetime]) -> None:
    clock_at(MOMENT)
    actor = make_actor(session, Role.OFFICER)
    record(session, KettleBoiled(consultation_id=7, cups=4), by=actor)
    entry = only_entry(session)
    assert (entry.at, entry.name, entry.actor_id, entry.actor_name) == (
        MOMENT,
        "kitchen.kettle_boiled",
        actor.person_id,
        actor.name,
    )
    assert (entry.consultation_id, entry.facts) == (7, {"cups": 4})


def test_the_system_acts_under_its_own_name(session: Session) -> None:
    record(session, KettleBoiled(cups=1), by=SYSTEM)
    assert (only_entry(session).actor_id, only_entry(session).actor_name) == (None, "Consult")


def test_an_anonymous_fact_keeps_nobody_and_only_the_hour(session: Session, clock_at: Callable[..., datetime]) -> None:
    clock_at(MOMENT)
    record(session, BallotCast(consultation_id=7), by=make_actor(session))
    entry = only_entry(session)
    assert (entry.actor_id, entry.actor_name) == (None, "")
    assert entry.at == MOMENT.replace(minute=0, second=0)


def listen(database: Database, subscriber: Subscriber[KettleBoiled]) -> None:
    registry = deployment_of(database).registry
    change_deployment(database, registry=with_feature(registry, subscribers=(subscriber,)))


def test_whoever_listens_acts_in_the_same_transaction(live_database: Database) -> None:
    def pour(session: Session, event: KettleBoiled) -> None:
        for number in range(event.cups):
            make_person(session, email=f"{number}@people.example")

    listen(live_database, on(KettleBoiled, pour))
    with live_database.sessions() as session:
        record(session, KettleBoiled(cups=3), by=SYSTEM)
        assert session.scalar(select(func.count(Person.id))) == 3
    with live_database.reading() as session:
        assert session.scalar(select(func.count(Person.id))) == 0
        assert session.scalar(select(func.count(AuditEntry.id))) == 0


def test_a_listener_that_fails_takes_the_fact_with_it(live_database: Database) -> None:
    def refuse(session: Session, event: KettleBoiled) -> None:
        raise ZeroDivisionError

    listen(live_database, on(KettleBoiled, refuse))
    with pytest.raises(ZeroDivisionError):
        live_database.write(lambda session: record(session, KettleBoiled(cups=1), by=SYSTEM))
    with live_database.reading() as session:
        assert session.scalar(select(func.count(AuditEntry.id))) == 0
