"""What the clock does by itself: consultations open and close at their stated instant, told in the audit log once."""

from datetime import datetime, timedelta

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.citations.queries import reference_to
from consult.consultations.events import ConsultationClosed, ConsultationOpened
from consult.consultations.lifecycle import BY_CLOCK, due_to_turn, state_at
from consult.consultations.models import Consultation, State
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel.authz import SYSTEM
from consult.kernel.db import database_now, lock_row
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.steps.services import keep_step

TURN = "consultations.turn"


def settle(session: Session, consultation: Consultation) -> State:
    """Store what the clock has made of the consultation, and put each opening and closing in the audit log, once.

    The caller holds the row's lock.
    """
    now = database_now(session)
    current, stored = state_at(consultation, now), State(consultation.state)
    if current is stored:
        return current
    # A plain UPDATE leaves the version alone: the clock's turn is no change that an officer's open form must yield to.
    session.execute(update(Consultation).where(Consultation.id == consultation.id).values(state=current))
    _keep_steps(session, consultation, stored, current)
    if stored is State.SCHEDULED:
        record(session, ConsultationOpened(consultation_id=consultation.id, reason=_l("at the stated time")), by=SYSTEM)
    if current is State.CLOSED:
        record(session, ConsultationClosed(consultation_id=consultation.id, reason=_l("at the stated time")), by=SYSTEM)
    return current


def _keep_steps(session: Session, consultation: Consultation, stored: State, current: State) -> None:
    moments = {State.OPEN: consultation.opens_at, State.CLOSED: consultation.closes_at}
    ahead = [State.OPEN, State.CLOSED] if stored is State.SCHEDULED else [State.CLOSED]
    before = stored
    for after in ahead[: ahead.index(current) + 1]:
        at = moments[after] or database_now(session)
        keep_step(session, SYSTEM, reference_to(consultation), before, after, at)
        before = after


def turn_with_clock(session: Session) -> int:
    """Settle every consultation whose time has come, and return how many changed."""
    due = select(Consultation).where(due_to_turn(database_now(session))).order_by(Consultation.id)
    turned = 0
    for consultation in session.scalars(due).all():
        lock_row(session, consultation)
        stored = consultation.state
        turned += settle(session, consultation).value != stored
    return turned


def turn(session: Session, _job: Job) -> str:
    """Do what is due, and plan the next turn: the job `consultations.turn`."""
    turned = turn_with_clock(session)
    plan_turn(session)
    return _("%(turned)s consultations opened or closed by the clock.", turned=f"{turned:,}")


def plan_turn(session: Session) -> Job | None:
    """Ask for a turn at the next instant at which one opens or closes.

    Called whenever a date changes, after each turn and when work starts, so that the chain never breaks. Until the
    turn is done every page follows `state_at`: only the stored state and the audit log wait for it.
    """
    next_date = case((Consultation.state == State.SCHEDULED, Consultation.opens_at), else_=Consultation.closes_at)
    waiting = select(func.min(next_date)).where(Consultation.state.in_(list(BY_CLOCK)))
    due: datetime | None = session.scalar(waiting)
    if due is None:
        return None
    now = database_now(session)
    moment = max(due, now)
    return enqueue(session, TURN, key=f"{TURN}:{moment.isoformat()}", delay=max(moment - now, timedelta(0)))
