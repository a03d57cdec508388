"""Whether people can still take part: as long as they can, no number of what they say leaves."""

from sqlalchemy.orm import Session

from consult.consultations.lifecycle import state_at
from consult.consultations.models import Consultation, State
from consult.kernel.db import database_now
from consult.kernel.errors import Conflict
from consult.kernel.messages import lazy_gettext as _l

STILL_RUNNING = frozenset({State.DRAFT, State.SCHEDULED, State.OPEN})


class StillOpen(Conflict):
    """Numbers of an activity are wanted while people can still take part."""

    default = _l(
        "Results cannot be published while people can still take part, because the change from day to day "
        "would show what single people said. Publish them after the closing date."
    )


def is_running(session: Session, consultation: Consultation) -> bool:
    """Whether people can still take part, so that the change from day to day could tell what one person said."""
    return state_at(consultation, database_now(session)) in STILL_RUNNING
