"""What waits for whoever wrote to an address that a mail server refused."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from consult.contract.plugin import Waiting
from consult.kernel.authz import Actor
from consult.kernel.db import database_of
from consult.kernel.messages import gettext as _
from consult.mail.queries import refused_mail
from consult.mail.services import read_letter


def refusals(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return one step for each mail of the actor's that never arrived."""
    if actor.person_id is None:
        return ()
    keys = database_of(session).keys
    letters = [(mail, read_letter(keys, mail)) for mail in session.scalars(refused_mail(actor.person_id))]
    return [
        Waiting(
            text=_("An email did not arrive: %(subject)s, to %(to)s", subject=letter.subject, to=letter.to),
            since=mail.created_at,
            endpoint="mail.refused",
            parts={"mail_id": mail.id},
        )
        for mail, letter in letters
        if letter is not None
    ]
