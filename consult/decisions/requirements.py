"""What a decision waits for: every listed issue has an answer."""

from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.contract.references import Link
from consult.contract.requirements import Requirement, Unmet
from consult.decisions.models import Issue
from consult.decisions.queries import issues_of


def _unanswered(session: Session, consultation_id: int) -> list[Unmet]:
    waiting = session.scalars(issues_of(consultation_id).where(Issue.disposition.is_(None)))
    return [
        Unmet(
            f"Issue {issue.number}, “{issue.title}”, has no answer. Say what was done with it, and why.",
            Link(
                title=f"Answer issue {issue.number}",
                endpoint="decisions_staff.answer_issue",
                parts={"issue_id": issue.id},
            ),
        )
        for issue in waiting
    ]


ISSUES_ANSWERED = Requirement(
    name="decisions.issues_answered", title="Every issue has an answer", model=Consultation, unmet=_unanswered
)
