"""Who may do what in privacy: one response beside its about-you answers is for administrators alone."""

from consult.kernel.authz import Permissions, administrator, anyone

PERMISSIONS: Permissions = {
    "privacy.notice": anyone,
    "privacy.handle": administrator,
}
