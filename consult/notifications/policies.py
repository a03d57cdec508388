"""Who may do what in notifications."""

from consult.kernel.authz import Permissions

PERMISSIONS: Permissions = {}
