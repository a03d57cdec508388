"""What those who follow a motion by email are told: each step that its public page shows."""

from collections.abc import Callable
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.database import address_of
from consult.sdk.events import on
from consult.sdk.messages import gettext as _
from consult.sdk.references import reference_to, tell_followers
from plugins.motion import events
from plugins.motion.actions import Action
from plugins.motion.amendment_events import (
    AmendmentAccepted,
    AmendmentFell,
    AmendmentProposed,
    AmendmentRuledOn,
    AmendmentWithdrawn,
)
from plugins.motion.amendments import Amendment
from plugins.motion.correspondence import Publication
from plugins.motion.letter_events import ActionReported, ReplyFiled, ReplyPublicationChanged
from plugins.motion.lifecycle import ActionState, State
from plugins.motion.meeting_events import MeetingActed
from plugins.motion.models import Motion
from plugins.motion.services.earlier import resolution_rescinded_by


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


def tell_of_vote(session: Session, event: events.VoteRecorded) -> None:
    """Tell those who follow a motion of a vote: on an amendment, or on the motion unless its resolution tells it."""
    motion = session.get_one(Motion, event.motion_id)
    amendment = session.scalar(select(Amendment).where(Amendment.number == event.number))
    if amendment is not None:
        _tell_of_amendment(session, amendment)
    elif motion.status is not State.CARRIED:
        tell_of_step(session, event)


def tell_of_amendment(
    session: Session,
    event: AmendmentProposed | AmendmentRuledOn | AmendmentAccepted | AmendmentWithdrawn | AmendmentFell,
) -> None:
    """Tell those who follow a motion where an amendment of it stands."""
    _tell_of_amendment(session, session.scalars(select(Amendment).where(Amendment.number == event.number)).one())


def _tell_of_amendment(session: Session, amendment: Amendment) -> None:
    motion, state = amendment.motion, amendment.status
    if motion.public_at is None:
        return

    def write() -> tuple[str, str]:
        said = _(
            "Amendment %(number)s to the motion “%(title)s” is now: %(state)s.",
            number=amendment.number,
            title=motion.public_title,
            state=state.label,
        )
        return _("Amendment %(number)s: %(state)s", number=amendment.number, state=state.label), said

    _tell(session, motion, write, f"/motions/amendments/{amendment.number}")


def tell_of_resolution(session: Session, event: events.ResolutionMade) -> None:
    """Tell those who follow a motion, in one mail, that it was carried and which resolution it is."""
    motion = session.get_one(Motion, event.motion_id)

    def write() -> tuple[str, str]:
        said = _(
            "The council carried motion %(number)s, “%(title)s”. It is now resolution %(resolution)s.",
            number=motion.number,
            title=motion.public_title,
            resolution=event.number,
        )
        return _("Motion %(number)s: carried, resolution", number=motion.number), said

    _tell(session, motion, write, f"/motions/resolutions/{event.number}")


def tell_of_rescission(session: Session, event: events.ResolutionMade) -> None:
    """Tell those who follow the motion of a resolution that the council rescinded it."""
    motion = session.get_one(Motion, event.motion_id)
    rescinded = resolution_rescinded_by(session, motion)
    if rescinded is None:
        return

    def write() -> tuple[str, str]:
        said = _(
            "The council rescinded resolution %(resolution)s with motion %(number)s, “%(title)s”.",
            resolution=rescinded.number,
            number=motion.number,
            title=motion.public_title,
        )
        return _("Resolution %(resolution)s: rescinded", resolution=rescinded.number), said

    _tell(session, rescinded.motion, write, f"/motions/resolutions/{rescinded.number}")


def tell_of_move(session: Session, event: events.ActionMoved) -> None:
    """Tell those who follow a motion what happened to an action; of a reply they hear when it is filed."""
    if event.to_state != ActionState.REPLIED:
        tell_of_action(session, event)


class _OfAction(Protocol):
    @property
    def action_id(self) -> int:
        """The action about which something was done."""


def tell_of_action(session: Session, event: _OfAction) -> None:
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


def tell_of_published(session: Session, event: ReplyPublicationChanged) -> None:
    """Tell those who follow a motion that the document of a reply can be read."""
    if event.publication != Publication.WITHHELD:
        tell_of_action(session, event)


def _tell(session: Session, motion: Motion, write: Callable[[], tuple[str, str]], page: str = "") -> None:
    def with_address() -> tuple[str, str]:
        subject, said = write()
        where = _("Read it here: %(address)s", address=address_of(session, page or f"/motions/{motion.number}"))
        return subject, f"{said}\n\n{where}"

    tell_followers(session, reference_to(motion), with_address)


SUBSCRIBERS = (
    on(events.MotionFoundValid, tell_of_step),
    on(events.MotionReturned, tell_of_step),
    on(events.MotionPutOnAgenda, tell_of_step),
    on(events.MotionWithdrawn, tell_of_step),
    on(events.MotionLapsed, tell_of_step),
    on(MeetingActed, tell_of_step),
    on(events.VoteRecorded, tell_of_vote),
    on(AmendmentProposed, tell_of_amendment),
    on(AmendmentRuledOn, tell_of_amendment),
    on(AmendmentAccepted, tell_of_amendment),
    on(AmendmentWithdrawn, tell_of_amendment),
    on(AmendmentFell, tell_of_amendment),
    on(events.ResolutionMade, tell_of_resolution),
    on(events.ResolutionMade, tell_of_rescission),
    on(events.ActionMoved, tell_of_move),
    on(events.StatementEntered, tell_of_action),
    on(ReplyFiled, tell_of_action),
    on(ReplyPublicationChanged, tell_of_published),
    on(ActionReported, tell_of_action),
)
