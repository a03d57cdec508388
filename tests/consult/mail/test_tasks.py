"""What waits for whoever wrote to an address that does not exist."""

from sqlalchemy.orm import Session

from consult.kernel.authz import ANONYMOUS, Role
from consult.mail.models import MailState
from consult.mail.services import send_mail
from consult.mail.tasks import refusals
from tests.factories import make_actor


def test_a_step_leads_to_each_refused_mail(session: Session) -> None:
    officer = make_actor(session, Role.OFFICER)
    mail = send_mail(session, to="a@people.example", subject="Invitation", body="A", caused_by=officer)
    assert refusals(session, officer) == []
    mail.state = MailState.REFUSED
    (step,) = refusals(session, officer)
    assert (step.endpoint, step.parts) == ("mail.refused", {"mail_id": mail.id})
    assert refusals(session, ANONYMOUS) == ()
