"""What waits for officers: changes that files brought."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.messages import gettext as _
from consult.sdk.messages import ngettext
from consult.sdk.pages import Waiting
from plugins.register import queries


def changes_to_confirm(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return the changes that an officer has to confirm: one step for deployments, and one for results."""
    return tuple(_steps(session)) if actor.can("register.keep") else ()


def _steps(session: Session) -> Iterator[Waiting]:
    oldest = session.scalars(queries.waiting_changes().limit(1)).first()
    if oldest is not None:
        text = ngettext(
            "Confirm %(num)s change of the register of deployments",
            "Confirm %(num)s changes of the register of deployments",
            queries.number_of_changes(session),
        )
        yield Waiting(text=text, since=oldest.proposed_at, endpoint="register_staff.changes", who=_("Any officer"))
    first = session.scalars(queries.waiting_result_changes().limit(1)).first()
    if first is not None:
        text = ngettext(
            "Confirm %(num)s change of the results of accuracy",
            "Confirm %(num)s changes of the results of accuracy",
            queries.number_of_result_changes(session),
        )
        yield Waiting(
            text=text, since=first.proposed_at, endpoint="register_results_staff.changes", who=_("Any officer")
        )
