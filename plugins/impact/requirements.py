"""What a decision owes to the groups: an answer to every piece of evidence that they sent."""

from sqlalchemy.orm import Session

from consult.sdk.activities import Consultation
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link
from consult.sdk.requirements import Requirement, Unmet
from plugins.impact.queries import unsettled


def unanswered(session: Session, consultation_id: int) -> list[Unmet]:
    """Return each piece of evidence that a decision still has to wait for."""
    return [
        Unmet(
            _(
                "Evidence %(reference)s from %(name)s has no answer yet: it is “%(label)s”.",
                reference=evidence.reference,
                name=evidence.organisation.name,
                label=evidence.stands_at.label,
            ),
            Link(
                title=_("Handle evidence %(reference)s", reference=evidence.reference),
                endpoint="impact_staff.evidence",
                parts={"evidence_id": evidence.id},
            ),
        )
        for evidence in session.scalars(unsettled(consultation_id))
    ]


EVIDENCE_ANSWERED = Requirement(
    name="impact.evidence_answered",
    title=_l("Every piece of evidence has an answer"),
    model=Consultation,
    unmet=unanswered,
)
