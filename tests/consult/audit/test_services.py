"""A fact is on the trail in the transaction of the change, and whoever listens hears of it there."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.audit.services import record
from consult.kernel.authz import Role
from consult.kernel.db import database_of
from consult.kernel.events import EVENTS, Event
from tests.factories import make_actor


@dataclass(frozen=True, kw_only=True)
class Measured(Event):
    """An event with a name."""

    name = "tests.measured"
    sentence = "{actor} measured {count}"

    count: int


@dataclass(frozen=True, kw_only=True)
class Whispered(Event):
    """An event without one."""

    name = "tests.whispered"
    sentence = "Somebody whispered"
    is_anonymous = True


def test_an_event_is_written_with_actor_and_facts(session: Session) -> None:
    actor = make_actor(session, Role.OFFICER)
    record(session, Measured(count=3, consultation_id=7), by=actor)
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.name, entry.actor_id, entry.actor_name) == ("tests.measured", actor.person_id, actor.name)
    assert (entry.consultation_id, entry.facts) == (7, {"count": 3})


def test_an_anonymous_event_keeps_neither_actor_nor_minute_though_somebody_acted(session: Session) -> None:
    record(session, Whispered(), by=make_actor(session, Role.OFFICER))
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.actor_id, entry.actor_name) == (None, "")
    assert (entry.at.minute, entry.at.second, entry.at.microsecond) == (0, 0, 0)


def test_who_listens_is_called_in_the_same_transaction(session: Session) -> None:
    heard: list[int] = []
    database = database_of(session)
    database.subscribers = {
        **database.subscribers,
        Measured: (lambda opened, event: heard.append(len(opened.scalars(select(AuditEntry)).all()) + event.count),),
    }
    record(session, replace(Measured(count=1), count=10), by=make_actor(session))
    record(session, Whispered(), by=make_actor(session))
    assert heard == [11]


def test_an_event_is_found_by_its_name() -> None:
    assert EVENTS["tests.measured"] is Measured
    assert "accounts.signed_in" in EVENTS
