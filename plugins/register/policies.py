"""Who may read the register, and who may keep it."""

from consult.sdk.access import Permissions, anyone, staff

PERMISSIONS: Permissions = {
    "register.read": anyone,
    "register.keep": staff,
}
