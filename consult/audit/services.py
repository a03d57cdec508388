"""Putting facts on the trail."""

from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, database_now, database_of
from consult.kernel.events import Event
from consult.kernel.prepared import Prepared

_INSERT = Prepared.insert(AuditEntry, "at", "name", "actor_id", "actor_name", "consultation_id", "facts")


def record(session: Session, event: Event, by: Actor) -> None:
    """Write the fact on the trail and call its subscribers, all in the session's transaction."""
    at = database_now(session)
    if event.is_anonymous:
        at = at.replace(minute=0, second=0, microsecond=0)
    begin_write(session)
    _INSERT.run(
        session,
        {
            "at": at,
            "name": event.name,
            "actor_id": None if event.is_anonymous else by.person_id,
            "actor_name": "" if event.is_anonymous else by.name,
            "consultation_id": event.consultation_id,
            "facts": event.facts(),
        },
    )
    for handle in database_of(session).subscribers.get(type(event), ()):
        handle(session, event)
