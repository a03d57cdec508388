"""Who may read files: whoever may see what holds them; `holders.find_readable_file` asks the holder."""

from consult.kernel.authz import Permissions, anyone

PERMISSIONS: Permissions = {"files.download": anyone}
