"""Who may do what in jobs."""

from consult.kernel.authz import Permissions

PERMISSIONS: Permissions = {}
