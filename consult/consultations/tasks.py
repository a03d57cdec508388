"""What waits for officers in the course of a consultation: its closing, its results and its decision."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.lifecycle import state_column
from consult.consultations.models import Consultation, State
from consult.contract.plugin import Waiting
from consult.deadlines.services import BEFORE
from consult.kernel.authz import Actor
from consult.kernel.clock import london
from consult.kernel.db import database_now
from consult.kernel.messages import gettext as _

_BEFORE_RESULTS = (State.CLOSED, State.ANALYSING)


def due_in_consultations(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return what is due within a week or overdue, for those who run consultations."""
    if not actor.can("consultations.create"):
        return ()
    now = database_now(session)
    last = london(now).date() + BEFORE
    state = state_column(now)
    query = select(Consultation, state.label("now")).where(state.in_([State.OPEN, *_BEFORE_RESULTS]))
    return [
        Waiting(
            text=text,
            since=consultation.opens_at or consultation.created_at,
            due=due,
            endpoint="consultations_staff.show",
            parts={"slug": consultation.slug},
            who=_("Any officer"),
        )
        for consultation, standing in session.execute(query.order_by(Consultation.id))
        for text, due in dates_of(consultation, State(standing))
        if due <= last
    ]


def dates_of(consultation: Consultation, state: State) -> Iterator[tuple[str, date]]:
    """Yield what is due for a consultation that stands so, and on which day."""
    title = consultation.title
    if state in {State.DRAFT, State.SCHEDULED} and consultation.opens_at is not None:
        yield _("%(title)s opens", title=title), london(consultation.opens_at).date()
    if state in {State.DRAFT, State.SCHEDULED, State.OPEN} and consultation.closes_at is not None:
        # What closes at midnight closes at the end of the day before.
        yield _("%(title)s closes", title=title), london(consultation.closes_at - timedelta(seconds=1)).date()
    if state in {State.DECIDED, State.ARCHIVED}:
        return
    if consultation.results_due_on is not None:
        yield _("Results of %(title)s are promised", title=title), consultation.results_due_on
    if consultation.decision_on is not None:
        yield _("Decision on %(title)s", title=title), consultation.decision_on
