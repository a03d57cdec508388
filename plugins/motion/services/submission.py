"""Agreeing to a text, submitting it, taking it back: the steps of proposer and seconder."""

from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk import Actor, ChangedMeanwhile, Conflict, Invalid, clean_text, clock, database_now, lock_row, record
from plugins.motion import events
from plugins.motion.canonical import ALGORITHM, ClauseText, Section, canonical_text, text_hash
from plugins.motion.lifecycle import MOVES, State
from plugins.motion.models import Consent, Motion
from plugins.motion.policies import AlreadyOver
from plugins.motion.queries import draft_text
from plugins.motion.records import FrozenText
from plugins.motion.services.moves import advance, hold_draft, next_number


@dataclass(frozen=True)
class DraftText:
    """A draft as it would be frozen now, and who agreed to exactly these words."""

    clauses: list[ClauseText]
    canonical: str
    hash: str
    proposer: Consent | None
    seconder: Consent | None


def draft_as_it_stands(session: Session, motion: Motion) -> DraftText:
    """Return the text of the draft, its hash, and the consents that hold for it."""
    clauses = draft_text(session, motion)
    canonical = canonical_text(motion.title, clauses)
    hashed = text_hash(canonical)
    query = select(Consent).where(
        Consent.motion_id == motion.id, Consent.text_hash == hashed, Consent.taken_back_at.is_(None)
    )
    given = {consent.person_id: consent for consent in session.scalars(query) if consent.person_id is not None}
    return DraftText(
        clauses,
        canonical,
        hashed,
        given.get(motion.proposer_id) if motion.proposer_id else None,
        given.get(motion.seconder_id) if motion.seconder_id else None,
    )


def missing_parts(motion: Motion, clauses: list[ClauseText]) -> list[str]:
    """Return what a draft still needs before anybody can agree to it, one sentence each."""
    faults = []
    if not any(clause.section == Section.RESOLVES for clause in clauses):
        faults.append("Add at least one clause that says what the council resolves to do.")
    if motion.seconder_id is None:
        faults.append("Name a seconder.")
    if motion.meeting_on is None:
        faults.append("Say for which meeting the motion is meant.")
    return faults


def give_consent(session: Session, actor: Actor, motion: Motion, *, hash_read: str) -> None:
    """Agree to the text whose hash was on the page; raises `ChangedMeanwhile` when the text is another by now."""
    hold_draft(session, motion)
    draft = draft_as_it_stands(session, motion)
    if draft.hash != hash_read:
        raise ChangedMeanwhile("The text was changed while you were reading it. Read it again before you agree.")
    missing = missing_parts(motion, draft.clauses)
    if missing:
        raise Invalid(" ".join(missing))
    same = select(Consent).where(
        Consent.motion_id == motion.id, Consent.person_id == actor.person_id, Consent.text_hash == draft.hash
    )
    consent = session.scalar(same)
    if consent is not None and consent.taken_back_at is None:
        return
    if consent is None:
        consent = Consent(motion_id=motion.id, person_id=actor.person_id, text_hash=draft.hash)
        session.add(consent)
    consent.given_at, consent.taken_back_at = database_now(session), None
    session.flush()
    record(session, events.ConsentGiven(motion_id=motion.id, text_hash=draft.hash), by=actor)


def take_back_consent(session: Session, actor: Actor, motion: Motion) -> None:
    """Take back the agreement to a draft, whichever text it was given to."""
    hold_draft(session, motion)
    mine = select(Consent).where(
        Consent.motion_id == motion.id, Consent.person_id == actor.person_id, Consent.taken_back_at.is_(None)
    )
    given = session.scalars(mine).all()
    for consent in given:
        consent.taken_back_at = database_now(session)
    session.flush()
    if given:
        record(session, events.ConsentTakenBack(motion_id=motion.id), by=actor)


def submit_motion(session: Session, actor: Actor, motion: Motion) -> Motion:
    """Freeze the text both agreed to and hand it to the proper officer; a repeat finds it submitted."""
    lock_row(session, motion)
    if motion.status is State.SUBMITTED:
        return motion
    draft = draft_as_it_stands(session, motion)
    at = database_now(session)
    missing = missing_parts(motion, draft.clauses)
    if motion.meeting_on and motion.meeting_on < clock.london(at).date():
        missing.append("The meeting this motion was meant for is over. Choose a later one.")
    if missing:
        raise Invalid(" ".join(missing))
    if draft.proposer is None or draft.seconder is None:
        raise Conflict("Proposer and seconder must both agree to the text as it stands now before it is submitted.")
    motion.number = motion.number or next_number(session, "M", clock.london(at).year)
    advance(motion, State.SUBMITTED)
    motion.submitted_at = at
    motion.texts.append(
        FrozenText(
            number=len(motion.texts) + 1,
            title=motion.title,
            clauses={"clauses": [asdict(clause) for clause in draft.clauses]},
            canonical=draft.canonical,
            hash=draft.hash,
            algorithm=ALGORITHM,
            proposer_name=motion.proposer_name,
            seconder_name=motion.seconder_name,
            proposer_consented_at=draft.proposer.given_at,
            seconder_consented_at=draft.seconder.given_at,
            frozen_at=at,
        )
    )
    session.flush()
    submitted = events.MotionSubmitted(
        motion_id=motion.id, number=motion.number, text_hash=draft.hash, consultation_id=motion.consultation_id
    )
    record(session, submitted, by=actor)
    return motion


def reopen_motion(session: Session, actor: Actor, motion: Motion) -> None:
    """Take a returned motion back into drafting."""
    lock_row(session, motion)
    if motion.status is State.DRAFT:
        return
    advance(motion, State.DRAFT)
    session.flush()
    reopened = events.MotionReopened(
        motion_id=motion.id, number=motion.number or "", consultation_id=motion.consultation_id
    )
    record(session, reopened, by=actor)


def ask_withdrawal(session: Session, actor: Actor, motion: Motion, *, reason: str) -> None:
    """Ask to withdraw; a draft that was never submitted is withdrawn at once, any other needs the seconder."""
    lock_row(session, motion)
    if motion.status is State.WITHDRAWN or motion.withdrawal_asked_at is not None:
        return
    if State.WITHDRAWN not in MOVES[motion.status]:
        raise AlreadyOver
    motion.withdrawal_asked_at = database_now(session)
    motion.withdrawal_reason = clean_text(reason).strip()
    if motion.number is None or motion.seconder_id is None:
        _withdraw(session, actor, motion)
        return
    session.flush()
    asked = events.WithdrawalAsked(motion_id=motion.id, consultation_id=motion.consultation_id)
    record(session, asked, by=actor)


def call_off_withdrawal(session: Session, actor: Actor, motion: Motion) -> None:
    """Keep the motion after all, as long as the seconder has not agreed to withdraw it."""
    lock_row(session, motion)
    if motion.status is State.WITHDRAWN:
        raise Conflict("The seconder has already agreed, so the motion is withdrawn.")
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
        raise Conflict("The proposer has not asked to withdraw this motion.")
    _withdraw(session, actor, motion)


def _withdraw(session: Session, actor: Actor, motion: Motion) -> None:
    advance(motion, State.WITHDRAWN)
    motion.ended_at = database_now(session)
    session.flush()
    withdrawn = events.MotionWithdrawn(motion_id=motion.id, consultation_id=motion.consultation_id)
    record(session, withdrawn, by=actor)
