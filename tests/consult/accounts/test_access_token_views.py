"""The pages on which officers make access tokens, and on which they and administrators take them back."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import AccessToken, Person, SignInSession
from consult.kernel import clock
from consult.kernel.authz import Role
from tests.factories import make_person
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
FILLED = {"name": "Nightly script", "allows": ["definitions", "responses"], "days": "30"}


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: SignIn) -> Person:
    person = make_person(session, Role.OFFICER)
    sign_in(client, person)
    return person


def test_a_token_is_made_shown_once_listed_and_taken_back(
    client: FormClient, session: Session, officer: Person
) -> None:
    assert "/account/programs" in client.get("/account").text
    assert "You have no access tokens" in client.get("/account/programs").text
    made = client.post_form("/account/programs/new", FILLED)
    assert (made.status_code, made.location) == (303, "/account/programs/made")
    shown = client.get("/account/programs/made").text
    found = re.search(r"consult_[A-Za-z0-9_-]{43,}", shown)
    assert found is not None
    assert client.get("/account/programs/made").location == "/account/programs"
    listed = client.get("/account/programs").text
    assert "Nightly script" in listed
    assert "Never" in listed
    assert found.group() not in listed
    token = session.scalars(select(AccessToken)).one()
    assert token.person_id == officer.id
    assert token.expires_at - clock.now() < timedelta(days=30)
    take_back = f"/account/programs/{token.id}/take-back"
    assert client.post_form(take_back).status_code == 303
    assert client.post_form(take_back).status_code == 404
    assert session.scalars(select(AccessToken)).all() == []


@pytest.mark.parametrize(
    "fault",
    [{"name": ""}, {"name": "x" * 201}, {"allows": []}, {"allows": ["everything"]}, {"days": "365"}, {"days": ""}],
)
def test_what_is_missing_or_too_much_is_refused(
    client: FormClient, session: Session, officer: Person, fault: dict[str, object]
) -> None:
    assert client.post_form("/account/programs/new", FILLED | fault).status_code == 422
    assert session.scalars(select(AccessToken)).all() == []


def test_the_eleventh_token_is_refused_with_what_was_typed(client: FormClient, officer: Person) -> None:
    for _number in range(10):
        assert client.post_form("/account/programs/new", FILLED).status_code == 303
    refused = client.post_form("/account/programs/new", FILLED)
    assert refused.status_code == 422
    assert "Take one back before you make another" in refused.text
    assert "Nightly script" in refused.text


def test_the_pages_ask_for_proof_of_who_it_is_again(client: FormClient, session: Session, officer: Person) -> None:
    for row in session.scalars(select(SignInSession)):
        row.created_at -= timedelta(minutes=16)
    session.flush()
    assert client.get("/account/programs").location.startswith("/confirm-identity")
    assert client.post_form("/account/programs/new", FILLED).status_code == 409
    assert session.scalars(select(AccessToken)).all() == []


def test_an_administrator_sees_and_takes_back_the_tokens_of_others(
    client: FormClient, session: Session, officer: Person, sign_in: SignIn
) -> None:
    client.post_form("/account/programs/new", FILLED)
    sign_in(client, make_person(session, Role.ADMINISTRATOR))
    page = f"/staff/people/{officer.id}/programs"
    assert page in client.get(f"/staff/people/{officer.id}").text
    assert "Nightly script" in client.get(page).text
    number = session.scalars(select(AccessToken.id)).one()
    assert client.post_form(f"/account/programs/{number}/take-back").status_code == 404
    assert client.post_form(f"{page}/{number}/take-back").location == page
    assert session.scalars(select(AccessToken)).all() == []
    assert "There are no access tokens" in client.get(page).text
