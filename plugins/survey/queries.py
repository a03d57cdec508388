"""Finding surveys, their versions and their variables."""

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, contains_eager

from consult.sdk.access import Actor
from consult.sdk.activities import Activity, find_activity, is_visible_to
from consult.sdk.errors import NotFound
from consult.sdk.texts import read_query
from plugins.survey.definition import Definition
from plugins.survey.models import Outcome, Proposal, SurveyPicture, SurveyVariable, SurveyVersion, VersionStatus

KIND = "survey"


def find_survey(session: Session, activity_id: int, actor: Actor) -> Activity:
    """Return a survey with its consultation; raises `NotFound` when the actor may not know of it."""
    found = find_activity(session, activity_id, actor)
    if found.kind != KIND:
        raise NotFound
    return found


def known_pictures(session: Session, definition: Definition) -> set[str]:
    """Return the digests of those pictures of a definition that are here."""
    named = {option.picture.sha256 for item in definition.items for option in item.options if option.picture}
    named |= {block.sha256 for block in definition.blocks if block.sha256}
    return {*session.scalars(select(SurveyPicture.sha256).where(SurveyPicture.sha256.in_(named)))} if named else set()


def find_draft(session: Session, activity_id: int) -> SurveyVersion:
    """Return the draft of a survey; raises `NotFound`."""
    query = versions_of(activity_id).where(SurveyVersion.status == VersionStatus.DRAFT)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found


def find_published(session: Session, activity_id: int) -> SurveyVersion | None:
    """Return the version that is asked, if one was published."""
    return session.scalar(versions_of(activity_id).where(SurveyVersion.status == VersionStatus.PUBLISHED))


def find_waiting(session: Session, activity_id: int) -> Proposal | None:
    """Return the proposal that waits for a second officer, whether or not the draft still says the same."""
    waiting = select(Proposal).where(Proposal.activity_id == activity_id, Proposal.outcome == Outcome.WAITING)
    return session.scalar(waiting)


def find_proposal(session: Session, activity_id: int) -> Proposal | None:
    """Return the proposal that a second officer can confirm: the one of exactly the draft there is."""
    return session.scalar(waiting_changes().where(Proposal.activity_id == activity_id))


def waiting_changes(consultation_id: int | None = None) -> Select[Proposal]:
    """Select what waits for a second officer, in one consultation or all: proposals of exactly the draft there is.

    Where another version was published since, what was proposed would change that one too, so it waits no more.
    """
    is_of_draft = and_(
        SurveyVersion.activity_id == Proposal.activity_id,
        SurveyVersion.status == VersionStatus.DRAFT,
        SurveyVersion.number == Proposal.number,
        SurveyVersion.sha256 == Proposal.sha256,
    )
    query = (
        select(Proposal)
        .join(Activity, Activity.id == Proposal.activity_id)
        .join(SurveyVersion, is_of_draft)
        .where(Proposal.outcome == Outcome.WAITING)
        .order_by(Activity.position, Activity.id)
    )
    return query if consultation_id is None else query.where(Activity.consultation_id == consultation_id)


def last_answered(session: Session, draft: SurveyVersion) -> Proposal | None:
    """Return the last proposal if it was of exactly this draft, and was sent back."""
    query = select(Proposal).where(Proposal.activity_id == draft.activity_id).order_by(Proposal.id.desc()).limit(1)
    found = session.scalar(query)
    is_of_draft = found and (found.number, found.sha256) == (draft.number, draft.sha256)
    return found if found and is_of_draft and found.outcome == Outcome.SENT_BACK else None


def confirmed_numbers(activity_id: int) -> Select[int]:
    """Select the numbers of the versions that two officers agreed to."""
    return select(Proposal.number).where(Proposal.activity_id == activity_id, Proposal.outcome == Outcome.CONFIRMED)


def versions_of(activity_id: int) -> Select[SurveyVersion]:
    """Select the versions of a survey, oldest first."""
    return select(SurveyVersion).where(SurveyVersion.activity_id == activity_id).order_by(SurveyVersion.number)


def published_versions(activity_id: int) -> Select[SurveyVersion]:
    """Select the versions of a survey that were ever asked, oldest first."""
    return versions_of(activity_id).where(SurveyVersion.status != VersionStatus.DRAFT)


def variables_of(activity_id: int) -> Select[SurveyVariable]:
    """Select the variables of a survey in the order of the questions."""
    return (
        select(SurveyVariable)
        .where(SurveyVariable.activity_id == activity_id)
        .order_by(SurveyVariable.position, SurveyVariable.key)
    )


def changed_surveys(consultation_id: int) -> Select[Activity]:
    """Select a consultation's surveys of which more than one version was published, with a note for the public."""
    noted = select(SurveyVersion.activity_id).where(SurveyVersion.public_note != "", SurveyVersion.number > 1)
    return (
        select(Activity)
        .where(Activity.consultation_id == consultation_id, Activity.kind == KIND, Activity.id.in_(noted))
        .order_by(Activity.position, Activity.id)
    )


def surveys_for(actor: Actor) -> Select[Activity]:
    """Select the surveys that the actor may know of, with their consultations, the oldest first."""
    return (
        select(Activity)
        .join(Activity.consultation)
        .options(contains_eager(Activity.consultation))
        .where(Activity.kind == KIND, is_visible_to(actor))
        .order_by(Activity.id)
    )


def newest_numbers(session: Session) -> dict[int, int]:
    """Return the number of the newest version of each survey of which one was published."""
    newest = (
        select(SurveyVersion.activity_id, func.max(SurveyVersion.number).label("number"))
        .where(SurveyVersion.status != VersionStatus.DRAFT)
        .group_by(SurveyVersion.activity_id)
    )
    return {row.activity_id: row.number for row in session.execute(newest)}


def surveys_named(session: Session, typed: str, *, beside: int) -> list[Activity]:
    """Return the surveys other than this one with these words in their title or their consultation’s, newest first."""
    query = read_query(typed)
    found = session.scalars(
        select(Activity)
        .join(Activity.consultation)
        .options(contains_eager(Activity.consultation))
        .where(Activity.kind == KIND, Activity.id != beside)
        .order_by(Activity.id.desc())
    )
    # A council has hundreds of surveys, not thousands: their titles are compared here, in every script.
    return [one for one in found if not query or query.matches(f"{one.title}\n{one.consultation.title}")]
