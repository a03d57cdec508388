"""Who may read, write and publish decisions."""

from consult.consultations.policies import desk, is_visible
from consult.kernel.authz import Permissions, anyone, staff

PERMISSIONS: Permissions = {
    "decisions.read": anyone & is_visible,
    "decisions.read_version": anyone,
    "decisions.find": anyone,
    "decisions.desk": desk,
    "decisions.edit": staff,
    "decisions.publish": staff,
}
