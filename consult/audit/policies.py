"""Who may read the trail."""

from consult.kernel.authz import Permissions, administrator, auditor

PERMISSIONS: Permissions = {"audit.read": auditor | administrator}
