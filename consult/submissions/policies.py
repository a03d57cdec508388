"""Who may do what in submissions."""

from consult.kernel.authz import Permissions

PERMISSIONS: Permissions = {}
