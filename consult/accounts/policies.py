"""Who may do what with accounts."""

from consult.accounts.models import Organisation
from consult.kernel.authz import Actor, Permissions, administrator, anyone, auditor, rule, signed_in, staff


@rule("member of the group")
def is_member(actor: Actor, organisation: Organisation) -> bool:
    """Whether the actor speaks for the group."""
    return organisation.id in actor.organisation_ids


PERMISSIONS: Permissions = {
    "accounts.sign_in": anyone,
    "accounts.register_group": anyone,
    "accounts.own": signed_in,
    "accounts.make_tokens": staff | auditor,
    "accounts.administer": administrator,
    "accounts.organisations": staff,
    "accounts.read_groups": staff | auditor,
    "accounts.verify_group": staff,
    "accounts.speak_for_group": is_member,
}
