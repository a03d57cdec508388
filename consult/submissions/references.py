"""Responses and evidence where others refer to them: for the desk all, for others what its plugin lets them know of."""

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.policies import desk
from consult.contract.deployment import deployment_of
from consult.contract.references import Link, ReferenceKind
from consult.kernel.authz import Actor
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.models import Submission
from consult.submissions.owners import owner_of


def _visible_to(session: Session, actor: Actor) -> Select[Submission]:
    if desk.allows(actor):
        return select(Submission)
    kinds = deployment_of(session).registry.activities.values()
    known = [Submission.id.in_(kind.visible_to(actor)) for kind in kinds if kind.visible_to is not None]
    return select(Submission).where(or_(false(), *known))


def _link(session: Session, actor: Actor, submission: Submission) -> Link:
    if not desk.allows(actor):
        parts = {"reference": submission.reference}
        return Link(title=submission.reference, endpoint="decisions.reference", parts=parts)
    owner = owner_of(session, session.get_one(Activity, submission.activity_id))
    endpoint = owner.submission_endpoint if owner else "desk.read"
    return Link(title=submission.reference, endpoint=endpoint, parts={"submission_id": submission.id})


REFERENCES = (
    ReferenceKind(
        model=Submission,
        title=_l("Response or evidence"),
        visible_to=_visible_to,
        link=_link,
        code=Submission.reference,
        example="CN-7F3K-92QX",
    ),
)
