"""A year later, pledges are looked at again."""

from sqlalchemy.orm import Session

from consult.sdk.database import database_now
from consult.sdk.jobs import Job, JobKind
from tests.outside.consult_pledge.models import Pledge

ASK = "pledge.ask_whether_kept"


def ask_whether_kept(session: Session, _job: Job, *, pledge_id: int) -> str:
    """Note that it is time to ask whether a pledge was kept, unless it was or is gone."""
    pledge = session.get(Pledge, pledge_id)
    if pledge is None or pledge.kept_at is not None:
        return "There is nothing to ask."
    pledge.asked_at = database_now(session)
    return "Officers are to ask whether the pledge was kept."


KIND = JobKind(name=ASK, title="Asking whether a pledge was kept", run=ask_whether_kept)
