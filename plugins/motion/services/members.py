"""The names of councillors on motions: those of the roll, whatever stands on their accounts."""

from datetime import date

from sqlalchemy.orm import Session

from consult.sdk.database import clock, database_now
from consult.sdk.errors import Conflict
from consult.sdk.messages import gettext as _
from consult.sdk.office import OfficeTerm, member_of_account
from plugins.motion.models import Motion


def seat_today(session: Session, person_id: int | None) -> OfficeTerm | None:
    """Return the seat that the owner of an account has today."""
    today = clock.london(database_now(session)).date()
    return member_of_account(session, person_id, today) if person_id is not None else None


def name_and_ward(session: Session, person_id: int | None, name: str) -> tuple[str, str]:
    """Return under which name and ward somebody stands on a draft: those of their seat, or `name` without one."""
    seat = seat_today(session, person_id)
    return (seat.name, seat.ward) if seat else (name, "")


def group_of(session: Session, motion: Motion, day: date) -> str:
    """Return the political group of a motion’s proposer on a day; empty when there is none, or no seat."""
    seat = member_of_account(session, motion.proposer_id, day) if motion.proposer_id is not None else None
    return seat.group_name if seat else ""


def require_seat(session: Session, person_id: int | None, name: str) -> OfficeTerm:
    """Return somebody's seat, whose name goes on the record; raises `Conflict` when they have none today."""
    seat = seat_today(session, person_id)
    if seat is None:
        raise Conflict(
            _(
                "%(name)s is not on the list of members of the council today, so the name cannot go on the "
                "record. Ask the council’s officers to add the member, and to say which account is theirs.",
                name=name,
            )
        )
    return seat
