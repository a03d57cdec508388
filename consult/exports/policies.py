"""Who may do what in exports."""

from consult.kernel.authz import Permissions

PERMISSIONS: Permissions = {}
