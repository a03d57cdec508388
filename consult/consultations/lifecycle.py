"""The lifecycle of a consultation as one table of allowed moves, and what the clock makes of the stored state."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, and_, case, literal, or_

from consult.consultations.models import Consultation, State
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.steps.course import Course

MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SCHEDULED, State.OPEN}),
    State.SCHEDULED: frozenset({State.DRAFT, State.OPEN}),
    State.OPEN: frozenset({State.CLOSED}),
    State.CLOSED: frozenset({State.ANALYSING}),
    State.ANALYSING: frozenset({State.DECIDED}),
    State.DECIDED: frozenset({State.ARCHIVED}),
    State.ARCHIVED: frozenset(),
}
_REFUSALS = {
    State.DRAFT: _l("It cannot be taken back: only a scheduled consultation can."),
    State.SCHEDULED: _l("It cannot be scheduled: only a draft can."),
    State.OPEN: _l("It cannot be opened: only a draft or a scheduled consultation can."),
    State.CLOSED: _l("It cannot be closed: only an open consultation can."),
    State.ANALYSING: _l("The analysis cannot begin: only once the consultation has closed."),
    State.DECIDED: _l("It cannot be decided: begin the analysis first."),
    State.ARCHIVED: _l("It cannot be archived: only a decided consultation can."),
}
_WORDS = {
    State.DRAFT: _l("a draft"),
    State.SCHEDULED: "scheduled",
    State.OPEN: "open",
    State.CLOSED: "closed",
    State.ANALYSING: _l("being analysed"),
    State.DECIDED: "decided",
    State.ARCHIVED: "archived",
}


def _refusal(before: State, after: State) -> Conflict:
    return Conflict(
        _(
            "This consultation is %(state_words)s. %(refusals)s",
            state_words=_WORDS[before],
            refusals=_REFUSALS[after],
        )
    )


COURSE = Course(moves=MOVES, refusal=_refusal)
BEFORE_OPENING = frozenset({State.DRAFT, State.SCHEDULED})
AFTER_CLOSING = frozenset({State.CLOSED, State.ANALYSING, State.DECIDED, State.ARCHIVED})
BY_CLOCK = frozenset({State.SCHEDULED, State.OPEN})


class Timed(Protocol):
    """What opens and closes by its dates: a consultation, or a row with what is known of one."""

    @property
    def state(self) -> str:
        """The stored state."""

    @property
    def opens_at(self) -> datetime | None:
        """When answers are taken from."""

    @property
    def closes_at(self) -> datetime | None:
        """When answers are taken until."""


def state_at(consultation: Timed, at: datetime) -> State:
    """Return where the consultation stands at this moment: a scheduled one opens, an open one closes, by its dates."""
    stored = State(consultation.state)
    if stored not in BY_CLOCK or consultation.opens_at is None or consultation.closes_at is None:
        return stored
    if at >= consultation.closes_at:
        return State.CLOSED
    return State.OPEN if at >= consultation.opens_at else State.SCHEDULED


def is_open_at(consultation: Timed, at: datetime) -> bool:
    """Whether answers are taken at this moment."""
    return state_at(consultation, at) is State.OPEN


def state_column(at: datetime) -> ColumnElement[str]:
    """Return the same as `state_at` as a column, for lists and filters."""
    by_clock = Consultation.state.in_(list(BY_CLOCK))
    return case(
        (and_(by_clock, Consultation.closes_at <= at), literal(State.CLOSED)),
        (and_(by_clock, Consultation.opens_at <= at), literal(State.OPEN)),
        (by_clock, literal(State.SCHEDULED)),
        else_=Consultation.state,
    )


def due_to_turn(at: datetime) -> ColumnElement[bool]:
    """Return the condition that the clock has moved on and the stored state has not yet followed."""
    return or_(
        and_(Consultation.state == State.SCHEDULED, Consultation.opens_at <= at),
        and_(Consultation.state == State.OPEN, Consultation.closes_at <= at),
    )
