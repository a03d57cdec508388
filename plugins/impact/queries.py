"""Finding impact evidence."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.access import Actor, Role, staff
from consult.sdk.activities import Activity, Channel, Submission, find_activity
from consult.sdk.activities import Status as SubmissionStatus
from consult.sdk.database import tokens
from consult.sdk.errors import Gone, NotFound
from consult.sdk.messages import gettext as _
from plugins.impact.models import Evidence
from plugins.impact.policies import ON_DESK
from plugins.impact.procedure import PUBLISHED, SETTLED, Status

KIND = "impact"
_IS_PUBLISHED = (
    Evidence.status.in_(sorted(PUBLISHED)),
    Evidence.publication.in_(("public", "anonymous")),
    Evidence.is_cleared,
    Submission.status == SubmissionStatus.SUBMITTED,
)
_SHOWN = (joinedload(Evidence.submission), joinedload(Evidence.organisation), joinedload(Evidence.adds_to))
_WHOLE = (
    joinedload(Evidence.activity).joinedload(Activity.consultation),
    selectinload(Evidence.queries),
    selectinload(Evidence.steps),
    selectinload(Evidence.attachments),
)


def visible_to(actor: Actor) -> Select[Evidence]:
    """Select what the actor may read: its groups' evidence, on the desk all that was sent or is being entered.

    The police authorising officer reads what was accepted, where the group keeps neither it nor its name back.
    """
    return select(Evidence).where(_may_read(actor)).options(*_SHOWN)


def _may_read(actor: Actor) -> ColumnElement[bool]:
    readable: list[ColumnElement[bool]] = [Evidence.organisation_id.in_(sorted(actor.organisation_ids))]
    if actor.has(*ON_DESK):
        readable.append(Evidence.status != Status.DRAFT)
    if staff.allows(actor):
        readable.append(Evidence.channel != Channel.WEB)
    if actor.has(Role.AUTHORISING_OFFICER):
        readable.append(and_(Evidence.status.in_(sorted(PUBLISHED)), Evidence.publication == "public"))
    return or_(*readable)


def _published_to_all() -> ColumnElement[bool]:
    published = select(Evidence.id).join(Submission, Submission.id == Evidence.submission_id).where(*_IS_PUBLISHED)
    return Evidence.id.in_(published)


def submissions_visible_to(actor: Actor) -> Select[int | None]:
    """Select the submissions whose evidence the actor may read: their own, and what everybody can."""
    return select(Evidence.submission_id).where(or_(_may_read(actor), _published_to_all()))


def of_groups(actor: Actor) -> Select[Evidence]:
    """Select the evidence of the actor's groups, the newest first."""
    own = Evidence.organisation_id.in_(sorted(actor.organisation_ids))
    shown = (*_SHOWN, joinedload(Evidence.activity).joinedload(Activity.consultation))
    return select(Evidence).where(own).options(*shown).order_by(Evidence.id.desc())


def on_desk(activity_id: int, actor: Actor, status: str | None = None, before: int | None = None) -> Select[Evidence]:
    """Select what of an activity the actor may handle or read on the desk, the newest first; of one status if named."""
    found = visible_to(actor).where(Evidence.activity_id == activity_id, Evidence.status != Status.DRAFT)
    if not actor.has(*ON_DESK):
        found = found.where(Evidence.status.in_(sorted(PUBLISHED)))
    if status:
        found = found.where(Evidence.status == status)
    if before is not None:
        found = found.where(Evidence.id < before)
    return found.order_by(Evidence.id.desc())


def being_entered(activity_id: int) -> Select[Evidence]:
    """Select what officers are entering for groups and did not send yet."""
    entries = (Evidence.activity_id == activity_id, Evidence.status == Status.DRAFT)
    return select(Evidence).where(*entries, Evidence.channel != Channel.WEB).options(*_SHOWN).order_by(Evidence.id)


def status_counts(activity_id: int) -> Select[str, int]:
    """Select how many pieces that were sent to an activity stand where."""
    sent = (Evidence.activity_id == activity_id, Evidence.status != Status.DRAFT)
    return select(Evidence.status, func.count()).where(*sent).group_by(Evidence.status)


def out_of_scope(activity_id: int) -> Select[Evidence]:
    """Select what two officers found to be out of scope."""
    found = select(Evidence).where(
        Evidence.activity_id == activity_id, Evidence.status.in_([Status.OUT_OF_SCOPE, Status.APPEALED])
    )
    return found.options(*_SHOWN).order_by(Evidence.id)


