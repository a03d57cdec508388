"""Who may read and write the code book, and code texts."""

from consult.consultations.policies import desk
from consult.kernel.authz import Permissions, staff

PERMISSIONS: Permissions = {
    "analysis.themes": desk,
    "analysis.code": staff,
}
