"""Who writes where: said by each page every few seconds, and forgotten when it says no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.sdk.access import Actor
from consult.sdk.database import database_now, lock_row
from consult.sdk.people import Person
from plugins.motion.drafting.document import is_key
from plugins.motion.drafting.models import DraftPresence
from plugins.motion.models import Motion

HOLDS = timedelta(seconds=20)


@dataclass(frozen=True)
class Present:
    """Somebody who writes in a clause at this moment."""

    person_id: int
    name: str
    clause: str


def note_presence(session: Session, actor: Actor, motion: Motion, clause: str) -> None:
    """Write down in which clause the actor writes; an empty id, or one that is none, means in no clause."""
    if actor.person_id is None:
        return
    # Another tab of the same person waits until this one has said where it is.
    lock_row(session, session.get_one(Person, actor.person_id))
    found = session.get(DraftPresence, (motion.id, actor.person_id), populate_existing=True)
    if is_key(clause):
        if found is None:
            found = DraftPresence(motion_id=motion.id, person_id=actor.person_id)
            session.add(found)
        found.clause_key, found.seen_at = clause, database_now(session)
    elif found is not None:
        session.delete(found)
    session.flush()


def present_in(session: Session, actor: Actor, motion: Motion) -> Sequence[Present]:
    """Return who else writes in the draft at this moment, and where."""
    return [one for one in everybody_in(session, motion) if one.person_id != actor.person_id]


def everybody_in(session: Session, motion: Motion) -> Sequence[Present]:
    """Return all who write in the draft at this moment, and where."""
    query = (
        select(DraftPresence)
        .options(joinedload(DraftPresence.person))
        .where(DraftPresence.motion_id == motion.id, DraftPresence.seen_at > database_now(session) - HOLDS)
    )
    found = session.scalars(query.order_by(DraftPresence.person_id))
    return [Present(one.person_id, one.person.name, one.clause_key) for one in found]
