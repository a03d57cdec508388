"""What those who follow a motion by email are told: each step that its public page shows."""

from collections.abc import Callable
from typing import Protocol

from sqlalchemy.orm import Session

from consult.sdk.database import address_of
from consult.sdk.events import on
from consult.sdk.messages import gettext as _
from consult.sdk.references import reference_to, tell_followers
from plugins.motion import events
from plugins.motion.actions import Action
from plugins.motion.models import Motion


class _Step(Protocol):
    @property
    def motion_id(self) -> int:
        """The motion that went on."""


def tell_of_step(session: Session, event: _Step) -> None:
    """Tell those who follow a motion where it stands now, once everybody may read it."""
    motion = session.get_one(Motion, event.motion_id)
    if motion.public_at is None:
        return
    state = motion.status

    def write() -> tuple[str, str]:
        said = _(
            "Motion %(number)s, “%(title)s”, is now: %(state)s.",
            number=motion.number,
            title=motion.public_title,
            state=state.label,
        )
        return _("Motion %(number)s: %(state)s", number=motion.number, state=state.label), said

    _tell(session, motion, write)


def tell_of_resolution(session: Session, event: events.ResolutionMade) -> None:
    """Tell those who follow a motion what the council resolved."""
    motion = session.get_one(Motion, event.motion_id)

    def write() -> tuple[str, str]:
        said = _(
            "The council resolved on motion %(number)s, “%(title)s”.", number=motion.number, title=motion.public_title
        )
        return _("Motion %(number)s: resolution", number=motion.number), said

    _tell(session, motion, write)


def tell_of_action(session: Session, event: events.ActionMoved | events.StatementEntered) -> None:
    """Tell those who follow a motion that something was done about its resolution."""
    motion = session.get_one(Action, event.action_id).motion

    def write() -> tuple[str, str]:
        said = _(
            "Something was done about the resolution on motion %(number)s, “%(title)s”.",
            number=motion.number,
            title=motion.public_title,
        )
        return _("Motion %(number)s: an action", number=motion.number), said

    _tell(session, motion, write)


def _tell(session: Session, motion: Motion, write: Callable[[], tuple[str, str]]) -> None:
    def with_address() -> tuple[str, str]:
        subject, said = write()
        where = _("Read it here: %(address)s", address=address_of(session, f"/motions/{motion.number}"))
        return subject, f"{said}\n\n{where}"

    tell_followers(session, reference_to(motion), with_address)


SUBSCRIBERS = (
    on(events.MotionFoundValid, tell_of_step),
    on(events.MotionReturned, tell_of_step),
    on(events.MotionPutOnAgenda, tell_of_step),
    on(events.MotionWithdrawn, tell_of_step),
    on(events.MotionLapsed, tell_of_step),
    on(events.VoteRecorded, tell_of_step),
    on(events.ResolutionMade, tell_of_resolution),
    on(events.ActionMoved, tell_of_action),
    on(events.StatementEntered, tell_of_action),
)
