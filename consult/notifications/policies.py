"""Who may stop the mail: whoever holds the link."""

from consult.kernel.authz import Permissions, anyone

PERMISSIONS: Permissions = {"notifications.stop": anyone}
