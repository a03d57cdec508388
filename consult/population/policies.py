"""Who may read who lives here, and who keeps the figures."""

from consult.kernel.authz import Permissions, Role, anyone, has_role, staff

_works_with_them = staff | has_role(Role.AUTHORISING_OFFICER)
PERMISSIONS: Permissions = {
    "population.read": _works_with_them | has_role(Role.AUDITOR),
    "population.keep": _works_with_them,
    "population.outlines": anyone,
}
