"""Who may read reports, and who may publish them."""

from consult.kernel.authz import Permissions, anyone, staff

PERMISSIONS: Permissions = {"reports.read": anyone, "reports.publish": staff}