def published_as(references: Sequence[str]) -> Select[Evidence]:
    """Select what the public may read of the evidence with these references."""
    found = select(Evidence).join(Submission, Submission.id == Evidence.submission_id)
    return found.where(Submission.reference.in_(references), *_IS_PUBLISHED).options(*_SHOWN).order_by(Evidence.id)


def find_published(session: Session, reference: str, actor: Actor) -> Evidence:
    """Return a published piece by its reference; raises `NotFound` when the public may not read it.

    Raises `Gone` when the public could, and says why it cannot any longer, but neither whose it is nor what it said.
    """
    code = tokens.read_code(reference)
    found = session.scalar(published_as([code]).options(*_WHOLE))
    if found is None:
        once = session.scalar(once_published([code]))
        raise Gone(why_not_public(once)) if once else NotFound
    return found


def once_published(references: Sequence[str]) -> Select[Evidence]:
    """Select what of the evidence with these references the public could read once, and can no longer."""
    found = select(Evidence).join(Submission, Submission.id == Evidence.submission_id)
    return found.where(
        Submission.reference.in_(references), Evidence.published_at.is_not(None), ~and_(*_IS_PUBLISHED)
    ).options(*_SHOWN)


def why_not_public(evidence: Evidence) -> str:
    """Return why the public can no longer read a piece that it could read once."""
    if evidence.stands_at is Status.WITHDRAWN:
        return _("This piece of evidence was public. Its group withdrew it since, so what it said was deleted.")
    if evidence.publication == "officers_only":
        return _(
            "This piece of evidence was public. Its group narrowed who may read it since, so only council officers "
            "read it now."
        )
    return _("This piece of evidence was public. It is not at the moment.")


def published(activity_id: int, after: int | None = None) -> Select[Evidence]:
    """Select what the public may read: accepted, cleared by an officer, and meant for publication by the group."""
    found = all_published().where(Evidence.activity_id == activity_id)
    return found.where(Evidence.id > after) if after is not None else found


def all_published() -> Select[Evidence]:
    """Select what the public may read of all evidence, whatever it is about."""
    found = select(Evidence).join(Submission, Submission.id == Evidence.submission_id)
    return found.where(*_IS_PUBLISHED).options(*_SHOWN).order_by(Evidence.id)


def with_published(activity_ids: Sequence[int]) -> Select[int]:
    """Select which of these activities have evidence that the public may read."""
    found = select(Evidence.activity_id).join(Submission, Submission.id == Evidence.submission_id)
    return found.where(Evidence.activity_id.in_(activity_ids), *_IS_PUBLISHED).distinct()


def unsettled(consultation_id: int) -> Select[Evidence]:
    """Select what a decision on the consultation still has to wait for."""
    activities = select(Activity.id).where(Activity.consultation_id == consultation_id)
    return (
        select(Evidence)
        .where(Evidence.activity_id.in_(activities), Evidence.status.not_in(sorted(SETTLED)))
        .options(*_SHOWN)
        .order_by(Evidence.id)
    )


def find_impact_activity(session: Session, activity_id: int, actor: Actor) -> Activity:
    """Return an activity of this kind; raises `NotFound` when there is none that the actor may know of."""
    activity = find_activity(session, activity_id, actor)
    if activity.kind != KIND:
        raise NotFound
    return activity


def find_evidence(session: Session, evidence_id: int, actor: Actor) -> Evidence:
    """Return a piece of evidence with all that belongs to it; raises `NotFound` when the actor may not know of it."""
    found = session.scalar(visible_to(actor).where(Evidence.id == evidence_id).options(*_WHOLE))
    if found is None:
        raise NotFound
    return found


def find_by_submission(session: Session, submission_id: int, actor: Actor) -> Evidence:
    """Return the evidence in an envelope; raises `NotFound` when the actor may not know of it."""
    found = session.scalar(visible_to(actor).where(Evidence.submission_id == submission_id))
    if found is None:
        raise NotFound
    return found


def numbers_filed(session: Session, activity_ids: Sequence[int]) -> dict[int, int]:
    """Return how many pieces of evidence that count were sent to each activity."""
    query = (
        select(Evidence.activity_id, func.count())
        .join(Submission, Submission.id == Evidence.submission_id)
        .where(Evidence.activity_id.in_(activity_ids), Submission.status == SubmissionStatus.SUBMITTED)
        .group_by(Evidence.activity_id)
    )
    return dict(session.execute(query).all())
