"""What is due for a consultation, and what is late."""

from datetime import datetime

from consult.consultations.lifecycle import state_at
from consult.consultations.models import Consultation, State
from consult.kernel.clock import london
from consult.kernel.formats import local_date, local_datetime
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext

_DONE = frozenset({State.DECIDED, State.ARCHIVED})


def days_late(consultation: Consultation, at: datetime) -> int:
    """Return how many days ago the results were promised, or 0 when they are out or not yet due."""
    if consultation.results_due_on is None or state_at(consultation, at) in _DONE:
        return 0
    return max(0, (london(at).date() - consultation.results_due_on).days)


def days_left(consultation: Consultation, at: datetime) -> int | None:
    """Return the days until an open consultation closes, 0 on its last day, or nothing when it is not open."""
    if consultation.closes_at is None or state_at(consultation, at) is not State.OPEN:
        return None
    return (london(consultation.closes_at).date() - london(at).date()).days


def what_is_due(consultation: Consultation, at: datetime) -> str:
    """Return what happens or must be done next, for the officers' list."""
    late = days_late(consultation, at)
    warning = ngettext("Results were promised %(num)s day ago.", "Results were promised %(num)s days ago.", late)
    return f"{_next_step(consultation, at)} {warning}" if late else _next_step(consultation, at)


def _next_step(consultation: Consultation, at: datetime) -> str:
    state = state_at(consultation, at)
    if state is State.DRAFT:
        return _draft_step(consultation, at)
    if state is State.SCHEDULED and consultation.opens_at is not None:
        return _("Opens automatically on %(opens_at)s.", opens_at=local_datetime(consultation.opens_at))
    if state is State.OPEN and consultation.closes_at is not None:
        return _("Closes automatically on %(closes_at)s.", closes_at=local_datetime(consultation.closes_at))
    if state is State.CLOSED:
        return _("Begin the analysis.")
    if state is State.ANALYSING:
        if consultation.decision_on is None:
            return _("Publish the decision.")
        return _("Publish the decision by %(day)s.", day=local_date(consultation.decision_on))
    return _("Archive it when nothing more will be added.") if state is State.DECIDED else "Nothing."


def _draft_step(consultation: Consultation, at: datetime) -> str:
    if consultation.opens_at is None or consultation.closes_at is None:
        return _("Set its dates.")
    if consultation.opens_at <= at:
        return _("Its opening date has passed: set a new one, or open it now.")
    return _("Schedule its opening on %(opens_at)s.", opens_at=local_datetime(consultation.opens_at))
