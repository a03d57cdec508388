"""The clock is asked to look at the earlier of two moments, and once for each."""

from datetime import timedelta

from sqlalchemy import select

from consult.jobs.models import Job
from consult.kernel import clock
from consult.steps.services import Withheld
from plugins.authorisation import cases
from plugins.authorisation.appointments import publish_later, settle_later
from tests.plugins.authorisation.conftest import Desk


def test_the_earlier_moment_is_asked_for_once(desk: Desk) -> None:
    now = clock.now()
    case = cases.open_case(desk.session, desk.applicant, "Example")
    settle_later(desk.session, case, now)
    case.ratify_by, case.authority_ends_at = now + timedelta(hours=1), now + timedelta(hours=6)
    for _again in range(2):
        settle_later(desk.session, case, now)
        publish_later(desk.session, case, Withheld(until=now, exemption="s31"), now)
    publish_later(desk.session, case, None, now)
    keys = desk.session.scalars(
        select(Job.idempotency_key).where(Job.name.like("authorisation.%"), Job.idempotency_key.is_not(None))
    ).all()
    mine = [key for key in keys if key and f":{case.id}:" in key]
    assert mine == [
        f"authorisation.settle:{case.id}:{case.ratify_by.isoformat()}",
        f"authorisation.publish:{case.id}:{now.isoformat()}",
    ]
