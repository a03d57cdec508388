"""Who may read who is in office, and who keeps the list."""

from consult.kernel.authz import Permissions, Role, anyone, has_role, staff

PERMISSIONS: Permissions = {
    "office.read": anyone,
    "office.desk": staff | has_role(Role.AUDITOR),
    "office.keep": staff,
    "office.export": staff | has_role(Role.AUDITOR),
}
