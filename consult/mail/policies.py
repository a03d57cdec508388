"""Who may read of refused mail: whoever caused it; `queries.find_refused_mail` finds no other."""

from consult.kernel.authz import Permissions, signed_in

PERMISSIONS: Permissions = {"mail.refused": signed_in}
