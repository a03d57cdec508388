"""Everybody may see the home page and the pages about the service; what waits for somebody is theirs to see."""

from consult.kernel.authz import Permissions, anyone, signed_in

PERMISSIONS: Permissions = {"pages.home": anyone, "pages.read": anyone, "pages.waiting": signed_in}
