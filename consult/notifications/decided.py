"""Telling those who took part that the decision was published, or corrected."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.consultations.models import Activity, Consultation
from consult.contract.deployment import deployment_of
from consult.decisions.events import DecisionPublished
from consult.decisions.models import Decision
from consult.follows.services import tell_followers
from consult.kernel.messages import gettext as _
from consult.notifications.services import SEND, notify_participants


def tell_of_decision(session: Session, event: DecisionPublished) -> None:
    """Answer to a published decision: write to those who took part, once for each version."""
    decision = session.get_one(Decision, event.decision_id)
    consultation = session.get_one(Consultation, decision.consultation_id)
    activity_ids = session.scalars(select(Activity.id).where(Activity.consultation_id == consultation.id)).all()
    subject = f"{'Corrected' if decision.number > 1 else 'Decided'}: {consultation.title}"
    key = f"{SEND}:decision:{decision.id}"
    notify_participants(session, activity_ids, subject, _body(session, consultation, decision), key=key)
    told = "\n\n".join(_told(session, consultation, decision))
    tell_followers(session, reference_to(consultation), subject, told, key=f"follows.send:decision:{decision.id}")


def _body(session: Session, consultation: Consultation, decision: Decision) -> str:
    base = deployment_of(session).settings.base_url
    lines = [
        _("You took part in the consultation “%(title)s”.", title=consultation.title),
        *_told(session, consultation, decision),
        _("See which points your own response was cited for, with your reference: %(base)s/responses/find", base=base),
    ]
    return "\n\n".join(lines)


def _told(session: Session, consultation: Consultation, decision: Decision) -> list[str]:
    base = deployment_of(session).settings.base_url
    lines = []
    if decision.number > 1:
        lines.append(
            _(
                "The published decision was corrected. The reason given is:\n\n%(correction_reason)s",
                correction_reason=decision.correction_reason,
            )
        )
    else:
        lines.append(_("The decision was published:\n\n%(summary)s", summary=decision.summary))
    lines.append(
        _(
            "Read what we asked, what people said, and what we did about each point: "
            "%(base)s/consultations/%(slug)s/outcome",
            base=base,
            slug=consultation.slug,
        )
    )
    return lines
