"""What a decision waits for: every listed issue has an answer, and every quotation is word for word."""

import textwrap
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.analysis.quotations import wrong_quotations
from consult.analysis.themes.queries import themes_of
from consult.consultations.models import Consultation
from consult.contract.references import Link
from consult.contract.requirements import Requirement, Unmet
from consult.decisions.answers import lacking
from consult.decisions.models import Issue, IssuePoint
from consult.decisions.queries import draft_of, issues_of, public_advice
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

QUOTING = {
    "summary": _l("The decision in short"),
    "decided": _l("What was decided"),
    "asked": _l("We asked"),
    "said": _l("You said"),
    "did": _l("We did"),
    "correction_reason": _l("Why it is corrected"),
}


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


def _not_verbatim(session: Session, consultation_id: int) -> list[Unmet]:
    """Return each quotation in what the public will read that no publishable response says word for word."""
    consultation = session.get_one(Consultation, consultation_id)
    return [
        Unmet(
            _(
                "%(where)s quotes “%(quotation)s”. No response that the public can read says so word for word. "
                "Quote word for word, or take the quotation marks away.",
                where=where,
                quotation=textwrap.shorten(quotation, 120, placeholder="…"),
            ),
            link,
        )
        for where, link, texts in _written(session, consultation)
        for quotation in wrong_quotations(session, consultation, texts)
    ]


def _written(session: Session, consultation: Consultation) -> Iterator[tuple[str, Link | None, list[str]]]:
    # Whoever looks a reference up reads which themes were found, and the report says what belongs to each.
    themes = session.scalars(themes_of(consultation.id)).all()
    yield _("The title of a theme"), None, [theme.title for theme in themes]
    yield _("What belongs to a theme"), None, [theme.definition for theme in themes]
    decision = session.scalar(draft_of(consultation.id))
    for name, label in QUOTING.items() if decision is not None else ():
        yield _("The text “%(label)s”", label=label), None, [getattr(decision, name) or ""]
    supplements: dict[int, list[str]] = {}
    placed = select(IssuePoint.issue_id, IssuePoint.supplement).where(IssuePoint.supplement != "")
    for number, words in session.execute(
        placed.where(IssuePoint.issue_id.in_(select(Issue.id).where(Issue.consultation_id == consultation.id)))
    ):
        supplements.setdefault(number, []).append(words)
    advice: dict[int, list[str]] = {}
    for given in session.scalars(public_advice(consultation.id)):
        advice.setdefault(given.issue_id, []).append(given.said)
    for issue in session.scalars(issues_of(consultation.id)):
        texts = (issue.title, issue.detail, issue.reason, issue.authority, issue.look_again)
        more = [*supplements.get(issue.id, []), *advice.get(issue.id, [])]
        yield _("Issue %(number)s, “%(title)s”", **_named(issue)), _to_answer(issue), [*texts, *more]


QUOTATIONS_VERBATIM = Requirement(
    name="decisions.quotations_verbatim",
    title=_l("Every quotation is word for word"),
    model=Consultation,
    unmet=_not_verbatim,
)
ISSUES_ANSWERED = Requirement(
    name="decisions.issues_answered", title=_l("Every issue has an answer"), model=Consultation, unmet=_unanswered
)
