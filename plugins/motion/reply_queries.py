"""Finding replies and reports, and who may fetch the file of a reply."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from consult.sdk.access import Actor, auditor, staff
from consult.sdk.errors import NotFound
from plugins.motion.actions import Action, Resolution
from plugins.motion.correspondence import CouncilReport, FiledReply
from plugins.motion.letter_queries import letters_of
from plugins.motion.meetings import Meeting
from plugins.motion.models import Motion
from plugins.motion.published import Reading

desk = staff | auditor


def replies_of(session: Session, motion: Motion) -> Sequence[FiledReply]:
    """Return the replies to the actions of a motion, in the order in which they were filed."""
    if motion.resolution is None:
        return ()
    query = select(FiledReply).join(FiledReply.action).where(Action.resolution_id == motion.resolution.id)
    return session.scalars(query.options(joinedload(FiledReply.action)).order_by(FiledReply.id)).unique().all()


def reports_of(session: Session, motion: Motion) -> Sequence[CouncilReport]:
    """Return what the council was told about the actions of a motion, by meeting."""
    if motion.resolution is None:
        return ()
    query = select(CouncilReport).join(CouncilReport.action).where(Action.resolution_id == motion.resolution.id)
    whole = query.options(joinedload(CouncilReport.action)).order_by(CouncilReport.meeting_on, CouncilReport.id)
    return session.scalars(whole).all()


def reports_on(session: Session, day: date) -> Sequence[CouncilReport]:
    """Return what the meeting of a day is told about actions of public motions; reports move with their meeting."""
    moved = select(Meeting.moved_from).where(Meeting.held_on == day, Meeting.moved_from.is_not(None))
    query = select(CouncilReport).join(CouncilReport.action).join(Action.resolution).join(Resolution.motion)
    of_day = query.where(
        or_(CouncilReport.meeting_on == day, CouncilReport.meeting_on.in_(moved)), Motion.public_at.is_not(None)
    )
    whole = joinedload(CouncilReport.action).joinedload(Action.resolution).joinedload(Resolution.motion)
    return session.scalars(of_day.options(whole).order_by(Resolution.number, Action.number)).all()


def correspondence_of(session: Session, motion: Motion) -> dict[str, Any]:
    """Return what the cards of actions show: letters, replies, reports, and all of it as people read it."""
    letters, replies, reports = letters_of(session, motion), replies_of(session, motion), reports_of(session, motion)
    return {
        "letters": letters,
        "replies": replies,
        "reports": reports,
        "reading": Reading(session, motion, letters, replies, reports),
    }


def find_reply(session: Session, reply_id: int) -> FiledReply:
    """Return a reply; raises `NotFound`."""
    found = session.get(FiledReply, reply_id)
    if found is None:
        raise NotFound
    return found


def may_read_file(session: Session, file_id: int, actor: Actor) -> bool:
    """Whether a file is that of a reply and the actor may fetch it: officers all, everybody what is published."""
    query = select(FiledReply).where(or_(FiledReply.file_id == file_id, FiledReply.copy_id == file_id))
    reply = session.scalars(query).unique().first()
    if reply is None:
        return False
    public = reply.public_file
    return desk.allows(actor, reply) or (public is not None and public.id == file_id)
