"""Who may take data out."""

from consult.consultations.policies import desk
from consult.kernel.authz import Permissions, anyone, staff

PERMISSIONS: Permissions = {
    "exports.take": desk,
    "exports.summary": desk,
    "exports.publish": staff,
    "exports.results": anyone,
}
