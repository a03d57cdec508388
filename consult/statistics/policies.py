"""Who may see exact numbers sees them against each other too."""

from consult.consultations.policies import desk
from consult.kernel.authz import Permissions, Role, has_role, staff

PERMISSIONS: Permissions = {
    "statistics.read": desk | has_role(Role.AUTHORISING_OFFICER),
    "statistics.find_groups": staff,
}
