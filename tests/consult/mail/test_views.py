"""The page about a mail that did not arrive."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel.authz import Actor, Role
from consult.mail.models import MailState
from consult.mail.services import send_mail
from tests.factories import XSS, make_person
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_a_refused_mail_is_shown_to_whoever_caused_it_and_dismissed(
    client: FormClient, session: Session, sign_in: SignIn
) -> None:
    officer = make_person(session, Role.OFFICER)
    cause = Actor(person_id=officer.id)
    mail = send_mail(session, to="a@people.example", subject=f"Invitation {XSS}", body="A", caused_by=cause)
    mail.state = MailState.REFUSED
    url = f"/mail/{mail.id}/refused"
    sign_in(client, make_person(session, Role.OFFICER))
    assert client.get(url).status_code == 404
    sign_in(client, officer)
    assert "a@people.example" in client.get("/waiting").text
    page = client.get(url)
    assert faults_of(parsed(page.text, is_page=True)) == []
    assert "a@people.example" in page.text
    assert "<script>alert" not in page.text
    assert client.post_form(url).status_code == 303
    assert client.get(url).status_code == 404
