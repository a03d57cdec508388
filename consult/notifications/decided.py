"""Telling those who took part that the decision was published, or corrected."""

from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.contract.deployment import address_of
from consult.decisions.events import DecisionPublished
from consult.decisions.models import Decision
from consult.kernel.messages import gettext as _
from consult.notifications.services import tell_everybody


def tell_of_decision(session: Session, event: DecisionPublished) -> None:
    """Answer to a published decision: write to those who took part, once for each version."""
    decision = session.get_one(Decision, event.decision_id)
    consultation = session.get_one(Consultation, decision.consultation_id)

    def to_participants() -> tuple[str, str]:
        return _subject(consultation, decision), _body(session, consultation, decision)

    def to_followers() -> tuple[str, str]:
        return _subject(consultation, decision), "\n\n".join(_told(session, consultation, decision))

    tell_everybody(session, consultation, to_participants, to_followers, key=f"decision:{decision.id}")


def _subject(consultation: Consultation, decision: Decision) -> str:
    if decision.number > 1:
        return _("Corrected: %(title)s", title=consultation.title)
    return _("Decided: %(title)s", title=consultation.title)


def _body(session: Session, consultation: Consultation, decision: Decision) -> str:
    lines = [
        _("You took part in the consultation “%(title)s”.", title=consultation.title),
        *_told(session, consultation, decision),
        _(
            "See in which issues your own points are, and the answer to each, with your reference: %(address)s",
            address=address_of(session, "/responses/find"),
        ),
    ]
    return "\n\n".join(lines)


def _told(session: Session, consultation: Consultation, decision: Decision) -> list[str]:
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
            "Read what we asked, what people said, and what we did about each point: %(address)s",
            address=address_of(session, f"/consultations/{consultation.slug}/outcome"),
        )
    )
    lines.append(
        _(
            "Each issue that people raised, with what was done and why: %(address)s",
            address=address_of(session, f"/consultations/{consultation.slug}/outcome/record"),
        )
    )
    return lines
