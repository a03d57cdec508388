"""Agreeing to a text for a meeting: proposer and seconder each, and what makes their agreement void."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now
from consult.sdk.errors import ChangedMeanwhile, Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from plugins.motion import events
from plugins.motion.canonical import ClauseText, Section, canonical_text, text_hash
from plugins.motion.drafting.queries import draft_text
from plugins.motion.models import Consent, Motion
from plugins.motion.services.moves import hold_draft


@dataclass(frozen=True)
class DraftText:
    """A draft as it would be frozen now, for which meeting, and who agreed to exactly that."""

    clauses: list[ClauseText]
    canonical: str
    hash: str
    meeting_on: date | None
    proposer: Consent | None
    seconder: Consent | None

    @property
    def seen(self) -> str:
        """What a page says it shows: the text's hash and the day of the meeting."""
        return f"{self.hash} {self.meeting_on or ''}"


def draft_as_it_stands(session: Session, motion: Motion) -> DraftText:
    """Return the text of the draft, its hash, and the consents that hold for it and for its meeting."""
    clauses = draft_text(session, motion)
    canonical = canonical_text(motion.title, clauses)
    hashed = text_hash(canonical)
    given = {
        consent.person_id: consent
        for consent in _in_force(session, motion)
        if (consent.text_hash, consent.meeting_on) == (hashed, motion.meeting_on)
    }
    return DraftText(
        clauses,
        canonical,
        hashed,
        motion.meeting_on,
        given.get(motion.proposer_id) if motion.proposer_id else None,
        given.get(motion.seconder_id) if motion.seconder_id else None,
    )


def missing_parts(motion: Motion, clauses: list[ClauseText]) -> list[str]:
    """Return what a draft still needs before anybody can agree to it, one sentence each."""
    faults = []
    if not any(clause.section == Section.RESOLVES for clause in clauses):
        faults.append(_("Add at least one clause that says what the council resolves to do."))
    if motion.seconder_id is None:
        faults.append(_("Name a seconder."))
    if motion.meeting_on is None:
        faults.append(_("Say for which meeting the motion is meant."))
    return faults


def give_consent(session: Session, actor: Actor, motion: Motion, *, seen: str) -> None:
    """Agree to the text and the meeting that were on the page; raises `ChangedMeanwhile` when they are others now."""
    hold_draft(session, motion)
    draft = draft_as_it_stands(session, motion)
    if draft.seen != seen:
        raise ChangedMeanwhile(
            _("The text or the date of the meeting was changed while you were reading. Read it again before you agree.")
        )
    missing = missing_parts(motion, draft.clauses)
    if missing:
        raise Invalid(" ".join(missing))
    if any(consent.person_id == actor.person_id for consent in (draft.proposer, draft.seconder) if consent):
        return
    session.add(
        Consent(
            motion_id=motion.id,
            person_id=actor.person_id,
            text_hash=draft.hash,
            meeting_on=motion.meeting_on,
            given_at=database_now(session),
        )
    )
    session.flush()
    session.expire(motion, ["consents"])
    record(session, events.ConsentGiven(motion_id=motion.id, text_hash=draft.hash), by=actor)


def take_back_consent(session: Session, actor: Actor, motion: Motion) -> None:
    """Take back the agreement to a draft, whichever text it was given to."""
    hold_draft(session, motion)
    given = [consent for consent in _in_force(session, motion) if consent.person_id == actor.person_id]
    for consent in given:
        consent.taken_back_at = database_now(session)
    session.flush()
    if given:
        record(session, events.ConsentTakenBack(motion_id=motion.id), by=actor)


def void_consents(session: Session, actor: Actor, motion: Motion) -> None:
    """End every agreement to a draft, because its text or its meeting was changed; each person is asked again."""
    at = database_now(session)
    for consent in _in_force(session, motion):
        consent.void_at = at
        session.flush()
        if consent.person_id is not None and consent.person_id != actor.person_id:
            record(session, events.ConsentVoided(motion_id=motion.id, person_id=consent.person_id), by=actor)


def _in_force(session: Session, motion: Motion) -> list[Consent]:
    query = select(Consent).where(
        Consent.motion_id == motion.id, Consent.taken_back_at.is_(None), Consent.void_at.is_(None)
    )
    return list(session.scalars(query.order_by(Consent.id)))
