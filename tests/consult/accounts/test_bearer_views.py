"""Whose program asks: known by an access token in the header of the request, and by nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.accounts.access_tokens import make_token
from consult.accounts.models import AccessToken, Person, RoleGrant
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.kernel.reach import Reach
from tests.factories import make_person
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
PAGE = "/api/1/surveys"


@pytest.fixture
def officer(session: Session) -> Person:
    return make_person(session, Role.OFFICER)


@pytest.fixture
def secret(session: Session, officer: Person) -> str:
    return make_token(session, SYSTEM, officer, name="Nightly", allows=tuple(Reach), days=30)


def shown(secret: str) -> dict[str, str]:
    """Return the header with which a program shows its token."""
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def live_client(live_app: Flask) -> FormClient:
    """A program’s client where what is written beside the request stays."""
    made = live_app.test_client()
    assert isinstance(made, FormClient)
    return made


@pytest.fixture
def live_secret(live_database: Database) -> str:
    """The token of an officer in the database with real commits."""
    with live_database.unit_of_work() as opened:
        return make_token(
            opened, SYSTEM, make_person(opened, Role.OFFICER), name="Nightly", allows=tuple(Reach), days=30
        )


def test_a_token_opens_the_pages_for_programs_and_its_day_is_noted(
    live_client: FormClient, live_database: Database, live_secret: str
) -> None:
    answer = live_client.get(PAGE, headers=shown(live_secret))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert live_client.get(PAGE, headers={"Authorization": f"bearer {live_secret}"}).status_code == 200
    with live_database.reading() as opened:
        assert opened.scalars(select(AccessToken)).one().last_used_on == clock.today_in_london()


def test_without_a_token_the_answer_is_one_sentence_in_a_document(client: FormClient) -> None:
    answer = client.get(PAGE, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json is not None
    assert answer.json["status"] == 401
    assert "Send an access token" in answer.json["detail"]


def test_a_token_in_the_address_a_cookie_or_another_scheme_is_none(
    client: FormClient, session: Session, secret: str
) -> None:
    assert client.get(f"{PAGE}?access_token={secret}&token={secret}").status_code == 401
    client.set_cookie("access_token", secret)
    assert client.get(PAGE).status_code == 401
    assert client.get(PAGE, headers={"Authorization": secret}).status_code == 401
    assert client.get(PAGE, headers={"Authorization": f"Basic {secret}"}).status_code == 401
    assert client.get(PAGE, headers={"X-Api-Key": secret}).status_code == 401
    assert session.scalars(select(AccessToken)).one().last_used_on is None


def test_being_signed_in_opens_nothing_for_programs_and_a_token_no_page(
    client: FormClient, officer: Person, secret: str, sign_in: SignIn
) -> None:
    assert client.get("/account", headers=shown(secret)).location == "/sign-in?next=/account"
    assert client.get("/staff/consultations", headers=shown(secret)).location.startswith("/sign-in")
    sign_in(client, officer)
    assert client.get(PAGE).status_code == 401
    assert client.get("/account").status_code == 200


def test_nothing_is_sent_to_the_pages_for_programs(client: FormClient, secret: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = client.open(PAGE, method=method, headers=shown(secret))
        assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
        assert "Ask with GET" in answer.text
        assert {"GET", "HEAD"} <= set(answer.allow)
    from_elsewhere = client.post(PAGE, headers={**shown(secret), "Sec-Fetch-Site": "cross-site"})
    assert from_elsewhere.status_code == 400


@pytest.mark.parametrize("wrong", ["", "made-up", "consult_", f"consult_{'A' * 43}", "x" * 5_000, "consult_é"])
def test_what_is_no_token_is_refused(client: FormClient, wrong: str) -> None:
    answer = client.get(PAGE, headers={"Authorization": f"Bearer {wrong}".encode().decode("latin-1")})
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")


@pytest.mark.parametrize("address", ["/api/1/nothing", "/api/1/surveys/999999/draft", "/api/"])
def test_what_is_not_there_is_said_without_a_page(client: FormClient, secret: str, address: str) -> None:
    answer = client.get(address, headers=shown(secret))
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert "There is nothing at this address" in answer.text


def test_a_token_of_the_past_or_of_somebody_who_left_is_refused(
    client: FormClient, session: Session, officer: Person, secret: str
) -> None:
    with clock.set_clock(clock.now() + timedelta(days=31)):
        assert client.get(PAGE, headers=shown(secret)).status_code == 401
    officer.is_active = False
    session.flush()
    assert client.get(PAGE, headers=shown(secret)).status_code == 401


def test_a_token_may_do_what_its_owner_may_today(
    client: FormClient, session: Session, officer: Person, secret: str
) -> None:
    session.execute(delete(RoleGrant).where(RoleGrant.person_id == officer.id))
    session.expire_all()
    refused = client.get(PAGE, headers=shown(secret))
    assert (refused.status_code, refused.mimetype) == (403, "application/problem+json")


def test_a_token_does_no_more_than_it_allows(client: FormClient, session: Session, officer: Person) -> None:
    narrow = make_token(session, SYSTEM, officer, name="Counts", allows=[Reach.RESPONSES], days=7)
    refused = client.get(PAGE, headers=shown(narrow))
    assert refused.status_code == 403
    assert refused.json is not None
    assert refused.json["detail"] == "This access token does not allow this: Read what surveys ask."


def test_wrong_tokens_are_limited_and_lock_no_right_one_out(live_client: FormClient, live_secret: str) -> None:
    wrong = [f"consult_{number:043}" for number in range(5)] + ["made-up"] * 5
    assert [live_client.get(PAGE, headers=shown(one)).status_code for one in wrong] == [401] * 10
    refused = live_client.get(PAGE, headers=shown(wrong[0]))
    assert (refused.status_code, refused.mimetype) == (429, "application/problem+json")
    assert refused.headers["Retry-After"] == "300"
    assert live_client.get(PAGE, headers=shown(live_secret)).status_code == 200


def test_whoever_must_have_a_second_factor_has_no_program_without_one(
    application: Flask, client: FormClient, secret: str
) -> None:
    before = application.extensions["settings"]
    application.extensions["settings"] = replace(before, second_factor="staff")
    try:
        answer = client.get(PAGE, headers=shown(secret))
    finally:
        application.extensions["settings"] = before
    assert (answer.status_code, answer.mimetype) == (403, "application/problem+json")
