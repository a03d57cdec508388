"""What is due in all consultations, and by every deadline that somebody may know of, month by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.citations.queries import links
from consult.consultations.lifecycle import state_at
from consult.consultations.models import Consultation, State
from consult.consultations.tasks import dates_of
from consult.contract.references import Link
from consult.deadlines.models import Deadline
from consult.kernel.authz import Actor
from consult.kernel.clock import london
from consult.kernel.db import database_now

AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class Entry:
    """One thing that is due: on which day, what, on which page, and whether that day has passed."""

    day: date
    text: str
    link: Link
    is_overdue: bool


def calendar(session: Session, actor: Actor) -> list[tuple[date, Sequence[Entry]]]:
    """Return what is due within a year or overdue, by month (its first day), the earliest first."""
    now = database_now(session)
    today = london(now).date()
    found = [
        Entry(due, text, _page(consultation), due < today)
        for consultation in session.scalars(select(Consultation).where(Consultation.state != State.ARCHIVED))
        for text, due in dates_of(consultation, state_at(consultation, now))
    ]
    found += _deadlines(session, actor, today)
    within = sorted((entry for entry in found if entry.day <= today + AHEAD), key=lambda entry: (entry.day, entry.text))
    return [(month, list(entries)) for month, entries in groupby(within, lambda entry: entry.day.replace(day=1))]


def _page(consultation: Consultation) -> Link:
    return Link(title=consultation.title, endpoint="consultations_staff.show", parts={"slug": consultation.slug})


def _deadlines(session: Session, actor: Actor, today: date) -> list[Entry]:
    left = select(Deadline).where(Deadline.met_at.is_(None), Deadline.due_on <= today + AHEAD)
    found = session.scalars(left).all()
    pages = links(session, actor, {deadline.reference for deadline in found})
    return [
        Entry(deadline.due_on, deadline.text, pages[deadline.reference], deadline.is_overdue(today))
        for deadline in found
        if deadline.reference in pages
    ]
