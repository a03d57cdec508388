"""Where people stop: how many began and did not send, by the last page that they saved. No answer is opened for it."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from consult.journey.drafts import KEPT_FOR
from consult.journey.models import Stop
from consult.kernel import clock
from consult.kernel.row_counts import add_to_counts
from consult.submissions.models import ONLINE, Draft, Submission

WRITING = timedelta(hours=1)
"""Whoever began or saved within this time may still be writing, and has not stopped."""


def purge_drafts(session: Session) -> int:
    """Delete the drafts that have run out, and count where their writers stopped; returns how many it was."""
    gone = delete(Draft).where(Draft.expires_at <= clock.now())
    returned = gone.returning(Draft.activity_id, Draft.last_page, Draft.changes_submission_id)
    drafts = session.execute(returned).all()
    _count(session, Counter((each[0], each[1]) for each in drafts if each[1] is not None and each[2] is None))
    return len(drafts)


def _count(session: Session, stops: Counter[tuple[int, str]]) -> None:
    # In one order, so that no two writers wait for each other in a circle.
    rows = [{"activity_id": activity, "page": page, "count": many} for (activity, page), many in sorted(stops.items())]
    add_to_counts(session, Stop, rows)


def stops_of(session: Session, activity_id: int) -> Counter[str]:
    """Return how many did not send what they began, by the last page that they saved; empty for none."""
    now = clock.now()
    unsent = (
        select(Draft.last_page, func.count())
        .where(
            Draft.activity_id == activity_id,
            Draft.last_page.is_not(None),
            Draft.changes_submission_id.is_(None),
            or_(Draft.begun_at.is_(None), Draft.begun_at <= now - WRITING),
            Draft.expires_at <= now + KEPT_FOR - WRITING,  # it was saved for the last time so long before
        )
        .group_by(Draft.last_page)
    )
    stops: Counter[str] = Counter()
    for query in (unsent, select(Stop.page, Stop.count).where(Stop.activity_id == activity_id)):
        for page, many in session.execute(query):
            stops[page or ""] += many
    return stops


def count_sent(session: Session, activity_id: int) -> int:
    """Return how many responses were sent online, also those that were withdrawn or excluded since."""
    query = select(func.count()).where(Submission.activity_id == activity_id, Submission.channel.in_(ONLINE))
    return session.scalars(query).one()
