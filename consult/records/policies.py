"""Who may correct what is on the record, and take out of it what may not be public."""

from collections.abc import Sequence
from typing import Any

from consult.kernel.authz import Actor, Permissions, Role, has_role, officer, rule, staff


@rule("may handle this record")
def may_handle(actor: Actor, found: Sequence[Any] | None) -> bool:
    """Whether the record's own rule lets the actor handle the row; for a link, without one, that is not asked yet."""
    if found is None:
        return True
    record, row = found[0], found[1]
    return bool(record.rule.allows(actor, row))


DESK = staff | has_role(Role.AUDITOR)

PERMISSIONS: Permissions = {
    "records.desk": DESK,
    "records.handle": staff & may_handle,
    "records.find": staff,
    "records.undo": staff & may_handle,
    "records.open_original": officer & may_handle,
}
