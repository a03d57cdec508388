"""Signing a consultation off before it opens: by a link, for somebody without an account, and as it was read."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.events import SignOffAnswered, SignOffAsked
from consult.consultations.lifecycle import BEFORE_OPENING, state_at
from consult.consultations.models import Consultation, SignOff, State
from consult.consultations.signed_texts import digest_of
from consult.contract.deployment import deployment_of
from consult.kernel import tokens
from consult.kernel.authz import SYSTEM, Actor
from consult.kernel.db import database_now, database_of, lock_row
from consult.kernel.errors import ChangedMeanwhile, Conflict, Gone, Invalid, NotFound
from consult.kernel.events import Event, on
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line, clean_text
from consult.records.events import PassageRedacted, RecordCorrected, RedactionUndone

LASTS = timedelta(days=14)
_PURPOSE = "sign-off"


def ask_to_sign_off(session: Session, actor: Actor, consultation: Consultation) -> str:
    """Make a link for a manager and return its secret; raises `Conflict` once the consultation has opened."""
    lock_row(session, consultation)
    _require_before_opening(session, consultation)
    secret, at = tokens.new_secret(), database_now(session)
    asked = SignOff(
        consultation_id=consultation.id,
        token_hash=database_of(session).keys.digest(_PURPOSE, secret),
        asked_by_id=actor.person_id,
        asked_at=at,
        expires_at=at + LASTS,
    )
    session.add(asked)
    session.flush()
    record(session, SignOffAsked(consultation_id=consultation.id, sign_off_id=asked.id), actor)
    return secret


def sign_off_by_secret(session: Session, secret: str) -> SignOff:
    """Return what a link leads to; raises `NotFound` where there never was one, and `Gone` for one that has run out."""
    hashes = database_of(session).keys.digests(_PURPOSE, secret)
    found = session.scalar(select(SignOff).where(SignOff.token_hash.in_(hashes)))
    if found is None:
        raise NotFound
    if found.answered_at is None and found.expires_at <= database_now(session):
        raise Gone(
            _("This link is more than 14 days old. Ask the person who sent it for a new one."),
            title=_("This link no longer works"),
        )
    return found


def answer_sign_off(session: Session, asked: SignOff, *, name: str, is_agreed: bool, comment: str, seen: str) -> None:
    """Sign a consultation off, or ask for changes; the same again changes nothing.

    Raises `Invalid` for no name or changes without a word on them, `ChangedMeanwhile` when it no longer says what was
    `seen`, and `Conflict` when it has opened, or was answered otherwise.
    """
    lock_row(session, asked)
    name, comment = clean_line(name), clean_text(comment)
    given = (is_agreed, name, comment)
    if asked.answered_at is not None:
        if (asked.is_agreed, asked.name, asked.comment) != given:
            raise Conflict(_("This link was used already. Ask the person who sent it for a new one."))
        return
    if not name:
        raise Invalid(fields={"name": _("Enter your name")})
    if not (is_agreed or comment):
        raise Invalid(fields={"comment": _("Say what should be changed")})
    consultation = lock_row(session, session.get_one(Consultation, asked.consultation_id))
    _require_before_opening(session, consultation)
    digest = digest_of(session, consultation)
    if digest != seen:
        raise ChangedMeanwhile(_("It was changed while you had it open. Read it as it is now, then decide."))
    asked.is_agreed, asked.name, asked.comment = given
    asked.answered_at, asked.digest = database_now(session), digest
    session.flush()
    event = SignOffAnswered(consultation_id=consultation.id, sign_off_id=asked.id, is_agreed=is_agreed)
    record(session, event, SYSTEM)


def sign_offs_of(session: Session, consultation: Consultation) -> Sequence[SignOff]:
    """Return the links that were made, and how they were answered, the newest first."""
    of_row = select(SignOff).where(SignOff.consultation_id == consultation.id)
    return session.scalars(of_row.order_by(SignOff.id.desc())).all()


def changed_since(session: Session, consultation: Consultation) -> set[int]:
    """Return the numbers of the sign-offs after which something changed that was read then."""
    now = digest_of(session, consultation)
    return {each.id for each in sign_offs_of(session, consultation) if each.is_agreed and each.digest != now}


def is_signed_off(session: Session, consultation: Consultation) -> bool:
    """Whether the newest answer agrees to the consultation as it stands now."""
    of_row = (SignOff.consultation_id == consultation.id, SignOff.answered_at.is_not(None))
    newest = session.scalar(
        select(SignOff).where(*of_row).order_by(SignOff.answered_at.desc(), SignOff.id.desc()).limit(1)
    )
    return newest is not None and bool(newest.is_agreed) and newest.digest == digest_of(session, consultation)


def require_sign_off(session: Session, consultation: Consultation) -> None:
    """Raise `Conflict` where the council asks for a sign-off and there is none of the consultation as it stands."""
    if deployment_of(session).settings.council.needs_sign_off and not is_signed_off(session, consultation):
        raise Conflict(
            _("Nobody has signed this off as it stands. Ask for a sign-off on its page on the desk, then go on.")
        )


def require_still_signed_off(session: Session, consultation: Consultation) -> None:
    """Raise `Conflict` when a consultation that is announced no longer says what was signed off.

    Whatever changes something that a manager read calls it behind the change: texts, dates, documents, questions.
    """
    if state_at(consultation, database_now(session)) is not State.SCHEDULED:
        return
    session.flush()
    session.expire(consultation, ["activities", "documents"])
    if deployment_of(session).settings.council.needs_sign_off and not is_signed_off(session, consultation):
        raise Conflict(
            _(
                "This consultation is announced as it was signed off, so it stays as it is. "
                "Take it back to draft to change it, then ask for a new sign-off."
            )
        )


def _require_of_record(session: Session, event: Event) -> None:
    if event.consultation_id is not None:
        require_still_signed_off(session, session.get_one(Consultation, event.consultation_id))


SUBSCRIBERS = (
    on(RecordCorrected, _require_of_record),
    on(PassageRedacted, _require_of_record),
    on(RedactionUndone, _require_of_record),
)


def purge_sign_offs(session: Session) -> int:
    """Delete links that ran out unanswered, and return how many."""
    past = (SignOff.answered_at.is_(None), SignOff.expires_at < database_now(session) - LASTS)
    return len(session.scalars(delete(SignOff).where(*past).returning(SignOff.id)).all())


def _require_before_opening(session: Session, consultation: Consultation) -> None:
    if state_at(consultation, database_now(session)) not in BEFORE_OPENING:
        raise Conflict(_("This consultation has opened, so there is nothing to sign off any more."))
