"""Signing a consultation off before it opens: by a link, for somebody without an account, and as it was read."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.events import SignOffAnswered, SignOffAsked
from consult.consultations.lifecycle import BEFORE_OPENING, state_at
from consult.consultations.models import Activity, Consultation, SignOff
from consult.contract.deployment import deployment_of, own_language
from consult.contract.questions import Questionnaire
from consult.kernel import tokens
from consult.kernel.authz import SYSTEM, Actor
from consult.kernel.db import database_now, database_of, lock_row
from consult.kernel.errors import ChangedMeanwhile, Conflict, Gone, Invalid, NotFound
from consult.kernel.formats import local_date, local_datetime
from consult.kernel.messages import gettext as _
from consult.kernel.messages import speaking
from consult.kernel.text import clean_line, clean_text

LASTS = timedelta(days=14)
_PURPOSE = "sign-off"


def texts_to_read(session: Session, consultation: Consultation) -> Iterator[tuple[str, str]]:
    """Yield all that is signed off, each with what it is: texts, dates, documents by title, and every question."""
    yield _("Title"), consultation.title
    yield _("Summary"), consultation.summary
    yield _("Background"), consultation.background
    yield _("What is still open"), consultation.options_open
    yield _("Who decides"), consultation.decided_by
    if consultation.closes_at is not None:
        yield _("Closes"), local_datetime(consultation.closes_at)
    if consultation.results_due_on is not None:
        yield _("Results are promised by"), local_date(consultation.results_due_on)
    for document in consultation.offered_documents:
        yield _("Document"), document.title
    for activity in consultation.activities:
        yield _("Way of taking part"), activity.title
        yield from _questions(session, activity)


def _questions(session: Session, activity: Activity) -> Iterator[tuple[str, str]]:
    offered = deployment_of(session).registry.activities.get(activity.kind)
    asked: Questionnaire | None = None
    if offered is not None and offered.previewed is not None:
        asked = offered.previewed(session, activity.id)
    elif offered is not None and offered.questionnaire is not None:
        asked = offered.questionnaire(session, activity.id, None)
    if asked is None:
        return
    if asked.introduction:
        yield _("Introduction"), asked.introduction
    for question in asked.questions:
        options = "".join(f"\n- {option.label}" for option in question.options)
        yield _("Question"), "\n".join(filter(None, (question.label, question.hint))) + options


def digest_of(session: Session, consultation: Consultation) -> str:
    """Return a digest of all that is signed off, by which a change since is noticed."""
    # In one language, whichever the page is read in.
    with speaking(own_language(database_of(session))):
        texts = [(str(label), str(text)) for label, text in texts_to_read(session, consultation)]
    return hashlib.sha256(repr(texts).encode()).hexdigest()


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


def purge_sign_offs(session: Session) -> int:
    """Delete links that ran out unanswered, and return how many."""
    past = (SignOff.answered_at.is_(None), SignOff.expires_at < database_now(session) - LASTS)
    return len(session.scalars(delete(SignOff).where(*past).returning(SignOff.id)).all())


def _require_before_opening(session: Session, consultation: Consultation) -> None:
    if state_at(consultation, database_now(session)) not in BEFORE_OPENING:
        raise Conflict(_("This consultation has opened, so there is nothing to sign off any more."))
