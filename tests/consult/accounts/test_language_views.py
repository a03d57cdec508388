"""The language of mail: the one of the pages on which somebody joined, until they choose another."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.invitations import invite, send_password_link
from consult.accounts.models import Person
from consult.app import create_app
from consult.audit.models import AuditEntry
from consult.contract.deployment import deployment_of
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from tests.factories import make_organisation, make_person
from tests.support.deployments import offer_welsh
from tests.support.mail import link_in, written_mail
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def welsh(database: Database, session: Session) -> FormClient:
    """A reader of a site that speaks Welsh too."""
    offer_welsh(database)
    deployment = deployment_of(database)
    app: Flask = create_app(deployment.settings, database=database, registry=deployment.registry)
    app.test_client_class = FormClient
    client = app.test_client()
    assert isinstance(client, FormClient)
    client.shared = session
    return client


def test_who_joins_on_welsh_pages_gets_mail_in_welsh_whoever_causes_it(welsh: FormClient, session: Session) -> None:
    link = invite(session, SYSTEM, email="nia@people.example", role=Role.OFFICER, language="cy")
    (letter,) = written_mail(session)
    assert letter.subject.startswith("Gwahoddiad")
    assert link_in(letter) == link.removeprefix("http://localhost")
    assert link_in(letter).startswith("/cy/invitations/")
    welsh.post_form(link_in(letter), {"name": "Nia Rees", "password": "kettle violin marsh 42"})
    nia = session.scalars(select(Person).where(Person.email == "nia@people.example")).one()
    assert nia.language == "cy"
    send_password_link(session, nia.email)
    last = written_mail(session, to=nia.email)[-1]
    assert last.subject == "Dewiswch gyfrinair newydd"
    assert "/cy/password/" in last.body


def test_one_chooses_another_language_on_the_page_of_the_account(
    welsh: FormClient, session: Session, sign_in: SignIn
) -> None:
    person = make_person(session)
    sign_in(welsh, person)
    assert "Language of emails" in welsh.get("/account").text
    page = welsh.get("/account/language").text
    assert "English" in page
    assert "Cymraeg" in page
    assert welsh.post_form("/account/language", {"language": "tlh"}).status_code == 422
    answer = welsh.post_form("/account/language", {"language": "cy"})
    assert (answer.status_code, answer.location) == (303, "/account")
    assert person.language == "cy"
    chosen = session.scalars(select(AuditEntry).where(AuditEntry.name == "accounts.mail_language_chosen")).one()
    assert chosen.facts["language"] == "cy"
    assert "Cymraeg" in welsh.get("/account").text


def test_whoever_invites_says_in_which_language(welsh: FormClient, session: Session, sign_in: SignIn) -> None:
    officer = make_person(session, Role.OFFICER)
    group = make_organisation(session)
    sign_in(welsh, officer)
    address = f"/staff/groups/{group.id}/invite"
    assert "Language of the invitation" in welsh.get(address).text
    assert welsh.post_form(address, {"email": "a@people.example", "language": "cy"}).status_code == 303
    assert welsh.post_form(address, {"email": "b@people.example", "language": "en-GB"}).status_code == 303
    first, second = written_mail(session)
    assert "yn eich gwahodd i siarad ar ran" in first.body
    assert "invites you to speak for" in second.body


def test_where_one_language_is_spoken_none_is_asked(client: FormClient, session: Session, sign_in: SignIn) -> None:
    officer = make_person(session, Role.OFFICER)
    group = make_organisation(session)
    sign_in(client, officer)
    address = f"/staff/groups/{group.id}/invite"
    assert "Language of the invitation" not in client.get(address).text
    assert client.post_form(address, {"email": "a@people.example"}).status_code == 303
