"""Who may do what in pages."""

from consult.kernel.authz import Permissions

PERMISSIONS: Permissions = {}
