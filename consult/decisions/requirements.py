"""What a decision waits for: every listed issue has an answer."""

from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.contract.references import Link
from consult.contract.requirements import Requirement, Unmet
from consult.decisions.models import Issue
from consult.decisions.queries import issues_of
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l


def _unanswered(session: Session, consultation_id: int) -> list[Unmet]:
    waiting = session.scalars(issues_of(consultation_id).where(Issue.disposition.is_(None)))
    return [
        Unmet(
            _(
                "Issue %(number)s, “%(title)s”, has no answer. Say what was done with it, and why.",
                number=issue.number,
                title=issue.title,
            ),
            Link(
                title=_("Answer issue %(number)s", number=issue.number),
                endpoint="decisions_staff.answer_issue",
                parts={"issue_id": issue.id},
            ),
        )
        for issue in waiting
    ]


ISSUES_ANSWERED = Requirement(
    name="decisions.issues_answered", title=_l("Every issue has an answer"), model=Consultation, unmet=_unanswered
)
