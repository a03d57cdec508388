"""Issues and decisions where others refer to them: an issue for officers, a decision once it is published."""

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session, joinedload

from consult.consultations.models import Consultation, State
from consult.consultations.policies import desk
from consult.contract.references import Link, ReferenceKind
from consult.decisions.models import Advice, Decision, Issue
from consult.kernel.authz import Actor
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l


def _issues(_session: Session, actor: Actor) -> Select[Issue]:
    found = select(Issue).where(Issue.dropped_at.is_(None)).options(joinedload(Issue.consultation))
    return found if desk.allows(actor) else found.where(false())


def _decisions(_session: Session, _actor: Actor) -> Select[Decision]:
    published = (Decision.published_at.is_not(None), Consultation.state != State.DRAFT)
    return select(Decision).join(Decision.consultation).where(*published).options(joinedload(Decision.consultation))


def _issue(_session: Session, _actor: Actor, issue: Issue) -> Link:
    title = _("Issue %(number)s of “%(title)s”", number=issue.number, title=issue.consultation.title)
    return Link(title=title, endpoint="decisions_staff.issue", parts={"issue_id": issue.id})


def _decision(_session: Session, _actor: Actor, decision: Decision) -> Link:
    parts = {"slug": decision.consultation.slug, "number": decision.number}
    title = _(
        "The decision on “%(title)s”, version %(number)s", title=decision.consultation.title, number=decision.number
    )
    return Link(title=title, endpoint="decisions.version", parts=parts)


def _advice(_session: Session, actor: Actor) -> Select[Advice]:
    found = select(Advice).join(Advice.issue).where(Issue.dropped_at.is_(None), Advice.taken_back_at.is_(None))
    return found if desk.allows(actor) else found.where(Advice.adviser_id == actor.person_id)


def _advice_link(_session: Session, _actor: Actor, advice: Advice) -> Link:
    title = _("Advice on issue %(number)s", number=advice.issue.number)
    return Link(title=title, endpoint="advice.show", parts={"advice_id": advice.id})


REFERENCES = (
    ReferenceKind(model=Advice, title=_l("Advice"), visible_to=_advice, link=_advice_link),
    ReferenceKind(model=Issue, title=_l("Issue"), visible_to=_issues, link=_issue),
    ReferenceKind(model=Decision, title=_l("Decision"), visible_to=_decisions, link=_decision),
)
