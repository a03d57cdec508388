"""Finding issues, decisions and the submission behind a reference."""

from collections.abc import Sequence

from sqlalchemy import Select, case, func, select, union
from sqlalchemy.orm import Session, contains_eager, joinedload

from consult.citations.models import Citation
from consult.consultations.models import Activity, Consultation, State
from consult.decisions.models import Advice, Decision, Issue, IssuePoint
from consult.kernel import tokens
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.submissions.models import Passage, Status, Submission, Tally

_IS_CITED = (
    (Citation.source_kind == Issue.__tablename__)
    & (Citation.target_kind == Submission.__tablename__)
    & (Citation.target_id == Submission.id)
)
_BEHIND = union(
    select(Citation.source_id.label("issue_id"), Citation.target_id.label("submission_id")).where(
        Citation.source_kind == Issue.__tablename__, Citation.target_kind == Submission.__tablename__
    ),
    select(IssuePoint.issue_id, Passage.submission_id)
    .join(Passage, Passage.id == IssuePoint.passage_id)
    .where(Passage.ended_at.is_(None)),
).subquery("behind")
"""Which responses are behind which issue: those that it cites, and those whose points are in it."""


def issues_of(consultation_id: int) -> Select[Issue]:
    """Select the issues of a consultation by number, without those that were dropped."""
    listed = (Issue.consultation_id == consultation_id, Issue.dropped_at.is_(None))
    return select(Issue).where(*listed).options(joinedload(Issue.disposed_by)).order_by(Issue.number)


def dropped_issues_of(consultation_id: int) -> Select[Issue]:
    """Select the issues that were taken from the list, by number."""
    dropped = (Issue.consultation_id == consultation_id, Issue.dropped_at.is_not(None))
    return select(Issue).where(*dropped).order_by(Issue.number)


def citations_of(issue_ids: Sequence[int]) -> Select[int, str]:
    """Select issue and reference of every submission that counts and is cited, or of which a point is in the issue."""
    return (
        select(_BEHIND.c.issue_id, Submission.reference)
        .join(Submission, Submission.id == _BEHIND.c.submission_id)
        .where(_BEHIND.c.issue_id.in_(issue_ids), Submission.status == Status.SUBMITTED)
        .order_by(_BEHIND.c.issue_id, Submission.reference)
    )


def uncounted_citations(issue_id: int) -> Select[int, str]:
    """Select the submissions that an issue cites and that were withdrawn or excluded since, with what they are now."""
    return (
        select(Submission.id, Submission.status)
        .join(Citation, _IS_CITED)
        .where(Citation.source_id == issue_id, Submission.status != Status.SUBMITTED)
    )


def citation_counts(consultation_id: int) -> Select[int, int]:
    """Select how many submissions that count are behind each issue."""
    return (
        select(Issue.id, func.count())
        .join(_BEHIND, _BEHIND.c.issue_id == Issue.id)
        .join(Submission, Submission.id == _BEHIND.c.submission_id)
        .where(Issue.consultation_id == consultation_id, Submission.status == Status.SUBMITTED)
        .group_by(Issue.id)
    )


def points_of(consultation_id: int) -> Select[Passage, IssuePoint | None]:
    """Select the points of responses that count, each with the issue in which it is, by number."""
    is_point = (Passage.consultation_id == consultation_id, Passage.number.is_not(None), Passage.ended_at.is_(None))
    return (
        select(Passage, IssuePoint)
        .join(Submission, Submission.id == Passage.submission_id)
        .outerjoin(IssuePoint, IssuePoint.passage_id == Passage.id)
        .where(*is_point, Submission.status == Status.SUBMITTED)
        .order_by(Passage.number)
    )


def point_counts(consultation_id: int) -> Select[int, int, int]:
    """Select for each issue how many points that count are in it, and how many of them have a supplement."""
    supplemented = func.sum(case((IssuePoint.supplement != "", 1), else_=0))
    counted = points_of(consultation_id).order_by(None).where(IssuePoint.issue_id.is_not(None))
    return counted.with_only_columns(IssuePoint.issue_id, func.count(), supplemented).group_by(IssuePoint.issue_id)


def points_in_no_issue(consultation_id: int) -> Select[int]:
    """Select how many points that count are in no issue, so that nobody answers them."""
    loose = points_of(consultation_id).order_by(None).where(IssuePoint.issue_id.is_(None))
    return loose.with_only_columns(func.count())


def counted_submissions(consultation_id: int) -> Select[int, int]:
    """Select how many submissions to each activity count, from the counts that are kept in step with them."""
    return (
        select(Tally.activity_id, func.sum(Tally.count))
        .join(Activity, Activity.id == Tally.activity_id)
        .where(
            Activity.consultation_id == consultation_id,
            Tally.variable == "status",
            Tally.value == Status.SUBMITTED,
        )
        .group_by(Tally.activity_id)
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


def public_advice(consultation_id: int) -> Select[Advice]:
    """Select the advice on the issues of a consultation that an officer chose to publish, in the order given."""
    public = select(Advice).join(Advice.issue).where(Issue.consultation_id == consultation_id, Advice.is_public)
    return public.order_by(Advice.given_at, Advice.id)
