"""Everybody may see the home page and the pages about the service."""

from consult.kernel.authz import Permissions, anyone

PERMISSIONS: Permissions = {"pages.home": anyone, "pages.read": anyone}
