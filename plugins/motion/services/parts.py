"""Who proposes and seconds: stepping back, taking over, and what the proper officer does when a person is gone."""

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now, lock_row
from consult.sdk.errors import Conflict, Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import Person
from consult.sdk.texts import clean_text
from plugins.motion import events
from plugins.motion.lifecycle import COURSE, State
from plugins.motion.models import Drafter, Handover, Motion
from plugins.motion.queries import is_in_office
from plugins.motion.services.drafts import councillor_by_id
from plugins.motion.services.members import name_and_ward, require_seat
from plugins.motion.services.moves import require_withdrawable
from plugins.motion.services.submission import end_by_withdrawal

PARTS = ("proposer", "seconder")


class StillThere(Conflict):
    """Whoever has to act is a councillor still, so nobody acts in their place."""

    default = _l("Proposer and seconder are both councillors with an account, so they withdraw the motion themselves.")


def join_draft(session: Session, actor: Actor, motion: Motion) -> None:
    """Take part, as invited, in writing the draft."""
    lock_row(session, motion)
    drafter = session.get(Drafter, (motion.id, actor.person_id))
    if drafter is not None and drafter.joined_at is None:
        drafter.joined_at = database_now(session)
        session.flush()


def leave_draft(session: Session, actor: Actor, motion: Motion) -> None:
    """Decline the invitation to write the draft, or stop writing it; what one wrote stays."""
    lock_row(session, motion)
    drafter = session.get(Drafter, (motion.id, actor.person_id))
    if drafter is None or actor.person_id is None:
        return
    session.delete(drafter)
    session.flush()
    session.expire(motion, ["drafters"])
    record(session, events.DrafterLeft(motion_id=motion.id, person_id=actor.person_id), by=actor)


def step_back(session: Session, actor: Actor, motion: Motion, *, reason: str) -> None:
    """Stop being the seconder; a submitted motion keeps the name on its text and waits for another seconder."""
    lock_row(session, motion)
    if motion.seconder_id != actor.person_id or actor.person_id is None:
        return
    COURSE.require(motion.status, State.WITHDRAWN)
    noted = None
    if motion.status is not State.DRAFT:
        noted = _note(session, actor, motion, "seconder", motion.seconder_name, "", reason).id
    motion.seconder_id, motion.seconder_name, motion.seconder_ward = None, "", ""
    session.flush()
    gone = events.SeconderSteppedBack(motion_id=motion.id, person_id=actor.person_id, handover_id=noted)
    record(session, gone, by=actor)


def take_over_draft(session: Session, actor: Actor, motion: Motion) -> None:
    """Become the proposer of a draft, as one who writes it, when its proposer is no councillor any more."""
    lock_row(session, motion)
    if motion.proposer_id == actor.person_id:
        return
    if motion.number is not None or motion.status is not State.DRAFT:
        raise Conflict(_("This motion was submitted. Ask the council’s officers to hand it over to you."))
    if is_in_office(session, motion.proposer_id):
        raise Conflict(_("The proposer is still a councillor, so the draft stays theirs."))
    drafter = session.get(Drafter, (motion.id, actor.person_id))
    if drafter is None or actor.person_id is None:
        raise Conflict(_("Only somebody who was invited to write the draft can take it over."))
    session.delete(drafter)
    motion.proposer_id = actor.person_id
    motion.proposer_name, motion.proposer_ward = name_and_ward(session, actor.person_id, actor.name)
    session.flush()
    session.expire(motion, ["drafters"])
    record(session, events.DraftTakenOver(motion_id=motion.id, person_id=actor.person_id), by=actor)


def hand_over(
    session: Session, actor: Actor, motion: Motion, *, part: str, person_id: int, reason: str
) -> Handover | None:
    """Put another councillor, who agreed, in the place of proposer or seconder of a submitted motion."""
    lock_row(session, motion)
    person = councillor_by_id(session, person_id)
    reason = clean_text(reason).strip()
    if part not in PARTS:
        raise Invalid(_("Select whose place it is."), {"part": _("Select whose place it is")})
    if not reason:
        raise Invalid(_("Give a reason."), {"reason": _("Give a reason")})
    COURSE.require(motion.status, State.WITHDRAWN)
    if getattr(motion, f"{part}_id") == person.id:
        return None
    if person.id in {motion.proposer_id, motion.seconder_id}:
        sentence = _("Proposer and seconder must be two people. Select another councillor")
        raise Invalid(sentence, {"person_id": sentence})
    made = _put_in_place(session, actor, motion, part, person, reason)
    handed = events.MotionHandedOver(
        motion_id=motion.id,
        part=part,
        person_id=person.id,
        handover_id=made.id,
        consultation_id=motion.consultation_id,
    )
    record(session, handed, by=actor)
    return made


def withdraw_in_place(session: Session, actor: Actor, motion: Motion, *, reason: str) -> None:
    """Withdraw a submitted motion, as the proper officer, when proposer or seconder is gone and cannot do it."""
    lock_row(session, motion)
    if motion.status is State.WITHDRAWN:
        return
    require_withdrawable(session, motion)
    reason = clean_text(reason).strip()
    if not reason:
        raise Invalid(_("Give a reason."), {"reason": _("Give a reason")})
    if not is_stranded(session, motion):
        raise StillThere
    motion.withdrawal_reason = f"{motion.withdrawal_reason}\n\n{reason}".strip()
    part = "proposer" if not is_in_office(session, motion.proposer_id) else "seconder"
    motion.ended_at = database_now(session)
    noted = _note(session, actor, motion, part, getattr(motion, f"{part}_name"), "", reason)
    end_by_withdrawal(session, actor, motion, handover_id=noted.id)


def is_stranded(session: Session, motion: Motion) -> bool:
    """Whether proposer or seconder of a motion is nobody, or no councillor with an account any more."""
    return not (is_in_office(session, motion.proposer_id) and is_in_office(session, motion.seconder_id))


def _put_in_place(session: Session, actor: Actor, motion: Motion, part: str, person: Person, reason: str) -> Handover:
    seat = require_seat(session, person.id, person.name)
    made = _note(session, actor, motion, part, getattr(motion, f"{part}_name"), seat.name, reason)
    for name, value in (("id", person.id), ("name", seat.name), ("ward", seat.ward)):
        setattr(motion, f"{part}_{name}", value)
    session.flush()
    return made


def _note(session: Session, actor: Actor, motion: Motion, part: str, before: str, after: str, reason: str) -> Handover:
    made = Handover(
        motion_id=motion.id,
        part=part,
        from_name=before,
        to_name=after,
        reason=clean_text(reason).strip(),
        made_at=motion.ended_at or database_now(session),
        made_by_id=actor.person_id,
    )
    session.add(made)
    session.flush()
    session.expire(motion, ["handovers"])
    return made
