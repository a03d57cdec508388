"""Setting deadlines, meeting them, and reminding whoever has to."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.accounts.queries import holders_of
from consult.contract.deployment import address_of, deployment_of, speaking_to
from consult.contract.references import Reference
from consult.deadlines.models import Deadline
from consult.deadlines.queries import deadlines_of, due_reminders
from consult.deadlines.working_days import working_days_after
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import begin_write, database_now
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line
from consult.mail.services import send_mail

BEFORE = timedelta(days=7)
AGAIN = timedelta(days=7)
_DAY = timedelta(days=1)


def set_deadline(
    session: Session,
    reference: Reference,
    due: date,
    *,
    owner: Role,
    text: str,
    counted_from: date | None = None,
    person_id: int | None = None,
) -> Deadline:
    """Say by which day something has to be done about a row, and who is to do it: everybody in a role, or one person.

    The same text about the same row is the same deadline: its day is changed then, and it is open again.
    """
    text = clean_line(text)
    begin_write(session)
    deadline = session.scalar(deadlines_of(reference).where(Deadline.text == text))
    if deadline is None:
        deadline = Deadline(kind=reference.kind, subject_id=reference.id, text=text, made_at=database_now(session))
        session.add(deadline)
    deadline.owner, deadline.due_on, deadline.counted_from, deadline.met_at = owner.value, due, counted_from, None
    deadline.person_id = person_id
    early = due - BEFORE
    deadline.remind_on = early if early > _today(session) else due + _DAY
    session.flush()
    return deadline


def set_working_days(
    session: Session, reference: Reference, first: date, count: int, *, owner: Role, text: str
) -> Deadline:
    """Give this many working days after a day; the page can then show which days were left out."""
    due = working_days_after(session, first, count)
    return set_deadline(session, reference, due, owner=owner, text=text, counted_from=first)


def meet_deadlines(session: Session, reference: Reference) -> None:
    """Note that everything that was due about a row is done."""
    begin_write(session)
    for deadline in session.scalars(deadlines_of(reference).where(Deadline.met_at.is_(None))):
        deadline.met_at = database_now(session)
    session.flush()


def forget_deadlines(session: Session, reference: Reference) -> None:
    """Delete the deadlines of a row that is deleted."""
    session.execute(delete(Deadline).where(Deadline.kind == reference.kind, Deadline.subject_id == reference.id))


def remind_all(session: Session) -> int:
    """Write to whoever has to do what is due soon or overdue, and return how many deadlines it was about."""
    today, known = _today(session), deployment_of(session).registry.references
    reminded = 0
    for deadline in session.scalars(due_reminders(today)).all():
        if deadline.kind not in known:
            # Its plugin is switched off: nobody could do it.
            continue
        _remind(session, deadline, today)
        late = deadline.due_on < today
        deadline.remind_on = today + AGAIN if late else deadline.due_on + _DAY
        reminded += 1
    session.flush()
    return reminded


def _remind(session: Session, deadline: Deadline, today: date) -> None:
    for person in _who_does(session, deadline):
        with speaking_to(session, person.language):
            subject, body = _reminder(session, deadline, today)
            send_mail(session, to=person.email, subject=subject, body=body)


def _who_does(session: Session, deadline: Deadline) -> Sequence[Person]:
    person = session.get(Person, deadline.person_id) if deadline.person_id else None
    if person is not None and person.is_active:
        return [person]
    return session.scalars(holders_of(Role(deadline.owner))).all()


def _reminder(session: Session, deadline: Deadline, today: date) -> tuple[str, str]:
    day = local_date(deadline.due_on)
    if deadline.due_on < today:
        subject = _("Overdue: %(text)s", text=deadline.text)
        due = _("It was due on %(day)s.", day=day)
    else:
        subject = _("Due on %(day)s: %(text)s", day=day, text=deadline.text)
        due = _("It is due on %(day)s.", day=day)
    do_it = _("Do it here:")
    return subject, f"{deadline.text}\n\n{due} {do_it}\n{address_of(session, '/waiting')}\n"


def _today(session: Session) -> date:
    return clock.london(database_now(session)).date()
