"""Who may read, write and publish decisions."""

from consult.consultations.policies import desk, is_visible
from consult.decisions.models import Advice
from consult.kernel.authz import Actor, Permissions, anyone, rule, signed_in, staff


@rule("was asked for this advice")
def is_adviser(actor: Actor, advice: Advice) -> bool:
    """Whether the actor is the person who was asked."""
    return actor.person_id is not None and advice.adviser_id == actor.person_id


PERMISSIONS: Permissions = {
    "decisions.read": anyone & is_visible,
    "decisions.read_version": anyone,
    "decisions.find": anyone,
    "decisions.desk": desk,
    "decisions.edit": staff,
    "decisions.publish": staff,
    "decisions.read_advice": signed_in & (desk | is_adviser),
    "decisions.advise": signed_in & is_adviser,
}
