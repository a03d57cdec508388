"""Addresses that want news."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.jobs.models import Job
from consult.journey.contacts import ask_for_news
from consult.mail.models import MailMessage
from consult.notifications.services import confirm_news
from consult.submissions.models import Participation


def want_news(session: Session, activity_id: int, email: str) -> Participation:
    """Ask for news and confirm it, as the owner of the address does by the link that was mailed."""
    before = set(session.scalars(select(MailMessage.id)))
    asked = ask_for_news(session, activity_id, email)
    confirm_news(session, asked)
    # Its mail left long ago, and is no part of what a test looks for.
    for mail_id in set(session.scalars(select(MailMessage.id))) - before:
        session.execute(delete(MailMessage).where(MailMessage.id == mail_id))
        session.execute(delete(Job).where(Job.idempotency_key == f"mail:{mail_id}"))
    return asked
