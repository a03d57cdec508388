"""What a register holds is public."""

from consult.kernel.authz import Permissions, anyone

PERMISSIONS: Permissions = {"registers.read": anyone}
