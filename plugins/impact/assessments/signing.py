"""Sending a version for review, returning it, signing it with name and rank, dropping it, and beginning the next."""

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import address_of, lock_row
from consult.sdk.errors import Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.references import reference_to, tell_followers
from consult.sdk.texts import clean_text
from plugins.impact.assessments.course import COURSE, NotNow
from plugins.impact.assessments.documents import revisions_at
from plugins.impact.assessments.events import AssessmentChanged, AssessmentReturned, AssessmentSent, VersionDropped
from plugins.impact.assessments.guards import NotInOffice, police_post
from plugins.impact.assessments.measures import keep_deadlines
from plugins.impact.assessments.models import Assessment, AssessmentVersion
from plugins.impact.assessments.reviews import settle_causes
from plugins.impact.assessments.services import begin_version, restore_entries, told
from plugins.impact.assessments.terms import Standing


def send_for_review(session: Session, actor: Actor, assessment: Assessment) -> None:
    """Send the draft for review; nobody can change it until it is returned."""
    version = _hold(session, assessment)
    COURSE.enter(session, actor, version, Standing.REVIEW)
    version.sent_by_id = actor.person_id
    session.flush()
    record(session, told(AssessmentSent, assessment), by=actor)


def return_to_authors(session: Session, actor: Actor, assessment: Assessment, reason: str) -> None:
    """Return a version to its authors, for a reason that they read."""
    reason = clean_text(reason).strip()
    if not reason:
        raise Invalid(_("Reason needed."), {"reason": _("Give the reason")})
    version = _hold(session, assessment)
    COURSE.enter(session, actor, version, Standing.DRAFT)
    version.returned_reason = reason
    session.flush()
    record(session, told(AssessmentReturned, assessment), by=actor)


def sign(session: Session, actor: Actor, assessment: Assessment) -> None:
    """Sign the version in review, with the name and rank that the signer has in office today; it is public then."""
    version, earlier = _hold(session, assessment), assessment.signed
    post = police_post(session, actor)
    move = COURSE.enter(session, actor, version, Standing.SIGNED, post=post.post[:200] if post else "")
    if post is None:
        raise NotInOffice
    version.signed_at, version.signed_by_id = move.at, actor.person_id
    version.signed_name, version.signed_post = post.name, post.post
    if earlier is not None:
        COURSE.enter(session, actor, earlier, Standing.SUPERSEDED)
    session.flush()
    settle_causes(session, version)
    keep_deadlines(session, version)
    record(session, told(AssessmentChanged, assessment), by=actor)
    tell_followers(session, reference_to(assessment), lambda: _letter(session, version))


def renew(session: Session, actor: Actor, assessment: Assessment, reason: str) -> AssessmentVersion:
    """Begin the next version of a signed assessment, for a reason that everybody reads."""
    reason = clean_text(reason).strip()
    if not reason:
        raise Invalid(_("Reason needed."), {"reason": _("Give the reason")})
    lock_row(session, assessment)
    if assessment.latest.stands_at is not Standing.SIGNED:
        raise NotNow(_("There is a version already that is not signed yet. Go on with that one."))
    return begin_version(session, actor, assessment, reason)


def drop(session: Session, actor: Actor, assessment: Assessment, reason: str) -> None:
    """Drop a version that was begun by mistake, before it is signed: its number is not given again."""
    reason = clean_text(reason).strip()
    if not reason:
        raise Invalid(_("Reason needed."), {"reason": _("Give the reason")})
    version = _hold(session, assessment)
    event = told(VersionDropped, assessment)
    COURSE.enter(session, actor, version, Standing.DROPPED)
    restore_entries(session, actor, version)
    version.dropped_reason = reason
    if assessment.signed is not None:
        said = revisions_at(session, assessment, version.number)
        assessment.title = str(said["identity"][0].content["title"])[:200]
    session.flush()
    record(session, event, by=actor)


def _hold(session: Session, assessment: Assessment) -> AssessmentVersion:
    lock_row(session, assessment)
    return assessment.latest


def _letter(session: Session, version: AssessmentVersion) -> tuple[str, str]:
    number = version.assessment.number
    subject = _("Version %(version)s of assessment %(number)s was signed", version=version.number, number=number)
    body = _("You can read it and see what changed here:")
    return subject, f"{subject}.\n\n{body}\n{address_of(session, f'/impact/assessments/{number}')}\n"
