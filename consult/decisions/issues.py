"""Listing the points a decision must answer, citing submissions for them, and answering them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Consultation, State
from consult.decisions.events import (
    CitationRemoved,
    IssueAdded,
    IssueAnswered,
    IssueDropped,
    IssueEdited,
    SubmissionsCited,
)
from consult.decisions.models import Citation, Disposition, Issue
from consult.decisions.queries import draft_of, submissions_with
from consult.kernel import tokens
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_same, require_version
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Compared, Conflict, Invalid, NotFound
from consult.kernel.text import clean_line, clean_text
from consult.submissions.models import Status, Submission

TITLE, DETAIL = "What is the point?", "More about it"
NOT_YET = frozenset({State.DRAFT.value, State.SCHEDULED.value})
ENDED = frozenset({State.DECIDED.value, State.ARCHIVED.value})


class IssuesFixed(Conflict):
    """The decision was published, so its issues stand as they are."""

    default = (
        "The decision has been published, so its issues stand as they are. "
        "Begin a correction first if something in it is wrong."
    )


class WrongLines(Invalid):
    """Some of the references that were typed cannot be cited; `lines` has one sentence for each."""

    default = "Some of the references cannot be cited."

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.lines = list(lines)


def add_issue(
    session: Session, actor: Actor, consultation: Consultation, title: str, detail: str, form_key: str | None = None
) -> Issue:
    """List a point that the decision must answer; the same form sent twice adds one.

    Raises `SavedOtherwise` when the form was sent before with other words.
    """
    require_open_list(session, consultation)
    title, detail = clean_line(title), clean_text(detail).strip()
    known = session.scalar(select(Issue).where(Issue.form_key == form_key)) if form_key else None
    if known is not None:
        require_same(Compared(TITLE, known.title, title), Compared(DETAIL, known.detail, detail))
        return known
    last = session.scalar(select(func.max(Issue.number)).where(Issue.consultation_id == consultation.id))
    issue = Issue(
        consultation=consultation,
        number=(last or 0) + 1,
        title=title,
        detail=detail,
        form_key=form_key,
        created_at=database_now(session),
        created_by_id=actor.person_id,
    )
    session.add(issue)
    session.flush()
    record(session, IssueAdded(consultation_id=consultation.id, issue_id=issue.id, number=issue.number), by=actor)
    return issue


def edit_issue(session: Session, actor: Actor, issue: Issue, title: str, detail: str, seen_version: int) -> None:
    """Change the words of an issue; raises `ChangedMeanwhile` when somebody else saved it first."""
    title, detail = clean_line(title), clean_text(detail).strip()
    _lock(session, issue)
    require_version(
        issue.version,
        seen_version,
        Compared(TITLE, issue.title, title),
        Compared(DETAIL, issue.detail, detail),
    )
    issue.title, issue.detail = title, detail
    session.flush()
    event = IssueEdited(consultation_id=issue.consultation_id, issue_id=issue.id, number=issue.number)
    record(session, event, by=actor)


def answer_issue(
    session: Session,
    actor: Actor,
    issue: Issue,
    disposition: Disposition,
    reason: str,
    answered_by: str,
    seen_version: int,
) -> None:
    """Say what was done with an issue, why, and who answers for it; raises `ChangedMeanwhile` as `edit_issue` does."""
    reason, answered_by = clean_text(reason).strip(), clean_line(answered_by)
    _lock(session, issue)
    require_version(
        issue.version,
        seen_version,
        Compared("What was done with this point?", issue.disposed.label if issue.disposed else "", disposition.label),
        Compared("What exactly, and why?", issue.reason, reason),
        Compared("Who answers for this?", issue.answered_by, answered_by),
    )
    issue.disposition = disposition.value
    issue.reason, issue.answered_by = reason, answered_by
    issue.disposed_at, issue.disposed_by_id = database_now(session), actor.person_id
    session.flush()
    event = IssueAnswered(
        consultation_id=issue.consultation_id,
        issue_id=issue.id,
        number=issue.number,
        disposition=disposition.value,
    )
    record(session, event, by=actor)


def drop_issue(session: Session, actor: Actor, issue: Issue, reason: str) -> None:
    """Take an issue from the list (entered twice, or part of another); it stays on record with the reason."""
    _lock(session, issue)
    issue.dropped_at, issue.drop_reason = database_now(session), clean_text(reason).strip()
    session.flush()
    event = IssueDropped(consultation_id=issue.consultation_id, issue_id=issue.id, number=issue.number)
    record(session, event, by=actor)


def cite(session: Session, issue: Issue, submission: Submission, actor: Actor) -> None:
    """Cite one submission for an issue; citing it again changes nothing.

    Raises `Conflict` when the submission was withdrawn or excluded.
    """
    _lock(session, issue)
    fault = _why_not(submission)
    if fault:
        raise Conflict(f"{submission.reference} {fault}.")
    _cite_all(session, issue, [submission], actor)


def cite_references(session: Session, actor: Actor, issue: Issue, typed: str) -> int:
    """Cite the submissions whose references were typed, one on each line, and return how many are new.

    Raises `WrongLines` with a numbered sentence for each line that cannot be cited; then none is.
    """
    _lock(session, issue)
    lines = [(number, line) for number, line in enumerate(typed.splitlines(), start=1) if line.strip()]
    references = {tokens.read_code(line) for _, line in lines}
    found = {one.reference: one for one in session.scalars(submissions_with(issue.consultation_id, sorted(references)))}
    wrong = []
    for number, line in lines:
        submission = found.get(tokens.read_code(line))
        shown = clean_line(line)[:40]
        fault = (
            "is not the reference of a response to this consultation" if submission is None else _why_not(submission)
        )
        if fault:
            wrong.append(f"Line {number}: {shown} {fault}.")
    if wrong:
        raise WrongLines(wrong)
    if not found:
        raise Invalid(fields={"references": "Enter at least one reference"})
    return _cite_all(session, issue, list(found.values()), actor)


def take_back_citation(session: Session, actor: Actor, issue: Issue, reference: str) -> None:
    """Take a citation back; raises `NotFound` when there is none."""
    _lock(session, issue)
    citation = session.scalar(
        select(Citation)
        .join(Submission, Submission.id == Citation.submission_id)
        .where(Citation.issue_id == issue.id, Submission.reference == reference)
    )
    if citation is None:
        raise NotFound
    session.delete(citation)
    session.flush()
    event = CitationRemoved(
        consultation_id=issue.consultation_id, issue_id=issue.id, number=issue.number, reference=reference
    )
    record(session, event, by=actor)


def require_open_list(session: Session, consultation: Consultation) -> None:
    """Lock the consultation and raise unless its issues may still change.

    Everything that changes what a decision says takes this lock first, and so does the publication: what the
    publication found complete cannot become incomplete before it commits.
    """
    lock_row(session, consultation)
    if consultation.state in NOT_YET:
        raise Conflict("This consultation has not opened yet, so there is nothing to answer.")
    if consultation.state in ENDED and session.scalar(draft_of(consultation.id)) is None:
        raise IssuesFixed


def _lock(session: Session, issue: Issue) -> None:
    require_open_list(session, issue.consultation)
    lock_row(session, issue)
    if issue.dropped_at is not None:
        raise Conflict("Somebody took this issue from the list. Go back to the list of issues.")


def _why_not(submission: Submission) -> str:
    return {Status.WITHDRAWN: "was withdrawn by its author", Status.EXCLUDED: "was excluded, so it does not count"}.get(
        Status(submission.status), ""
    )


def _cite_all(session: Session, issue: Issue, submissions: Sequence[Submission], actor: Actor) -> int:
    known = set(session.scalars(select(Citation.submission_id).where(Citation.issue_id == issue.id)))
    new = [one for one in submissions if one.id not in known]
    at = database_now(session)
    session.add_all(
        Citation(issue_id=issue.id, submission_id=one.id, cited_at=at, cited_by_id=actor.person_id) for one in new
    )
    session.flush()
    if new:
        event = SubmissionsCited(
            consultation_id=issue.consultation_id, issue_id=issue.id, number=issue.number, count=len(new)
        )
        record(session, event, by=actor)
    return len(new)
