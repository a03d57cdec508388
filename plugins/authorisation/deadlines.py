"""By when something is due in a case: set anew at each step, so that what is done reminds nobody."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from consult.sdk.access import Role
from consult.sdk.database import clock
from consult.sdk.deadlines import meet_deadlines, set_deadline, set_working_days
from consult.sdk.messages import gettext as _
from consult.sdk.references import reference_to
from plugins.authorisation.lifecycle import IN_FORCE, State
from plugins.authorisation.models import Case


def keep_deadlines(session: Session, case: Case, now: datetime) -> None:
    """Note that all that was due is done, and set what is due where the case stands now."""
    reference, owner, today = reference_to(case), Role.AUTHORISING_OFFICER, clock.london(now).date()
    meet_deadlines(session, reference)
    for due_on, text in _due(case, today):
        set_deadline(session, reference, due_on, owner=owner, text=text)
    if case.stands_at is State.DELETED:
        text = _("Review the deployment of case %(number)s", number=case.number)
        set_working_days(session, reference, today, case.regime.review_days, owner=owner, text=text)


def _due(case: Case, today: date) -> Iterator[tuple[date, str]]:
    number, state = case.number, case.stands_at
    if state is State.REVIEW and case.starts_at is not None:
        yield _day(case.starts_at), _("Decide on case %(number)s, before it would start", number=number)
    if case.ratify_by is not None:
        yield _day(case.ratify_by), _("Ratify the urgent authority in case %(number)s in writing", number=number)
    if state in IN_FORCE and case.authority_ends_at is not None:
        yield _day(case.authority_ends_at), _("Use or give up the authority in case %(number)s", number=number)
    if state is State.ENDED:
        due_on = today + timedelta(days=case.regime.delete_days)
        yield due_on, _("Confirm that the data of case %(number)s is deleted", number=number)


def _day(moment: datetime) -> date:
    return clock.london(moment).date()
