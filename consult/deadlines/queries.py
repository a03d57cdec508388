"""Finding deadlines, and what of them a page shows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.deadlines.models import Deadline
from consult.deadlines.working_days import clear_working_days, days_left_out
from consult.kernel import clock
from consult.kernel.db import database_now


@dataclass(frozen=True)
class ShownDeadline:
    """A deadline as a page shows it: its day, how it was counted, and whether it has passed."""

    text: str
    due_on: date
    is_met: bool
    is_overdue: bool
    working_days: int | None
    left_out: Sequence[tuple[date, str]]


def deadlines_of(reference: Reference) -> Select[Deadline]:
    """Select the deadlines of a row, met or not, the earliest first."""
    of_row = (Deadline.kind == reference.kind, Deadline.subject_id == reference.id)
    return select(Deadline).where(*of_row).order_by(Deadline.due_on, Deadline.id)


def due_reminders(today: date) -> Select[Deadline]:
    """Select the deadlines about which somebody has to be reminded by now."""
    return select(Deadline).where(Deadline.met_at.is_(None), Deadline.remind_on <= today).order_by(Deadline.id)


def shown_deadlines(session: Session, reference: Reference) -> list[ShownDeadline]:
    """Return the deadlines of a row as its page shows them."""
    today = clock.london(database_now(session)).date()
    return [_shown(session, deadline, today) for deadline in session.scalars(deadlines_of(reference))]


def next_deadlines(session: Session, references: Collection[Reference]) -> dict[Reference, ShownDeadline]:
    """Return for each of these rows what is due first of what is not done, with one question; for lists."""
    today = clock.london(database_now(session)).date()
    kinds = {reference.kind for reference in references}
    left = select(Deadline).where(Deadline.kind.in_(kinds), Deadline.met_at.is_(None))
    latest_first = session.scalars(left.order_by(Deadline.due_on.desc(), Deadline.id.desc()))
    found = {deadline.reference: deadline for deadline in latest_first}
    return {each: _shown(session, found[each], today) for each in references if each in found}


def _shown(session: Session, deadline: Deadline, today: date) -> ShownDeadline:
    first, due = deadline.counted_from, deadline.due_on
    return ShownDeadline(
        text=deadline.text,
        due_on=due,
        is_met=deadline.met_at is not None,
        is_overdue=deadline.is_overdue(today),
        working_days=clear_working_days(session, first, due) + 1 if first else None,
        left_out=days_left_out(session, first, due) if first else (),
    )
