"""What the council itself sets: its standing orders, the link to a consultation, motions of the past."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Activity
from consult.sdk.database import begin_write, database_now, lock_row
from consult.sdk.errors import Compared, Invalid, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_line, clean_text
from plugins.motion import events
from plugins.motion.actions import Action, ActionKind, Resolution
from plugins.motion.lifecycle import ActionState
from plugins.motion.meeting_queries import meeting_on
from plugins.motion.meetings import Meeting
from plugins.motion.models import Motion, StandingOrdersVersion
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.records import Division
from plugins.motion.rules import ORDERS, StandingOrders
from plugins.motion.services.moves import next_number
from plugins.motion.services.statements import enter_statement
from plugins.motion.services.votes import UnnamedVote, check_counts


@dataclass(frozen=True, kw_only=True)
class PastAction:
    """An action as the public record names it, with what its addressee was reported to say; the rest is not known."""

    kind: ActionKind
    text: str
    owner: str
    addressee: str = ""
    statement: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class PastMotion:
    """A motion decided before this record began, as far as the public record knows it."""

    title: str
    note: str
    held_on: date
    proposer_name: str
    proposer_ward: str = ""
    seconder_name: str = ""
    vote: UnnamedVote
    resolution: str = ""
    actions: Sequence[PastAction] = ()


def enter_past_motion(session: Session, actor: Actor, past: PastMotion) -> Motion:
    """Enter a motion of the past; what the record does not say stays unknown, and its page says so."""
    check_counts(past.vote)
    at = database_now(session)
    if meeting_on(session, past.held_on) is None:
        session.add(Meeting(held_on=past.held_on))
        session.flush()
    motion = Motion(
        public_at=at,
        number=next_number(session, "M", past.held_on.year),
        title=clean_line(past.title),
        state=past.vote.outcome,
        meeting_on=past.held_on,
        proposer_name=clean_line(past.proposer_name),
        proposer_ward=clean_line(past.proposer_ward),
        seconder_name=clean_line(past.seconder_name),
        is_from_record=True,
        record_note=clean_text(past.note).strip(),
        created_at=at,
    )
    decision = Division(
        number=1,
        held_on=past.held_on,
        is_named=False,
        is_unanimous=past.vote.is_unanimous,
        for_count=past.vote.for_count,
        against_count=past.vote.against_count,
        abstain_count=past.vote.abstain_count,
        note=past.vote.note,
        outcome=past.vote.outcome,
        recorded_at=at,
        recorded_by_id=actor.person_id,
    )
    motion.divisions.append(decision)
    if past.resolution:
        motion.resolution = Resolution(
            number=next_number(session, "R", past.held_on.year),
            summary=clean_text(past.resolution).strip(),
            adopted_on=past.held_on,
            made_at=at,
            made_by_id=actor.person_id,
            actions=[
                Action(
                    number=place,
                    kind=one.kind,
                    text=one.text,
                    owner=one.owner,
                    addressee=one.addressee,
                    state=ActionState.NOT_KNOWN,
                    added_at=at,
                )
                for place, one in enumerate(past.actions, 1)
            ],
        )
    session.add(motion)
    session.flush()
    record(session, events.PastMotionEntered(motion_id=motion.id, number=motion.number or ""), by=actor)
    for action, known in zip(motion.resolution.actions if motion.resolution else (), past.actions, strict=False):
        if known.statement:
            said = {"said_by": known.addressee, "text": known.statement, "source": known.source}
            enter_statement(session, actor, action, **said)
    return motion


def change_standing_orders(session: Session, actor: Actor, orders: StandingOrders, version: int) -> None:
    """Put new standing orders in force; the earlier ones are kept, and checks already made stay as they are.

    Raises `ChangedMeanwhile` when somebody else changed them since `version`.
    """
    begin_write(session)
    now = standing_orders(session)
    if now == orders:
        return
    compared = [Compared(ORDERS[name], getattr(now, name), getattr(orders, name)) for name in ORDERS]
    require_version(orders_version(session), version, *compared)
    made = StandingOrdersVersion(rules=asdict(orders), made_at=database_now(session), made_by_id=actor.person_id)
    session.add(made)
    session.flush()
    record(session, events.StandingOrdersChanged(version=made.id), by=actor)


def attach_motion(session: Session, actor: Actor, motion: Motion, activity: Activity | None) -> None:
    """Make a submitted motion part of a consultation's activity of kind `motion`, or take it off."""
    if activity is not None and activity.kind != "motion":
        raise Invalid(_("This part of the consultation does not take motions."))
    lock_row(session, motion)
    if motion.activity_id == (activity.id if activity else None):
        return
    consultation_id = activity.consultation_id if activity else motion.consultation_id
    motion.activity = activity
    session.flush()
    attached = events.MotionAttached(
        motion_id=motion.id, activity_id=activity.id if activity else None, consultation_id=consultation_id
    )
    record(session, attached, by=actor)
