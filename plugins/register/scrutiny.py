"""The rule by which a row of the register is thin: it is withheld although its day has come."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.database import clock, database_now
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.scrutiny import ThinRecord, ThinRecordSource
from plugins.register.citations import link_to_deployment
from plugins.register.models import Deployment


def _withheld_too_long(session: Session, since: datetime, until: datetime) -> Iterator[ThinRecord]:
    today = clock.london(database_now(session)).date()
    then = (Deployment.changed_at >= since, Deployment.changed_at < until)
    past = select(Deployment).where(Deployment.is_withheld, Deployment.withheld_until < today, *then)
    for row in session.scalars(past.order_by(Deployment.id)):
        yield ThinRecord(link=link_to_deployment(row), at=row.changed_at)


THIN_RECORDS = (
    ThinRecordSource(
        name="register.withheld_too_long",
        title=_l("A deployment is withheld although the day on which that ends has passed"),
        found=_withheld_too_long,
    ),
)
