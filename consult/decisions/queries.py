"""Finding issues, decisions and the submission behind a reference."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from consult.citations.models import Citation
from consult.consultations.models import Activity, Consultation, State
from consult.decisions.models import Decision, Issue
from consult.kernel import tokens
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.submissions.models import Status, Submission, Tally

_IS_CITED = (
    (Citation.source_kind == Issue.__tablename__)
    & (Citation.target_kind == Submission.__tablename__)
    & (Citation.target_id == Submission.id)
)


def issues_of(consultation_id: int) -> Select[Issue]:
    """Select the issues of a consultation by number, without those that were dropped."""
    listed = (Issue.consultation_id == consultation_id, Issue.dropped_at.is_(None))
    return select(Issue).where(*listed).options(joinedload(Issue.disposed_by)).order_by(Issue.number)


def dropped_issues_of(consultation_id: int) -> Select[Issue]:
    """Select the issues that were taken from the list, by number."""
    dropped = (Issue.consultation_id == consultation_id, Issue.dropped_at.is_not(None))
    return select(Issue).where(*dropped).order_by(Issue.number)


def citations_of(issue_ids: Sequence[int]) -> Select[int, str]:
    """Select issue and reference of every cited submission that counts."""
    return (
        select(Citation.source_id, Submission.reference)
        .join(Submission, _IS_CITED)
        .where(Citation.source_id.in_(issue_ids), Submission.status == Status.SUBMITTED)
        .order_by(Citation.source_id, Submission.reference)
    )


def uncounted_citations(issue_id: int) -> Select[int, str]:
    """Select the submissions that an issue cites and that were withdrawn or excluded since, with what they are now."""
    return (
        select(Submission.id, Submission.status)
        .join(Citation, _IS_CITED)
        .where(Citation.source_id == issue_id, Submission.status != Status.SUBMITTED)
    )


def citation_counts(consultation_id: int) -> Select[int, int]:
    """Select how many submissions that count each issue cites."""
    return (
        select(Issue.id, func.count())
        .join(Citation, Citation.source_id == Issue.id)
        .join(Submission, _IS_CITED)
        .where(Issue.consultation_id == consultation_id, Submission.status == Status.SUBMITTED)
        .group_by(Issue.id)
    )


def counted_submissions(consultation_id: int) -> Select[int | None]:
    """Select how many submissions to a consultation count, from the counts that are kept in step with them."""
    return (
        select(func.sum(Tally.count))
        .join(Activity, Activity.id == Tally.activity_id)
        .where(
            Activity.consultation_id == consultation_id,
            Tally.variable == "status",
            Tally.value == Status.SUBMITTED,
        )
    )


def draft_of(consultation_id: int) -> Select[Decision]:
    """Select the version that is being written."""
    return select(Decision).where(Decision.consultation_id == consultation_id, Decision.published_at.is_(None))


def published_of(consultation_id: int) -> Select[Decision]:
    """Select the published versions, the newest first."""
    published = (Decision.consultation_id == consultation_id, Decision.published_at.is_not(None))
    return select(Decision).where(*published).order_by(Decision.number.desc())


def newest_published(session: Session, consultation_id: int) -> Decision | None:
    """Return the version that holds now, if one was published."""
    return session.scalar(published_of(consultation_id).limit(1))


def find_version(session: Session, consultation: Consultation, number: int) -> Decision:
    """Return a published version of the decision on a consultation; raises `NotFound` when there is none."""
    found = session.scalar(published_of(consultation.id).where(Decision.number == number))
    if found is None:
        raise NotFound
    return found


def find_issue(session: Session, issue_id: int) -> Issue:
    """Return an issue with its consultation; raises `NotFound` for none, and for one that was dropped."""
    query = select(Issue).where(Issue.id == issue_id, Issue.dropped_at.is_(None))
    found = session.scalar(query.options(joinedload(Issue.consultation), joinedload(Issue.disposed_by)))
    if found is None:
        raise NotFound
    return found


def find_submission(session: Session, reference: str) -> tuple[Submission, Activity]:
    """Return the submission with this reference, however it was typed, and its activity; raises `NotFound`."""
    query = (
        select(Submission, Activity)
        .join(Activity, Activity.id == Submission.activity_id)
        .join(Activity.consultation)
        .where(Submission.reference == tokens.read_code(reference), Consultation.state != State.DRAFT)
        .options(contains_eager(Activity.consultation))
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(_("We do not have a response with this reference. Check it and try again."))
    return found[0], found[1]
