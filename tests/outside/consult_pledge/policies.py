"""Who may do what."""

from consult.sdk.access import Permissions, anyone, staff

PERMISSIONS: Permissions = {
    "pledge.read": anyone,
    "pledge.make": anyone,
    "pledge.handle": staff,
}
