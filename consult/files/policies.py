"""Who may do what in files."""

from consult.kernel.authz import Permissions

PERMISSIONS: Permissions = {}
