"""What is kept under an email address by features that know no accounts: mail, and who wants news."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from consult.contract.plugin import PersonalData
from consult.journey.contacts import subject_hashes
from consult.kernel import clock
from consult.kernel.db import database_of
from consult.mail.models import MailMessage, MailState
from consult.mail.services import recipient_hashes
from consult.submissions.models import Participation

MAIL_KEPT = timedelta(days=90)
UNCONFIRMED_KEPT = timedelta(days=7)


def collect_mail(session: Session, email: str) -> Mapping[str, Any]:
    """Return that mail was sent to an address, and when; what it said is not kept once it has left."""
    found = session.scalars(
        select(MailMessage)
        .where(MailMessage.recipient_hash.in_(_recipients(session, email)))
        .order_by(MailMessage.created_at)
    )
    told = [
        {
            "state": mail_message.state,
            "written_at": mail_message.created_at.isoformat(),
            "sent_at": mail_message.sent_at.isoformat() if mail_message.sent_at else None,
        }
        for mail_message in found
    ]
    return {"mail": told} if told else {}


def erase_mail(session: Session, email: str) -> int:
    """Delete the mail to an address, sent or not."""
    gone = delete(MailMessage).where(MailMessage.recipient_hash.in_(_recipients(session, email)))
    return len(session.scalars(gone.returning(MailMessage.id)).all())


def purge_mail(session: Session) -> int:
    """Delete the record of mail that left, or never could, more than 90 days ago; return how many."""
    gone = delete(MailMessage).where(
        MailMessage.state != MailState.WAITING, MailMessage.created_at < clock.now() - MAIL_KEPT
    )
    return len(session.scalars(gone.returning(MailMessage.id)).all())


def collect_news(session: Session, email: str) -> Mapping[str, Any]:
    """Return the activities of which an address asked for news."""
    found = session.scalars(select(Participation).where(Participation.subject_hash.in_(subject_hashes(session, email))))
    told = [
        {
            "activity": kept.activity_id,
            "wants_news": kept.stopped_at is None,
            "is_confirmed": kept.confirmed_at is not None,
            "language": kept.language,
        }
        for kept in found
    ]
    return {"news": told} if told else {}


def erase_news(session: Session, email: str) -> int:
    """Forget that an address asked for news."""
    gone = delete(Participation).where(Participation.subject_hash.in_(subject_hashes(session, email)))
    return len(session.scalars(gone.returning(Participation.id)).all())


def purge_news(session: Session) -> int:
    """Delete the addresses that nobody confirmed within 7 days; return how many."""
    gone = delete(Participation).where(
        Participation.confirmed_at.is_(None), Participation.asked_at < clock.now() - UNCONFIRMED_KEPT
    )
    return len(session.scalars(gone.returning(Participation.id)).all())


def _recipients(session: Session, email: str) -> list[str]:
    return recipient_hashes(database_of(session).keys, email)


def _forget_cause(session: Session, person_id: int) -> int:
    caused = update(MailMessage).where(MailMessage.caused_by_id == person_id)
    return len(session.scalars(caused.values(caused_by_id=None).returning(MailMessage.id)).all())


PERSONAL_DATA = (
    PersonalData(
        tables=("mail_message",),
        erase=_forget_cause,
        collect_address=collect_mail,
        erase_address=erase_mail,
        purge=purge_mail,
    ),
    PersonalData(
        tables=("participation",),
        collect_address=collect_news,
        erase_address=erase_news,
        purge=purge_news,
    ),
)
