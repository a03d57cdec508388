"""Auditors scrutinise what was done, and administrators may read the same."""

from consult.kernel.authz import Permissions, administrator, auditor

PERMISSIONS: Permissions = {"scrutiny.read": auditor | administrator}
