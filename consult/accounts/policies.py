"""Who may do what with accounts."""

from consult.kernel.authz import Permissions, administrator, anyone, auditor, signed_in, staff

PERMISSIONS: Permissions = {
    "accounts.sign_in": anyone,
    "accounts.register_group": anyone,
    "accounts.own": signed_in,
    "accounts.administer": administrator,
    "accounts.organisations": staff,
    "accounts.read_groups": staff | auditor,
    "accounts.verify_group": staff,
}
