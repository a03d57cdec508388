"""Officers are told by mail a few days before a consultation closes, once for each closing date."""

from datetime import timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from consult.accounts.queries import holders_of
from consult.consultations.lifecycle import state_column
from consult.consultations.models import Consultation, State
from consult.contract.deployment import address_of, deployment_of, speaking_to
from consult.jobs.models import Job
from consult.kernel.authz import Role
from consult.kernel.db import database_now
from consult.kernel.formats import local_datetime
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext
from consult.mail.services import send_mail

ALERT = "consultations.alert"
DAYS = 3


def alert_before_closing(session: Session, _job: Job) -> str:
    """Write to every officer about what closes within three days: the daily job `consultations.alert`."""
    now = database_now(session)
    is_told = Consultation.alerted_for == Consultation.closes_at
    due = select(Consultation).where(
        state_column(now) == State.OPEN,
        Consultation.closes_at <= now + timedelta(days=DAYS),
        or_(Consultation.alerted_for.is_(None), ~is_told),
    )
    found = session.scalars(due.order_by(Consultation.id).with_for_update()).all()
    for consultation in found:
        _tell_officers(session, consultation)
        # A plain UPDATE leaves the version alone: this is no change that an officer's open form must yield to.
        of_row = update(Consultation).where(Consultation.id == consultation.id)
        session.execute(of_row.values(alerted_for=consultation.closes_at))
    return _("Consultations about which officers were told: %(told)s.", told=f"{len(found):,}")


def _tell_officers(session: Session, consultation: Consultation) -> None:
    officers = holders_of(Role.OFFICER)
    responses, closes_at = _responses(session, consultation), consultation.closes_at or database_now(session)
    for person in session.scalars(officers):
        with speaking_to(session, person.language):
            closes = local_datetime(closes_at)
            subject = _("%(title)s closes on %(closes)s", title=consultation.title, closes=closes)
            came = ngettext("%(num)s response has come in.", "%(num)s responses have come in.", responses)
            more = _("If people need more time, give it to them before then. You find the consultation here:")
            address = address_of(session, f"/staff/consultations/{consultation.slug}")
            send_mail(session, to=person.email, subject=subject, body=f"{subject}.\n\n{came} {more}\n{address}\n")


def _responses(session: Session, consultation: Consultation) -> int:
    """Return how many took part in all ways of taking part."""
    offered, count = deployment_of(session).registry.activities, 0
    for activity in consultation.activities:
        taken_part = offered[activity.kind].taken_part if activity.kind in offered else None
        if taken_part is not None:
            count += taken_part(session, [activity.id]).get(activity.id, 0)
    return count
