"""What is withheld of a row for a time: by which exemption, and until which day."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import SYSTEM, Actor
from consult.sdk.database import clock, database_now, lock_row
from consult.sdk.errors import Invalid
from consult.sdk.events import record
from consult.sdk.jobs import Job, JobKind
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import ngettext
from consult.sdk.references import forget_news, reference_to
from plugins.register import events
from plugins.register.areas import tell_of_version
from plugins.register.lifecycle import ACCESS, State
from plugins.register.models import Deployment
from plugins.register.rows import hold_register, sum_months

EXEMPTIONS = {
    "FOIA s24": _l("National security (Freedom of Information Act, section 24)"),
    "FOIA s31": _l("Law enforcement (Freedom of Information Act, section 31)"),
    "FOIA s38": _l("Health and safety (Freedom of Information Act, section 38)"),
    "FOIA s40": _l("Personal data (Freedom of Information Act, section 40)"),
}


def withhold(session: Session, actor: Actor, row: Deployment, exemption: str, until: date) -> None:
    """Withhold a row until a day; its number, the exemption and that day stay public, and it is counted."""
    hold_register(session)
    lock_row(session, row)
    today = clock.london(database_now(session)).date()
    faults = {}
    if exemption not in EXEMPTIONS:
        faults["exemption"] = _("Select the exemption")
    if until <= today:
        faults["until"] = _("The day must be after today")
    if faults:
        raise Invalid(fields=faults)
    row.exemption, row.withheld_until = exemption, until
    ACCESS.enter(session, actor, row, State.WITHHELD)
    row.changed_at = database_now(session)
    sum_months(session, [row.held_on])
    # The feed of a ward would say where it was.
    forget_news(session, reference_to(row))
    record(
        session, events.DeploymentWithheld(deployment_id=row.id, exemption=exemption, until=until.isoformat()), by=actor
    )


def release(session: Session, actor: Actor, row: Deployment) -> None:
    """Let everybody read a row again."""
    hold_register(session)
    lock_row(session, row)
    if not row.is_withheld:
        return
    ACCESS.enter(session, actor, row, State.OPEN)
    row.exemption, row.withheld_until = "", None
    row.changed_at = database_now(session)
    sum_months(session, [row.held_on])
    record(session, events.DeploymentReleased(deployment_id=row.id), by=actor)
    tell_of_version(session, row, lambda: _released(row))


def _released(row: Deployment) -> tuple[str, str]:
    said = _("What was withheld of deployment %(number)s can be read now.", number=row.number)
    return _("Deployment %(number)s is withheld no longer", number=row.number), said


def release_due(session: Session, _job: Job) -> str:
    """Release every row whose day has come."""
    today = clock.london(database_now(session)).date()
    due = select(Deployment).where(Deployment.is_withheld, Deployment.withheld_until <= today)
    rows = session.scalars(due).all()
    for row in rows:
        release(session, SYSTEM, row)
    return ngettext("%(num)s deployment released", "%(num)s deployments released", len(rows))


JOBS = (JobKind(name="register.release", title=_l("Releasing what was withheld"), run=release_due, is_daily=True),)
