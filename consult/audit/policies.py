"""Who may read the audit log."""

from consult.kernel.authz import Permissions, administrator, auditor

PERMISSIONS: Permissions = {"audit.read": auditor | administrator}
