"""Sharing the responses among those who read them: one response, or all that fit the filters of a list."""

import hashlib
from collections.abc import Sequence
from functools import cache

from sqlalchemy import ColumnElement, Executable, Select, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.accounts.models import Person, RoleGrant
from consult.accounts.queries import people
from consult.audit.services import record
from consult.consultations.models import Activity
from consult.desk.events import ResponsesAssigned, ResponsesUnassigned
from consult.desk.models import Assignment
from consult.kernel.authz import Actor, Role
from consult.kernel.db import begin_write, database_now, database_of
from consult.kernel.errors import ChangedMeanwhile, Invalid
from consult.kernel.messages import gettext as _
from consult.submissions.models import Submission
from consult.submissions.owners import require_desk

NOBODY = "-"
SLICE = 500


def readers(session: Session) -> dict[int, str]:
    """Return the names of those to whom responses can be assigned, by number: staff with an open account."""
    are_staff = Person.grants.any(RoleGrant.role.in_([Role.OFFICER, Role.ADMINISTRATOR]))
    return {person.id: person.name for person in session.scalars(people().where(Person.is_active, are_staff))}


def assigned_to(whom: str) -> ColumnElement[bool]:
    """Return the condition that a submission is for the officer of this number, or (`-`) for nobody."""
    given = select(Assignment.submission_id).where(Assignment.submission_id == Submission.id)
    if whom == NOBODY:
        return ~given.exists()
    number = int(whom) if whom.isascii() and whom.isdigit() and len(whom) < 10 else 0
    return given.where(Assignment.person_id == number).exists()


def readers_among(session: Session, numbers: Sequence[int]) -> dict[int, str]:
    """Return who is to read each of these submissions, by name."""
    query = select(Assignment.submission_id, Person.name).join(Person, Person.id == Assignment.person_id)
    return {row.submission_id: row.name for row in session.execute(query.where(Assignment.submission_id.in_(numbers)))}


def numbers_in(session: Session, found: Select[Submission]) -> list[int]:
    """Return the numbers of all submissions in a list, in order."""
    return sorted(session.scalars(found.with_only_columns(Submission.id).order_by(None)))


def seen_as(numbers: Sequence[int]) -> str:
    """Return by what a form knows whether a list is still the one it showed."""
    return hashlib.sha256(repr(list(numbers)).encode()).hexdigest()[:16]


def assign(
    session: Session, actor: Actor, activity: Activity, found: Select[Submission], person_id: int | None, *, seen: str
) -> int:
    """Give all submissions in a list to one officer to read, or to nobody (`None`), and return how many it was.

    Raises `Invalid` for somebody who may not read them, and `ChangedMeanwhile` when the list is not the one seen.
    """
    require_desk(session, activity)
    begin_write(session)
    if person_id is not None and person_id not in readers(session):
        raise Invalid(_("Select who is to read them."), {"person": _("Select who is to read them")})
    numbers = numbers_in(session, found)
    if seen_as(numbers) != seen:
        raise ChangedMeanwhile(_("Other responses fit now than when you looked. Look at how many it is, then confirm."))
    if not numbers:
        raise Invalid(_("No response fits, so there is nothing to assign."))
    if person_id is None:
        _take_back(session, numbers)
        event: ResponsesAssigned | ResponsesUnassigned = ResponsesUnassigned(
            consultation_id=activity.consultation_id, activity_id=activity.id, responses=len(numbers)
        )
    else:
        _give(session, actor, numbers, person_id)
        event = ResponsesAssigned(
            consultation_id=activity.consultation_id,
            activity_id=activity.id,
            person_id=person_id,
            responses=len(numbers),
        )
    record(session, event, actor)
    return len(numbers)


def _take_back(session: Session, numbers: Sequence[int]) -> None:
    for place in range(0, len(numbers), SLICE):
        session.execute(delete(Assignment).where(Assignment.submission_id.in_(numbers[place : place + SLICE])))


def _give(session: Session, actor: Actor, numbers: Sequence[int], person_id: int) -> None:
    by = {"person_id": person_id, "assigned_by_id": actor.person_id, "at": database_now(session)}
    rows = [{"submission_id": number, **by} for number in numbers]
    begin_write(session).execute(_upsert(database_of(session).is_sqlite), rows)


@cache
def _upsert(is_sqlite: bool) -> Executable:
    statement = sqlite.insert(Assignment) if is_sqlite else postgresql.insert(Assignment)
    replaced = {name: statement.excluded[name] for name in ("person_id", "assigned_by_id", "at")}
    return statement.on_conflict_do_update(index_elements=["submission_id"], set_=replaced)
