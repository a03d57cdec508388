"""Finding mail that the server refused."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.mail.models import MailMessage, MailState


def refused_mail(person_id: int) -> Select[MailMessage]:
    """Select the mail that a person caused, that was refused, and that they have not seen yet; the oldest first."""
    return (
        select(MailMessage)
        .where(
            MailMessage.caused_by_id == person_id,
            MailMessage.state == MailState.REFUSED,
            MailMessage.sealed.is_not(None),
        )
        .order_by(MailMessage.created_at, MailMessage.id)
    )


def find_refused_mail(session: Session, mail_id: str, actor: Actor) -> MailMessage:
    """Return a refused mail of the actor's own; raises `NotFound` for any other."""
    found = session.scalar(refused_mail(actor.person_id or 0).where(MailMessage.id == mail_id))
    if found is None:
        raise NotFound(_("This email is no longer on your list. It was dismissed, or was sent after all."))
    return found
