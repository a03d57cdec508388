"""Who may take data out."""

from consult.consultations.policies import desk
from consult.kernel.authz import Permissions, Role, anyone, has_role, staff

PERMISSIONS: Permissions = {
    "exports.take": desk,
    "exports.summary": desk | has_role(Role.AUTHORISING_OFFICER),
    "exports.publish": staff,
    "exports.results": anyone,
}
