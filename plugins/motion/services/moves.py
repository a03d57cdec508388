"""Holding a draft, letting everybody read a motion, and handing out numbers."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.sdk.database import clock, database_now, lock_row, next_in_series
from plugins.motion.lifecycle import PUBLIC_FROM, AlreadyOver, State
from plugins.motion.models import Motion, Series
from plugins.motion.policies import MeetingHeld, NotADraft
from plugins.motion.queries import standing_orders


def hold_draft(session: Session, motion: Motion) -> Motion:
    """Keep everybody else from changing the draft until the transaction ends; raises `NotADraft` if it is none."""
    lock_row(session, motion)
    if motion.status is not State.DRAFT:
        raise NotADraft
    return motion


def require_withdrawable(session: Session, motion: Motion) -> None:
    """Raise `AlreadyOver` when a motion that is held has ended, `MeetingHeld` when its outcome is to be recorded."""
    today = clock.london(database_now(session)).date()
    if not motion.is_withdrawable(today):
        raise MeetingHeld if motion.awaits_outcome(today) else AlreadyOver


def make_public(session: Session, motion: Motion, at: datetime) -> None:
    """Let everybody read a motion that has come to the step the standing orders name; it stays public from then on."""
    if motion.public_at is None and motion.status in PUBLIC_FROM[standing_orders(session).public_from]:
        motion.public_at = at


def next_number(session: Session, letter: str, year: int) -> str:
    """Hand out the next number of a yearly series, such as R2023-001; none is given twice and none is left out."""
    return next_in_series(session, Series, f"{letter}{year}")
