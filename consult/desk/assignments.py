"""Sharing the responses among those who read them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.accounts.queries import holders_of
from consult.audit.services import record
from consult.consultations.models import Activity
from consult.desk.events import ResponsesAssigned, ResponsesUnassigned
from consult.desk.models import Assignment
from consult.kernel.authz import Actor, Role
from consult.kernel.db import begin_write, database_now
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.row_numbers import row_number
from consult.submissions.models import Submission
from consult.submissions.owners import require_desk

NOBODY = "-"


def readers(session: Session) -> dict[int, str]:
    """Return the names of those to whom responses can be assigned, by number: staff with an open account."""
    return {person.id: person.name for person in session.scalars(holders_of(Role.OFFICER, Role.ADMINISTRATOR))}


def assigned_to(whom: str) -> ColumnElement[bool]:
    """Return the condition that a submission is for the officer of this number, or (`-`) for nobody."""
    given = select(Assignment.submission_id).where(Assignment.submission_id == Submission.id)
    if whom == NOBODY:
        return ~given.exists()
    return given.where(Assignment.person_id == row_number(whom)).exists()


def readers_among(session: Session, numbers: Sequence[int]) -> dict[int, str]:
    """Return who is to read each of these submissions, by name."""
    query = select(Assignment.submission_id, Person.name).join(Person, Person.id == Assignment.person_id)
    return {row.submission_id: row.name for row in session.execute(query.where(Assignment.submission_id.in_(numbers)))}


def assign(session: Session, actor: Actor, activity: Activity, submission_id: int, person_id: int | None) -> None:
    """Give a submission to one officer to read, or to nobody (`None`); raises `Invalid` for who may not read it."""
    require_desk(session, activity, submission_id)
    if person_id is not None and person_id not in readers(session):
        raise Invalid(fields={"person": _("Select who is to read it")})
    reassign(session, actor, {submission_id: NOBODY if person_id is None else str(person_id)})
    of = {"consultation_id": activity.consultation_id, "activity_id": activity.id, "responses": 1}
    record(
        session,
        ResponsesUnassigned(**of) if person_id is None else ResponsesAssigned(**of, person_id=person_id),
        actor,
    )


def reassign(session: Session, actor: Actor, wanted: Mapping[int, str]) -> None:
    """Let each submission be for the officer of this number, or (`-`) for nobody; the caller records the event.

    Whoever has no account any more is nobody.
    """
    begin_write(session)
    session.execute(delete(Assignment).where(Assignment.submission_id.in_(wanted)))
    given = {int(whom) for whom in wanted.values() if whom != NOBODY}
    known = set(session.scalars(select(Person.id).where(Person.id.in_(given))))
    by = {"assigned_by_id": actor.person_id, "at": database_now(session)}
    rows = [
        {"submission_id": number, "person_id": int(whom), **by}
        for number, whom in sorted(wanted.items())
        if whom != NOBODY and int(whom) in known
    ]
    if rows:
        begin_write(session).execute(insert(Assignment), rows)
