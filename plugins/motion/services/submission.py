"""Submitting a motion, taking it back into drafting, withdrawing or deleting it: the steps of proposer and seconder."""

from dataclasses import asdict
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now, lock_row
from consult.sdk.errors import ChangedMeanwhile, Conflict, Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.references import forget_citations, reference_to
from consult.sdk.states import forget_steps
from consult.sdk.texts import clean_text
from plugins.motion import events
from plugins.motion.canonical import ALGORITHM, METHOD
from plugins.motion.drafting.log import write_details, write_meeting
from plugins.motion.lifecycle import COURSE, State
from plugins.motion.models import Motion
from plugins.motion.policies import AlreadySubmitted
from plugins.motion.records import FrozenText, Part, TextConsent
from plugins.motion.services.amendments import let_amendments_fall
from plugins.motion.services.consents import DraftText, draft_as_it_stands, missing_parts
from plugins.motion.services.members import require_seat
from plugins.motion.services.moves import make_public, next_number, require_withdrawable


def submit_motion(session: Session, actor: Actor, motion: Motion) -> Motion:
    """Freeze the text both agreed to and hand it to the proper officer; a repeat finds it submitted."""
    lock_row(session, motion)
    if motion.status is State.SUBMITTED:
        return motion
    draft = draft_as_it_stands(session, motion)
    at = database_now(session)
    _require_complete(motion, draft, clock.london(at).date())
    if draft.proposer is None or draft.seconder is None:
        raise Conflict(
            _("Proposer and seconder must both agree to the text as it stands now before it is submitted."),
            title=_("Not everybody has agreed yet"),
        )
    _name_as_on_roll(session, motion)
    motion.number = motion.number or next_number(session, "M", clock.london(at).year)
    COURSE.enter(session, actor, motion, State.SUBMITTED)
    motion.submitted_at = at
    make_public(session, motion, at)
    motion.texts.append(
        FrozenText(
            number=len(motion.texts) + 1,
            title=motion.title,
            clauses={"clauses": [asdict(clause) for clause in draft.clauses]},
            canonical=draft.canonical,
            hash=draft.hash,
            algorithm=ALGORITHM,
            method=METHOD,
            proposer_name=motion.proposer_name,
            seconder_name=motion.seconder_name,
            frozen_at=at,
            consents=[
                TextConsent(part=part, meeting_on=motion.meeting_on, given_at=consent.given_at)
                for part, consent in ((Part.PROPOSER, draft.proposer), (Part.SECONDER, draft.seconder))
            ],
        )
    )
    session.flush()
    submitted = events.MotionSubmitted(
        motion_id=motion.id, number=motion.number, text_hash=draft.hash, consultation_id=motion.consultation_id
    )
    record(session, submitted, by=actor)
    return motion


def _require_complete(motion: Motion, draft: DraftText, today: date) -> None:
    missing = missing_parts(motion, draft.clauses)
    if motion.meeting is not None and motion.meeting.cancelled_at is not None:
        missing.append(_("The meeting this motion was meant for was cancelled. Select another."))
    if motion.meeting_on and motion.meeting_on < today:
        missing.append(_("The meeting this motion was meant for is over. Select a later one."))
    if missing:
        raise Invalid(" ".join(missing))


def _name_as_on_roll(session: Session, motion: Motion) -> None:
    """Write proposer and seconder as the roll of today names them, with their wards."""
    for part in ("proposer", "seconder"):
        seat = require_seat(session, getattr(motion, f"{part}_id"), getattr(motion, f"{part}_name"))
        setattr(motion, f"{part}_name", seat.name)
        setattr(motion, f"{part}_ward", seat.ward)


def delete_motion(session: Session, actor: Actor, motion: Motion, *, seen: str) -> None:
    """Delete a motion that was never submitted, with every version of its clauses.

    Raises `AlreadySubmitted` once it has a number, `ChangedMeanwhile` when it is another than the page showed.
    """
    lock_row(session, motion)
    if motion.number is not None:
        raise AlreadySubmitted
    if draft_as_it_stands(session, motion).seen != seen:
        raise ChangedMeanwhile(_("The draft was changed while you were reading. Read it again before you delete it."))
    record(session, events.MotionDeleted(motion_id=motion.id), by=actor)
    forget_steps(session, reference_to(motion))
    forget_citations(session, reference_to(motion))
    session.execute(delete(Motion).where(Motion.id == motion.id))
    session.expunge(motion)


def reopen_motion(session: Session, actor: Actor, motion: Motion) -> None:
    """Take a returned motion back into drafting."""
    lock_row(session, motion)
    if motion.status is State.DRAFT:
        return
    COURSE.enter(session, actor, motion, State.DRAFT)
    session.flush()
    write_meeting(session, actor, motion, motion.meeting_on)
    write_details(session, actor, motion, title=motion.title, meeting_on=motion.meeting_on)
    reopened = events.MotionReopened(
        motion_id=motion.id, number=motion.number or "", consultation_id=motion.consultation_id
    )
    record(session, reopened, by=actor)


def ask_withdrawal(session: Session, actor: Actor, motion: Motion, *, reason: str) -> None:
    """Ask to withdraw; a draft that was never submitted is withdrawn at once, any other needs the seconder."""
    lock_row(session, motion)
    if motion.status is State.WITHDRAWN or motion.withdrawal_asked_at is not None:
        return
    require_withdrawable(session, motion)
    motion.withdrawal_asked_at = database_now(session)
    motion.withdrawal_reason = clean_text(reason).strip()
    if motion.number is None or motion.seconder_id is None:
        end_by_withdrawal(session, actor, motion)
        return
    session.flush()
    asked = events.WithdrawalAsked(motion_id=motion.id, consultation_id=motion.consultation_id)
    record(session, asked, by=actor)


def call_off_withdrawal(session: Session, actor: Actor, motion: Motion) -> None:
    """Keep the motion after all, as long as the seconder has not agreed to withdraw it."""
    lock_row(session, motion)
    if motion.status is State.WITHDRAWN:
        raise Conflict(_("The seconder has already agreed, so the motion is withdrawn."))
    if motion.withdrawal_asked_at is None:
        return
    motion.withdrawal_asked_at, motion.withdrawal_reason = None, ""
    session.flush()
    record(session, events.WithdrawalCalledOff(motion_id=motion.id), by=actor)


def agree_withdrawal(session: Session, actor: Actor, motion: Motion) -> None:
    """Agree, as seconder, that the motion is withdrawn; it stays visible."""
    lock_row(session, motion)
    if motion.status is State.WITHDRAWN:
        return
    if motion.withdrawal_asked_at is None:
        raise Conflict(_("The proposer has not asked to withdraw this motion."))
    require_withdrawable(session, motion)
    end_by_withdrawal(session, actor, motion)


def end_by_withdrawal(session: Session, actor: Actor, motion: Motion, *, handover_id: int | None = None) -> None:
    """Withdraw a motion that is held; whoever may ask for it was asked before."""
    COURSE.enter(session, actor, motion, State.WITHDRAWN)
    motion.ended_at = motion.ended_at or database_now(session)
    session.flush()
    let_amendments_fall(session, actor, motion)
    withdrawn = events.MotionWithdrawn(
        motion_id=motion.id, handover_id=handover_id, consultation_id=motion.consultation_id
    )
    record(session, withdrawn, by=actor)
