"""Listing the points a decision must answer, citing what they rest on, and answering them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, object_session

from consult.audit.services import record
from consult.citations import services as citations
from consult.citations.queries import cited_in, read_references, reference_to
from consult.consultations.models import Activity, Consultation
from consult.contract.references import Reference
from consult.decisions.advice import ask_no_more
from consult.decisions.answers import NO_DETAILS, AnswerDetails, lacking
from consult.decisions.events import (
    CitationRemoved,
    IssueAdded,
    IssueAnswered,
    IssueDropped,
    IssueEdited,
    ItemsCited,
)
from consult.decisions.models import Disposition, Issue, IssuePoint
from consult.decisions.open_list import lock_issue, require_open_list
from consult.decisions.outline import close_gap
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_same, require_version
from consult.kernel.db import database_now
from consult.kernel.errors import Compared, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import clean_line, clean_text
from consult.submissions.models import Status, Submission

TITLE, DETAIL = _l("What is the point?"), _l("More about it")


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
    of_consultation = Issue.consultation_id == consultation.id
    last = session.scalar(select(func.max(Issue.number)).where(of_consultation)) or 0
    lowest = session.scalar(select(func.max(Issue.position)).where(of_consultation, Issue.parent_id.is_(None))) or 0
    issue = Issue(
        consultation=consultation,
        number=last + 1,
        position=lowest + 1,
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
    lock_issue(session, issue)
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
    details: AnswerDetails = NO_DETAILS,
) -> None:
    """Say what was done with an issue, why, and who answers for it; raises `ChangedMeanwhile` as `edit_issue` does.

    Raises `Invalid` when the answer lacks something that this disposition needs.
    """
    reason, answered_by = clean_text(reason).strip(), clean_line(answered_by)
    lock_issue(session, issue)
    given = details.cleaned(disposition)
    missing = lacking(disposition, given)
    if given.changed_document_id is not None and given.changed_document_id not in documents_of(issue):
        missing = {**missing, "changed_document_id": _("Select from the documents shown")}
    if missing:
        raise Invalid(fields=missing)
    require_version(
        issue.version,
        seen_version,
        Compared(
            _("What was done with this point?"), issue.disposed.label if issue.disposed else "", disposition.label
        ),
        Compared(_("What exactly, and why?"), issue.reason, reason),
        Compared(_("Who answers for this?"), issue.answered_by, answered_by),
        *given.compared(issue),
    )
    issue.disposition = disposition
    issue.reason, issue.answered_by = reason, answered_by
    for name, value in vars(given).items():
        setattr(issue, name, value)
    issue.disposed_at, issue.disposed_by_id = database_now(session), actor.person_id
    session.flush()
    event = IssueAnswered(
        consultation_id=issue.consultation_id,
        issue_id=issue.id,
        number=issue.number,
        disposition=disposition,
    )
    record(session, event, by=actor)


def documents_of(issue: Issue) -> dict[int, str]:
    """Return the documents of its consultation in which something may have changed, by number: those on offer."""
    return {document.id: document.title for document in issue.consultation.offered_documents}


def drop_issue(session: Session, actor: Actor, issue: Issue, reason: str) -> None:
    """Take an issue from the list (entered twice, or part of another); it stays on record with the reason.

    What is below it takes its place, and its points are in no issue then.
    """
    lock_issue(session, issue)
    session.execute(delete(IssuePoint).where(IssuePoint.issue_id == issue.id))
    ask_no_more(session, issue)
    close_gap(session, issue)
    issue.dropped_at, issue.drop_reason = database_now(session), clean_text(reason).strip()
    session.flush()
    event = IssueDropped(consultation_id=issue.consultation_id, issue_id=issue.id, number=issue.number)
    record(session, event, by=actor)


def cite(session: Session, issue: Issue, row: Any, actor: Actor) -> None:
    """Cite one row for an issue; citing it again changes nothing.

    Raises `Conflict` when it was withdrawn, is excluded or belongs to another consultation.
    """
    lock_issue(session, issue)
    fault = _why_not(issue, row)
    if fault:
        raise Conflict(f"{row.reference} {fault}.")
    _cite_all(session, actor, issue, [reference_to(row)])


def cite_references(session: Session, actor: Actor, issue: Issue, typed: str, note: str = "") -> int:
    """Cite what was typed, one reference on each line, and return how many are new.

    Raises `WrongLines` with a numbered sentence for each line that cannot be cited; then none is.
    """
    lock_issue(session, issue)
    found = read_references(session, actor, typed, lambda row: _why_not(issue, row))
    if not found:
        raise Invalid(fields={"references": _("Enter at least one reference")})
    return _cite_all(session, actor, issue, found, note)


def take_back_citation(session: Session, actor: Actor, issue: Issue, target: Reference) -> None:
    """Take a citation back; raises `NotFound` when there is none."""
    lock_issue(session, issue)
    source = reference_to(issue)
    named = {cited.reference: cited.link.title for cited in cited_in(session, actor, source)}
    citations.remove_citation(session, actor, source, target)
    event = CitationRemoved(
        consultation_id=issue.consultation_id, issue_id=issue.id, number=issue.number, reference=named[target]
    )
    record(session, event, by=actor)


def _why_not(issue: Issue, row: object) -> str:
    if not isinstance(row, Submission):
        return ""
    session = object_session(row)
    activity = session.get_one(Activity, row.activity_id) if session else None
    if activity is None or activity.consultation_id != issue.consultation_id:
        return _("is the reference of a response to another consultation")
    return {
        Status.WITHDRAWN: _("was withdrawn by its author"),
        Status.EXCLUDED: _("was excluded, so it does not count"),
    }.get(Status(row.status), "")


def _cite_all(session: Session, actor: Actor, issue: Issue, targets: Sequence[Reference], note: str = "") -> int:
    new = citations.cite(session, actor, reference_to(issue), targets, note)
    if new:
        event = ItemsCited(consultation_id=issue.consultation_id, issue_id=issue.id, number=issue.number, count=new)
        record(session, event, by=actor)
    return new
