"""Asking the clock to look at a case at a moment of its own."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from consult.sdk.jobs import enqueue
from consult.sdk.states import Withheld
from plugins.authorisation.models import Case

SETTLE, PUBLISH = "authorisation.settle", "authorisation.publish"


def settle_later(session: Session, case: Case, now: datetime) -> None:
    """Ask for a look at the case at the next moment at which the clock moves it."""
    due = [moment for moment in (case.ratify_by, case.authority_ends_at) if moment is not None]
    if due:
        moment = max(min(due), now)
        enqueue(session, SETTLE, key=f"{SETTLE}:{case.id}:{moment.isoformat()}", delay=moment - now)


def publish_later(session: Session, case: Case, withheld: Withheld | None, now: datetime) -> None:
    """Ask that what is withheld of the case is told of at its stated date."""
    if withheld is not None:
        key = f"{PUBLISH}:{case.id}:{withheld.until.isoformat()}"
        enqueue(session, PUBLISH, key=key, delay=max(withheld.until - now, timedelta(0)), case_id=case.id)
