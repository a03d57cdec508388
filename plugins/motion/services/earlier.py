"""The six-month rule: what a motion repeats or rescinds, and whether enough members signed it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.records import Shown, shown
from consult.sdk.texts import clean_line, say_date
from plugins.motion.actions import Action, Resolution
from plugins.motion.earlier import EarlierDecision, free_from
from plugins.motion.lifecycle import SETTLED, State
from plugins.motion.meeting_records import EARLIER
from plugins.motion.models import Motion
from plugins.motion.queries import standing_orders
from plugins.motion.records import Check


@dataclass(frozen=True, kw_only=True)
class Named:
    """What the officer names of an earlier decision: its number, whether it is rescinded, and how many signed."""

    number: str
    is_rescission: bool
    signatures: int


@dataclass(frozen=True)
class Rescission:
    """That a motion rescinds a resolution, as the last check of the motion found it."""

    motion: Motion
    read: Shown

    @property
    def number(self) -> str:
        """The number of the resolution that it rescinds, as it was last corrected."""
        return str(self.read.value("number"))


def earlier_decision(session: Session, motion: Motion, named: Named | None, meeting_on: date) -> EarlierDecision | None:
    """Return the decision that is named, as a meeting finds it; raises `Invalid` where there is none of that number."""
    if named is None:
        return None
    number = clean_line(named.number).upper()
    decided_on = _rescinded(session, number) if named.is_rescission else _repeated(session, motion, number)
    orders = standing_orders(session)
    free_on = free_from(decided_on, orders.repeat_months)
    return EarlierDecision(
        is_rescission=named.is_rescission,
        number=number,
        decided_on=decided_on,
        free_on=free_on,
        signatures=named.signatures,
        signatures_needed=orders.repeat_signatures if meeting_on < free_on else 0,
    )


def _rescinded(session: Session, number: str) -> date:
    found = session.scalar(select(Resolution.adopted_on).where(Resolution.number == number))
    if found is None:
        raise Invalid(fields={"rescinded": _("There is no resolution with this number. Look it up, then enter it")})
    return found


def _repeated(session: Session, motion: Motion, number: str) -> date:
    found = session.scalar(select(Motion).where(Motion.number == number, Motion.id != motion.id))
    if found is None or found.division is None:
        fault = _("The council decided no motion with this number. Look it up, then enter it")
        raise Invalid(fields={"repeated": fault})
    return found.division.held_on


def reason_of(found: EarlierDecision) -> str:
    """Return why a meeting does not hear a motion, for the officer who checks it."""
    return _(
        "The council decided on this on %(day)s. Until %(free_on)s the motion needs %(needed)s signatures of members "
        "and has %(signatures)s. Say so to the proposer",
        day=say_date(found.decided_on),
        free_on=say_date(found.free_on),
        needed=found.signatures_needed,
        signatures=found.signatures,
    )


def said_of(found: EarlierDecision | None) -> str:
    """Return an earlier decision in a few words, to compare what two officers found."""
    if found is None:
        return _("None")
    act = _("rescinds %(number)s", number=found.number) if found.is_rescission else found.number
    return _("%(act)s, signatures: %(signatures)s", act=act, signatures=found.signatures)


def require_heard(session: Session, motion: Motion, meeting_on: date) -> None:
    """Raise `Invalid` when a meeting is too soon after a decision that the motion repeats or rescinds."""
    check = motion.last_check
    found = found_by(session, [check]).get(check.id) if check is not None else None
    if found is None or meeting_on >= found.row.free_on:
        return
    if int(found.value("signatures")) < standing_orders(session).repeat_signatures:
        fault = _(
            "That meeting is too soon after an earlier decision: the council hears the motion from %(day)s on",
            day=say_date(found.row.free_on),
        )
        raise Invalid(fault, {"meeting_on": fault})


def found_by(session: Session, checks: Sequence[Check]) -> dict[int, Shown]:
    """Return the earlier decisions that checks found, by check, as people read them."""
    if not checks:
        return {}
    query = select(EarlierDecision).where(EarlierDecision.check_id.in_([check.id for check in checks]))
    return {read.row.check_id: read for read in shown(session, EARLIER, session.scalars(query).all()).values()}


def rescissions_of(session: Session, resolution: Resolution) -> list[Rescission]:
    """Return the motions that the council carried to rescind a resolution, in their order."""
    return [found for found in _carried(session) if found.number == resolution.number]


def resolution_rescinded_by(session: Session, motion: Motion) -> Resolution | None:
    """Return the resolution that a motion rescinds, once the council carried it."""
    numbers = [found.number for found in _carried(session) if found.motion is motion]
    return session.scalar(select(Resolution).where(Resolution.number.in_(numbers)))


def actions_rescinded(session: Session) -> list[tuple[Action, Rescission]]:
    """Return the actions that are open although the council rescinded their resolution, and how it did."""
    by_number = {found.number: found for found in _carried(session)}
    if not by_number:
        return []
    query = (
        select(Action)
        .join(Action.resolution)
        .where(Resolution.number.in_(by_number), Action.state.not_in(SETTLED))
        .order_by(Action.id)
        .options(contains_eager(Action.resolution))
    )
    return [(action, by_number[action.resolution.number]) for action in session.scalars(query)]


def _carried(session: Session) -> list[Rescission]:
    query = (
        select(EarlierDecision)
        .join(EarlierDecision.made_check)
        .join(Check.motion)
        .where(EarlierDecision.is_rescission, Motion.state == State.CARRIED)
        .order_by(EarlierDecision.id)
    )
    motion = joinedload(EarlierDecision.made_check).joinedload(Check.motion)
    whole = (
        motion.selectinload(Motion.checks),
        motion.selectinload(Motion.texts),
        motion.joinedload(Motion.resolution),
    )
    rows = session.scalars(query.options(*whole)).unique().all()
    reads = shown(session, EARLIER, [row for row in rows if row.made_check is row.made_check.motion.last_check])
    return [Rescission(read.row.made_check.motion, read) for read in reads.values()]
