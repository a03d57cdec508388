"""Who may confirm or stop the mail: whoever holds the link, or withdrew a response."""

from consult.kernel.authz import Permissions, anyone

PERMISSIONS: Permissions = {
    "notifications.confirm": anyone,
    "notifications.stop": anyone,
    "notifications.stop_withdrawn": anyone,
}
