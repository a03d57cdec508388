"""Writing to people who answered: their code, a copy, and a list of who wants news, kept apart from the answers."""

import secrets
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.attempts import Limit
from consult.config import Settings
from consult.consultations.models import Activity
from consult.kernel import tokens
from consult.kernel.db import begin_write, database_of
from consult.mail.services import send_mail
from consult.submissions.models import Participation, Submission

# Anybody may ask for mail to any address: enough for a library full of people, too little to flood anybody.
MOST_MAIL = (Limit("account", 5, timedelta(hours=1)), Limit("network", 60, timedelta(hours=1)))


def mail_code(session: Session, email: str, title: str, code: str) -> None:
    """Email the code that finds a draft again."""
    body = (
        f"You saved your answers to “{title}”.\n\n"
        f"Your code is {code}\n\n"
        f"To go on, open {_address(session, '/take-part/return')} on any device and enter the code. "
        "Keep the code private: whoever has it can read and change your answers.\n\n"
        "We keep unfinished answers for 60 days, and do not count them until you send them."
    )
    send_mail(session, to=email, subject=f"Your code to go on with “{title}”", body=body)


def mail_copy(session: Session, email: str, title: str, sent: Submission, code: str, answers: str) -> None:
    """Email a copy of what was sent, with reference and code."""
    body = (
        f"Thank you for your response to “{title}”.\n\n"
        f"Your reference is {sent.reference}. With it you can read what became of your response: "
        f"{_address(session, f'/responses/{sent.reference}')}\n\n"
        f"Your private code is {code}. Until the consultation closes you can change or withdraw your response: "
        f"{_address(session, '/take-part/return')}\n\n"
        f"What you sent:\n\n{answers}"
    )
    send_mail(session, to=email, subject=f"Your response {sent.reference}", body=body)


def ask_for_news(session: Session, activity_id: int, email: str) -> None:
    """Keep an address that wants news of an activity; asking twice keeps it once."""
    keys, hashes = database_of(session).keys, subject_hashes(session, email)
    begin_write(session)
    consultation = select(Activity.consultation_id).where(Activity.id == activity_id).scalar_subquery()
    known = session.scalars(
        select(Participation)
        .join(Activity, Activity.id == Participation.activity_id)
        .where(Activity.consultation_id == consultation, Participation.subject_hash.in_(hashes))
    ).all()
    found = next((one for one in known if one.activity_id == activity_id), None)
    if found is not None:
        found.stopped_at = None
        return
    row_id = secrets.token_hex(16)
    session.add(
        Participation(
            id=row_id,
            activity_id=activity_id,
            # One address has one hash in a consultation, or it would be written to twice after a change of keys.
            subject_hash=known[0].subject_hash if known else hashes[0],
            contact_sealed=keys.seal(
                email.strip().encode(), table="participation", row=row_id, column="contact_sealed"
            ),
            stop_hash=tokens.digest(stop_secret(session, row_id)),
        )
    )
    session.flush()


def subject_hashes(session: Session, email: str) -> list[str]:
    """Return the digests under which an address that wants news may be kept, the newest first."""
    return database_of(session).keys.digests("participation", email.strip().lower())


def stop_secret(session: Session, participation_id: str) -> str:
    """Return the secret in the link that stops the news, derived so that it need not be kept."""
    return database_of(session).keys.digest("stop", participation_id)


def _address(session: Session, path: str) -> str:
    settings: Settings = database_of(session).surroundings["settings"]
    return settings.base_url + path
