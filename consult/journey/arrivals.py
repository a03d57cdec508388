"""How a response arrived online: from which network, for a short time and scrambled, and whether it was very quick."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from consult.accounts.attempts import network_of
from consult.kernel import clock
from consult.kernel.clock import to_the_hour
from consult.kernel.db import begin_write, database_of
from consult.submissions.models import Arrival, SubmissionLabel

KEPT_FOR = timedelta(days=1)
"""Deleted by the daily run after that: two days at the most."""
QUICK = timedelta(seconds=10)
OF_IPV4 = 24
_KEEP = insert(Arrival).inline()
_LABEL = insert(SubmissionLabel).inline()


def record_arrival(
    session: Session, activity_id: int, submission_id: int, address: str, begun_at: datetime | None
) -> None:
    """Keep from which network a new response came, and whether it was sent within 10 seconds of being begun.

    The digest holds the activity and the hour: what came in another hour, or to another activity, has another one.
    """
    connection = begin_write(session)
    at = clock.now()
    hour = to_the_hour(at)
    if address:
        network = network_of(address, of_ipv4=OF_IPV4)
        digest = database_of(session).keys.digest("arrivals", str(activity_id), hour.isoformat(), network)
        kept = {"submission_id": submission_id, "activity_id": activity_id, "network": digest, "hour": hour}
        connection.execute(_KEEP, kept)
    if begun_at is not None and at - begun_at < QUICK:
        quick = {"submission_id": submission_id, "name": "quick", "activity_id": activity_id, "group_id": None}
        connection.execute(_LABEL, quick)


def purge_arrivals(session: Session) -> int:
    """Delete from which networks responses came more than a day ago, and return how many it was."""
    gone = delete(Arrival).where(Arrival.hour < clock.now() - KEPT_FOR).returning(Arrival.submission_id)
    return len(session.scalars(gone).all())
