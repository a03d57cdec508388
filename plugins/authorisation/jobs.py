"""What the clock does to cases: authorities expire, urgent ones end unratified, and what was withheld is told."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.sdk.access import SYSTEM
from consult.sdk.database import database_now, lock_row
from consult.sdk.events import record
from consult.sdk.jobs import Job, JobKind
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.authorisation.appointments import PUBLISH, SETTLE
from plugins.authorisation.changes import look_at_views
from plugins.authorisation.events import StepPublished
from plugins.authorisation.lifecycle import IN_FORCE, WEIGHED, State
from plugins.authorisation.models import Case
from plugins.authorisation.moves import move_by_clock, tell
from plugins.authorisation.queries import in_states

RUNNING = frozenset({State.LIVE, State.SUSPENDED})


def settle(session: Session, _job: Job) -> str:
    """Move every case whose time has come, and look once more for views: the job `authorisation.settle`, daily too."""
    now, moved = database_now(session), 0
    for case in session.scalars(in_states(*sorted({*IN_FORCE, *WEIGHED}))).all():
        lock_row(session, case)
        moved += settle_case(session, case, now) or look_at_views(session, case)
    return _("%(moved)s cases moved by the clock.", moved=moved)


def settle_case(session: Session, case: Case, now: datetime) -> bool:
    """Move a case that is held if its time has come, and say whether it had."""
    if case.ratify_by is not None and case.ratify_by <= now:
        move_by_clock(session, case, State.CANCELLED, _("Nobody ratified the urgent authority in writing in time."))
    elif case.authority_ends_at is not None and case.authority_ends_at <= now and case.stands_at in IN_FORCE:
        after = State.ENDED if case.stands_at in RUNNING else State.EXPIRED
        if case.stands_at is State.URGENT:
            after = State.CANCELLED
        move_by_clock(session, case, after, _("The hours for which authority was recorded have ended."))
    else:
        return False
    return True


def publish(session: Session, _job: Job, *, case_id: int) -> str:
    """Tell that what was withheld of a case is public now: the job `authorisation.publish`."""
    case = session.get_one(Case, case_id)
    record(session, StepPublished(case_id=case.id, number=case.number), by=SYSTEM)
    tell(session, case)
    return _("What was withheld of case %(number)s is public.", number=case.number)


JOBS = (
    JobKind(name=SETTLE, title=_l("Ending authorities at their time"), run=settle, is_daily=True),
    JobKind(name=PUBLISH, title=_l("Telling of what was withheld"), run=publish),
)
