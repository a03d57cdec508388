"""What is withheld past its day is found."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel import clock
from consult.kernel.authz import SYSTEM
from plugins.register.models import Deployment
from plugins.register.scrutiny import THIN_RECORDS
from plugins.register.withholding import withhold
from tests.plugins.register.conftest import STRATFORD, taken
from tests.support.scrutiny import titles_found


def test_a_row_that_is_withheld_after_its_day_is_found(session: Session) -> None:
    taken(session, STRATFORD)
    row = session.scalars(select(Deployment)).one()
    withhold(session, SYSTEM, row, "FOIA s31", clock.today_in_london() + timedelta(days=1))
    assert titles_found(session, THIN_RECORDS) == {}
    row.withheld_until = clock.today_in_london() - timedelta(days=1)
    session.flush()
    assert titles_found(session, THIN_RECORDS) == {"withheld_too_long": [f"Deployment {row.number} (withheld)"]}
