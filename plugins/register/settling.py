"""Changes that files brought: confirmed or left, each once, for a reason that everybody reads."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now, lock_row
from consult.sdk.errors import Invalid
from plugins.register.models import Proposed
from plugins.register.rows import hold_register
from plugins.register.versions import NO_REASON

C = TypeVar("C", bound=Proposed)


def settle(
    session: Session,
    actor: Actor,
    changes: Sequence[C],
    *,
    is_confirmed: bool,
    reason: str,
    follow: Callable[[C], None],
) -> int:
    """Settle the changes that wait still; `follow` does for each what follows from it. Returns how many there were."""
    hold_register(session)
    if not reason:
        raise Invalid(fields={"reason": str(NO_REASON)})
    settled = 0
    for change in changes:
        lock_row(session, change)
        if change.settled_at is not None:
            continue
        change.settled_at, change.settled_by_id = database_now(session), actor.person_id
        change.is_confirmed, change.reason = is_confirmed, reason
        follow(change)
        settled += 1
    session.flush()
    return settled
