"""Everybody may follow what everybody may read; whoever holds the link confirms and stops it."""

from consult.kernel.authz import Permissions, anyone

PERMISSIONS: Permissions = {"follows.ask": anyone, "follows.answer": anyone}
