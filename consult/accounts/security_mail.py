"""Mail to people about what changed in who can act in their name."""

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.contract.deployment import deployment_of, speaking_to
from consult.kernel.authz import Actor
from consult.kernel.messages import gettext as _
from consult.mail.services import send_mail


def tell_of_security(
    session: Session, person: Person, subject: str, sentence: str, caused_by: Actor | None = None
) -> None:
    """Mail a person, in their language, one sentence about the security of their account and what to do about it.

    The sentence may name the `%(council)s`.
    """
    council = deployment_of(session).settings.council
    with speaking_to(session, person.language):
        warning = _(
            "If you did not expect this, change your password at once, and tell us: %(contact_email)s.",
            contact_email=council.contact_email,
        )
        body = f"{sentence % {'council': council.name}}\n\n{warning}\n"
        send_mail(session, to=person.email, subject=str(subject), body=body, caused_by=caused_by)
