"""Putting facts in the audit log."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.contract.deployment import deployment_of
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, database_now
from consult.kernel.events import Event

_INSERT = insert(AuditEntry).inline()


def record(session: Session, event: Event, by: Actor, *, at: datetime | None = None) -> None:
    """Write the fact in the audit log and call its subscribers, all in the session's transaction.

    `at` is the moment by the database's clock, where the caller has just asked for it.
    """
    at = at or database_now(session)
    if event.is_anonymous:
        at = at.replace(minute=0, second=0, microsecond=0)
    begin_write(session).execute(
        _INSERT,
        {
            "at": at,
            "name": event.name,
            "actor_id": None if event.is_anonymous else by.person_id,
            "actor_name": "" if event.is_anonymous else by.name,
            "consultation_id": event.consultation_id,
            "facts": event.facts(),
        },
    )
    for handle in deployment_of(session).registry.subscribers.get(type(event), ()):
        handle(session, event)
