"""What bodies are written: the invitation, and the reminder by a job of each day."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now, deployment_of
from consult.sdk.jobs import Job, JobKind
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import ngettext
from consult.sdk.people import send_mail, speaking_to
from consult.sdk.texts import say_date
from plugins.impact.engagement.models import BodyInvitation, Contact, Engagement

NEAR = timedelta(days=3)


def invite(session: Session, engagement: Engagement, contact: Contact, *, caused_by: Actor | None) -> None:
    """Write to a body what it is invited to; one without an address is noted as invited by other means."""
    _write(session, engagement, contact, _l("You are invited: %(title)s", title=engagement.title), caused_by)


def remind_bodies(session: Session, _job: Job) -> str:
    """Remind each invited body once, within three days of the day, unless it was noted what came of it."""
    today = clock.london(database_now(session)).date()
    near = (
        select(BodyInvitation)
        .join(BodyInvitation.engagement)
        .where(BodyInvitation.reminded_at.is_(None), Engagement.held_on >= today, Engagement.held_on <= today + NEAR)
        .options(joinedload(BodyInvitation.engagement))
        .order_by(BodyInvitation.id)
    )
    due = [item for item in session.scalars(near).all() if item in item.engagement.silent]
    for invitation in due:
        engagement = invitation.engagement
        subject = _l("Reminder: %(title)s", title=engagement.title)
        _write(session, engagement, invitation.contact, subject, None)
        invitation.reminded_at = database_now(session)
    session.flush()
    return ngettext("%(num)s body was reminded.", "%(num)s bodies were reminded.", len(due))


def _write(session: Session, engagement: Engagement, contact: Contact, subject: str, caused_by: Actor | None) -> None:
    if not contact.email:
        return
    # Of the bodies on the list no language is known: they are written to in the council's own.
    with speaking_to(session, None):
        council = deployment_of(session).settings.council
        lines = [
            _("To %(name)s", name=contact.contact_name or contact.name),
            _("%(title)s, on %(day)s", title=engagement.title, day=say_date(engagement.held_on)),
            engagement.place,
            _("It is about: %(assessment)s", assessment=engagement.assessment.title),
            engagement.question,
            _("What you say is noted, answered and published with the assessment. You say whether you are named."),
            _("If you cannot come, write to %(email)s.", email=council.contact_email),
            council.name,
        ]
        send_mail(
            session,
            to=contact.email,
            subject=str(subject),
            body="\n\n".join(line for line in lines if line),
            caused_by=caused_by,
        )


JOBS = (
    JobKind(
        name="impact.remind_bodies",
        title=_l("Reminding bodies that are invited to speak about an assessment"),
        run=remind_bodies,
        is_daily=True,
    ),
)
