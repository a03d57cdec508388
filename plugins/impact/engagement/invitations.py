"""Inviting many bodies at once: work for later, which an officer asks for and can stop."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.errors import Forbidden
from consult.sdk.jobs import Job, JobKind, actor_now, enqueue, report_progress
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import ngettext
from plugins.impact.engagement.models import Contact, Engagement
from plugins.impact.engagement.services import invite_bodies

AT_ONCE = 50
"""So many bodies are written to while the officer waits; more by a job."""


def ask_to_invite(session: Session, actor: Actor, engagement: Engagement, contacts: Sequence[Contact], url: str) -> Job:
    """Ask for many bodies to be invited; the page of the job leads to `url` when it is done."""
    numbers = sorted(contact.id for contact in contacts)
    return enqueue(
        session,
        INVITATIONS.name,
        created_by=actor,
        url=url,
        engagement_id=engagement.id,
        contact_ids=numbers,
    )


def invite_by_job(session: Session, job: Job, *, engagement_id: int, contact_ids: list[int]) -> str:
    """Write to many bodies as whoever asked for it, unless they may no longer do so."""
    actor, engagement = actor_now(session, job.created_by_id), session.get_one(Engagement, engagement_id)
    if actor is None or not actor.can("impact.engage", engagement):
        raise Forbidden(_("Whoever asked for this may no longer invite bodies. Somebody else has to do it."))
    contacts = session.scalars(select(Contact).where(Contact.id.in_(contact_ids)).order_by(Contact.id)).all()
    report_progress(session, job, 0, len(contacts))
    count = invite_bodies(session, actor, engagement, contacts)
    return ngettext("%(num)s body was invited.", "%(num)s bodies were invited.", count)


INVITATIONS = JobKind(
    name="impact.invite_bodies",
    title=_l("Inviting bodies to speak about an assessment"),
    run=invite_by_job,
)
