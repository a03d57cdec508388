"""Who may see, prepare and run a consultation."""

from typing import Protocol

from consult.consultations.models import Consultation, State
from consult.kernel.authz import Actor, Permissions, Role, anyone, has_role, rule, staff

SEE_DRAFTS = (Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR)


class PartOfConsultation(Protocol):
    """What belongs to a consultation: a document, or a change."""

    @property
    def consultation(self) -> Consultation:
        """The consultation to which it belongs."""
        ...


@rule("published, or staff")
def is_visible(actor: Actor, consultation: Consultation) -> bool:
    """Whether the actor may know of the consultation: a draft is for staff and auditors only."""
    return consultation.state != State.DRAFT or actor.has(*SEE_DRAFTS)


@rule("of a consultation that is published, or staff")
def is_of_visible(actor: Actor, part: PartOfConsultation) -> bool:
    """Whether the actor may know of the consultation to which a document or change belongs."""
    return is_visible.allows(actor, part.consultation)


desk = staff | has_role(Role.AUDITOR)

PERMISSIONS: Permissions = {
    "consultations.read": anyone & is_visible,
    "consultations.read_change": anyone & is_of_visible,
    "consultations.desk": desk,
    "consultations.inspect": desk,
    "consultations.create": staff,
    "consultations.copy": staff,
    "consultations.save_template": staff,
    "consultations.sign_off": anyone,
    "consultations.edit": staff,
    "consultations.move": staff,
}
