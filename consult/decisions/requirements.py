"""What a decision waits for: every listed issue has an answer."""

from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.contract.references import Link
from consult.contract.requirements import Requirement, Unmet
from consult.decisions.answers import lacking
from consult.decisions.models import Issue
from consult.decisions.queries import issues_of
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l


def _unanswered(session: Session, consultation_id: int) -> list[Unmet]:
    issues = session.scalars(issues_of(consultation_id)).all()
    return [Unmet(sentence, _to_answer(issue)) for issue in issues for sentence in _needs(issue)]


def _needs(issue: Issue) -> list[str]:
    if issue.disposed is None:
        sentence = _(
            "Issue %(number)s, “%(title)s”, has no answer. Say what was done with it, and why.", **_named(issue)
        )
        return [sentence]
    return [
        _("The answer to issue %(number)s, “%(title)s”, lacks something: %(needed)s.", needed=sentence, **_named(issue))
        for sentence in lacking(issue.disposed, issue).values()
    ]


def _named(issue: Issue) -> dict[str, object]:
    return {"number": issue.number, "title": issue.title}


def _to_answer(issue: Issue) -> Link:
    return Link(
        title=_("Answer issue %(number)s", number=issue.number),
        endpoint="decisions_staff.answer_issue",
        parts={"issue_id": issue.id},
    )


ISSUES_ANSWERED = Requirement(
    name="decisions.issues_answered", title=_l("Every issue has an answer"), model=Consultation, unmet=_unanswered
)
