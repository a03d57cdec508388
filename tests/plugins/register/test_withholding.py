"""A withheld row keeps its number in public, is left out of sums, and comes back on its day."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.jobs.models import Job
from consult.kernel import clock
from consult.kernel.authz import SYSTEM
from consult.kernel.db import database_now
from consult.kernel.errors import Invalid
from plugins.register.models import Deployment
from plugins.register.queries import number_of_rows, withheld
from plugins.register.trends import periods
from plugins.register.withholding import release, release_due, withhold
from tests.plugins.register.conftest import STRATFORD, taken


def test_a_row_is_withheld_until_its_day(session: Session) -> None:
    taken(session, STRATFORD)
    row = session.scalars(select(Deployment)).one()
    today = clock.london(database_now(session)).date()
    withhold(session, SYSTEM, row, "FOIA s31", today + timedelta(days=1))
    assert (withheld(session), number_of_rows(session), periods(session, by_quarter=False)) == ([row], 1, [])
    assert release_due(session, Job()) == "0 deployments released"
    row.withheld_until = today
    session.flush()
    assert release_due(session, Job()) == "1 deployment released"
    assert (withheld(session), row.exemption, len(periods(session, by_quarter=False))) == ([], "", 1)
    release(session, SYSTEM, row)


def test_an_exemption_and_a_day_to_come_are_needed(session: Session) -> None:
    taken(session, STRATFORD)
    row = session.scalars(select(Deployment)).one()
    with pytest.raises(Invalid) as refused:
        withhold(session, SYSTEM, row, "because", date(2020, 1, 1))
    assert set(refused.value.fields) == {"exemption", "until"}
