"""Who may do what in privacy."""

from consult.kernel.authz import Permissions

PERMISSIONS: Permissions = {}
