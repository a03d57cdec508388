"""What an activity will ask, to be looked at before anybody is asked, and links for people without an account."""

from datetime import timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.contract.questions import Questionnaire
from consult.journey.models import PreviewLink
from consult.kernel import clock, tokens
from consult.kernel.authz import Actor
from consult.kernel.db import database_now, database_of, lock_row
from consult.kernel.errors import Gone, NotFound
from consult.kernel.messages import gettext as _
from consult.submissions.consent import with_consent
from consult.submissions.events import PreviewLinkMade, PreviewLinkRevoked
from consult.submissions.questionnaires import activity_type, known_kinds, questionnaire_of

LASTS = timedelta(days=14)
_PURPOSE = "preview-link"


def previewed(session: Session, activity: Activity, language: str = "") -> Questionnaire:
    """Return what people will be asked: the draft where there is one; raises `NotFound` without any questions.

    It is in the language of a page, or without one in the council's words.
    """
    offered = activity_type(session, activity.kind)
    if offered is not None and offered.previewed is not None:
        return with_consent(offered.previewed(session, activity.id, language), known_kinds(session))
    asked = questionnaire_of(session, activity, language=language)
    if asked is None:
        raise NotFound
    return asked


def make_link(session: Session, actor: Actor, activity: Activity) -> str:
    """Make a link to the preview and return its secret, of which only a keyed digest is kept."""
    previewed(session, activity)
    secret, at = tokens.new_secret(), database_now(session)
    link = PreviewLink(
        activity_id=activity.id,
        token_hash=database_of(session).keys.digest(_PURPOSE, secret),
        made_by_id=actor.person_id,
        made_at=at,
        expires_at=at + LASTS,
    )
    session.add(link)
    session.flush()
    event = PreviewLinkMade(consultation_id=activity.consultation_id, activity_id=activity.id, link_id=link.id)
    record(session, event, actor)
    return secret


def revoke_link(session: Session, actor: Actor, activity: Activity, link: PreviewLink) -> None:
    """Let a link lead nowhere from now on; doing it again changes nothing."""
    lock_row(session, link)
    if link.revoked_at is not None:
        return
    link.revoked_at = database_now(session)
    session.flush()
    event = PreviewLinkRevoked(consultation_id=activity.consultation_id, activity_id=activity.id, link_id=link.id)
    record(session, event, actor)


def links_of(activity_id: int) -> Select[PreviewLink]:
    """Select an activity's links that still lead to its preview, the newest first."""
    is_there = (PreviewLink.revoked_at.is_(None), PreviewLink.expires_at > clock.now())
    return select(PreviewLink).where(PreviewLink.activity_id == activity_id, *is_there).order_by(PreviewLink.id.desc())


def activity_by_secret(session: Session, secret: str) -> Activity:
    """Return the activity to whose preview a link leads.

    Raises `NotFound` for a link there never was, and `Gone` for one that was taken back or has run out.
    """
    hashes = database_of(session).keys.digests(_PURPOSE, secret)
    link = session.scalar(select(PreviewLink).where(PreviewLink.token_hash.in_(hashes)))
    if link is None:
        raise NotFound
    if link.revoked_at is not None or link.expires_at <= database_now(session):
        raise Gone(
            _("This link was taken back or is more than 14 days old. Ask the person who sent it for a new one."),
            title=_("This link no longer works"),
        )
    return session.get_one(Activity, link.activity_id)


def purge_preview_links(session: Session) -> int:
    """Delete links that have run out, and return how many."""
    past = delete(PreviewLink).where(PreviewLink.expires_at < clock.now() - LASTS).returning(PreviewLink.id)
    return len(session.scalars(past).all())
