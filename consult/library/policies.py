"""Who may look into the library of questions, and who may change it or take from it."""

from consult.consultations.policies import desk
from consult.kernel.authz import Permissions, staff

PERMISSIONS: Permissions = {
    "library.read": desk,
    "library.edit": staff,
}
