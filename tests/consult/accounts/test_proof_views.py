"""The pages on which somebody shows again that it is they, and changes their address."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person, SignInSession
from consult.audit.models import AuditEntry
from consult.kernel.authz import Role
from tests.factories import make_person
from tests.support.mail import written_mail
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
PASSWORD = "kettle violin marsh 42"
OTHER = "gravel otter stapler 7"


@pytest.fixture
def administrator(client: FormClient, session: Session, sign_in: SignIn) -> Person:
    person = make_person(session, Role.ADMINISTRATOR, email="ines@people.example", password=PASSWORD)
    sign_in(client, person)
    return person


def grow_stale(session: Session) -> None:
    for row in session.scalars(select(SignInSession)):
        row.created_at -= timedelta(minutes=16)
    session.flush()


@pytest.mark.parametrize("page", ["roles", "close", "email"])
def test_after_a_quarter_of_an_hour_the_password_is_asked_again(
    client: FormClient, session: Session, administrator: Person, page: str
) -> None:
    address = f"/staff/people/{make_person(session).id}/{page}"
    assert client.get(address).status_code == 200
    grow_stale(session)
    sent_to = client.get(address).location
    assert sent_to == f"/confirm-identity?next={address}"
    wrong = client.post_form(sent_to, {"password": OTHER})
    assert (wrong.status_code, "The password is not right" in wrong.text) == (422, True)
    assert client.get(address).status_code == 303
    right = client.post_form(sent_to, {"password": PASSWORD})
    assert (right.status_code, right.location) == (303, address)
    assert client.get(address).status_code == 200
    assert session.scalars(select(SignInSession)).one().person_id == administrator.id
    names = session.scalars(select(AuditEntry.name).order_by(AuditEntry.id)).all()
    assert names == ["accounts.sign_in_failed", "accounts.identity_confirmed"]


@pytest.mark.parametrize("address", ["/staff/privacy", "/staff/data", "/staff/people/invite"])
def test_so_it_is_for_personal_data_exports_and_invitations(
    client: FormClient, session: Session, administrator: Person, address: str
) -> None:
    assert client.get(address).status_code == 200
    grow_stale(session)
    assert client.get(address).location == f"/confirm-identity?next={address}"


@pytest.mark.parametrize("part", ["hand-over", "erase", "erase/confirmed"])
def test_a_form_that_is_sent_too_late_does_nothing_and_gives_back_what_was_typed(
    client: FormClient, session: Session, administrator: Person, part: str
) -> None:
    grow_stale(session)
    late = client.post_form(
        f"/staff/privacy/{part}", {"subject": "a@people.example", "checked_by": "Passport seen at the desk"}
    )
    assert late.status_code == 409
    assert "Passport seen at the desk" in late.text
    assert 'href="/confirm-identity"' in late.text


def test_nobody_is_led_to_another_site(client: FormClient, administrator: Person) -> None:
    sent = client.post_form("/confirm-identity?next=https://evil.example/", {"password": PASSWORD})
    assert sent.location == "/account"


def test_guesses_at_the_password_are_limited(client: FormClient, administrator: Person) -> None:
    answers = [client.post_form("/confirm-identity", {"password": OTHER}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_an_address_is_changed_with_the_password_and_a_link(
    client: FormClient, session: Session, administrator: Person
) -> None:
    refused = client.post_form("/account/email", {"email": "ines@new.example", "password": OTHER})
    assert refused.status_code == 422
    assert 'value="ines@new.example"' in refused.text
    assert client.post_form("/account/email", {"email": "ines@new.example", "password": PASSWORD}).status_code == 303
    (letter,) = written_mail(session, "ines@new.example")
    path = "/email/" + letter.body.split("/email/")[1].split()[0]
    assert "ines@new.example" in client.get(path).text
    assert session.get_one(Person, administrator.id).email == "ines@people.example"
    assert client.post_form(path).status_code == 303
    assert session.get_one(Person, administrator.id).email == "ines@new.example"
    assert client.get(path).status_code == 410


def test_an_address_of_somebody_else_is_a_conflict_with_what_was_typed(
    client: FormClient, session: Session, administrator: Person
) -> None:
    other = make_person(session, email="other@people.example")
    third = make_person(session)
    own = client.post_form("/account/email", {"email": other.email, "password": PASSWORD})
    theirs = client.post_form(
        f"/staff/people/{third.id}/email", {"email": other.email, "reason": "they lost the old mailbox"}
    )
    for answer in (own, theirs):
        assert answer.status_code == 409
        assert "There is another account with this email address" in answer.text
        assert 'value="other@people.example"' in answer.text


def test_a_change_of_name_is_on_the_audit_log_with_both_names(
    client: FormClient, session: Session, administrator: Person
) -> None:
    former = administrator.name
    client.post_form("/account/name", {"name": "Ines Newname"})
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.name, entry.actor_name) == ("accounts.person_renamed", former)
    assert (
        f"{former} changed the name on their account; their name today: Ines Newname"
        in client.get("/staff/audit-log").text
    )


def test_without_the_present_password_nothing_changes(
    client: FormClient, session: Session, administrator: Person
) -> None:
    before = administrator.password_hash
    refused = client.post_form("/account/password", {"present": OTHER, "password": "marble lantern 7 puddle"})
    assert (refused.status_code, "This is not your present password" in refused.text) == (422, True)
    assert session.get_one(Person, administrator.id).password_hash == before
    assert client.get("/account").status_code == 200
