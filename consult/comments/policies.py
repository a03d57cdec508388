"""Who may publish what people wrote, and who reads it."""

from consult.kernel.authz import Permissions, anyone, staff

PERMISSIONS: Permissions = {
    "comments.read": anyone,
    "comments.publish": staff,
}
