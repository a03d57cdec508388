"""What waits for officers: changes that files brought."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.messages import gettext as _
from consult.sdk.messages import ngettext
from consult.sdk.pages import Waiting
from plugins.register.queries import number_of_changes, waiting_changes


def changes_to_confirm(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return the changes that an officer has to confirm, as one step."""
    if not actor.can("register.keep"):
        return ()
    oldest = session.scalars(waiting_changes().limit(1)).first()
    if oldest is None:
        return ()
    text = ngettext(
        "Confirm %(num)s change of the register of deployments",
        "Confirm %(num)s changes of the register of deployments",
        number_of_changes(session),
    )
    return (Waiting(text=text, since=oldest.proposed_at, endpoint="register_staff.changes", who=_("Any officer")),)
