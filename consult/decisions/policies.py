"""Who may do what in decisions."""

from consult.kernel.authz import Permissions

PERMISSIONS: Permissions = {}
