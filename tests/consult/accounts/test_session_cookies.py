"""Sessions: known again by a row of ours, which ends by itself and at sign-out, with every copy of the cookie."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import SignInSession
from consult.accounts.passwords import hash_password
from consult.accounts.services import deactivate_person, set_roles
from consult.kernel.authz import Role
from consult.kernel.clock import set_clock
from consult.kernel.db import Database
from tests.factories import make_actor, make_person
from tests.support.web import FormClient

ClockAt = Callable[..., datetime]
PASSWORD = "kettle violin marsh 42"


def type_in(client: FormClient, email: str) -> None:
    answer = client.post_form("/sign-in", {"email": email, "password": PASSWORD})
    assert answer.status_code == 303, answer.text


def token(client: FormClient) -> str | None:
    with client.session_transaction() as cookie:
        found: str | None = cookie.get("_user_id")
        return found


def is_in(client: FormClient) -> bool:
    return client.get("/account").status_code == 200


@pytest.fixture
def live_client(live_app: Flask) -> FormClient:
    """A browser before an application with real commits: presence is noted in a transaction of its own."""
    made = live_app.test_client()
    assert isinstance(made, FormClient)
    return made


def steal(client: FormClient) -> FormClient:
    """A second browser with a copy of the first one's cookie."""
    copy = client.application.test_client()
    assert isinstance(copy, FormClient)
    copy.shared = client.shared
    found = client.get_cookie("consult")
    assert found is not None
    copy.set_cookie("consult", found.value)
    return copy


def test_a_copied_cookie_dies_at_sign_out(client: FormClient, session: Session) -> None:
    type_in(client, make_person(session, password=PASSWORD).email)
    copy = steal(client)
    assert is_in(copy)
    client.post_form("/sign-out")
    assert not is_in(copy)
    assert copy.get("/account", headers={"Accept": "application/json"}).status_code == 401
    assert session.scalars(select(SignInSession)).all() == []


def test_a_cookie_fixed_before_sign_in_is_worth_nothing_after(client: FormClient, session: Session) -> None:
    attacker, victim = make_person(session, password=PASSWORD), make_person(session, password=PASSWORD)
    type_in(client, attacker.email)
    planted = steal(client)
    before = token(client)
    type_in(client, victim.email)
    assert token(client) != before
    assert not is_in(planted)
    assert [sign_in_session.person_id for sign_in_session in session.scalars(select(SignInSession))] == [victim.id]


def test_nothing_put_into_the_cookie_before_sign_in_is_carried_over(client: FormClient, session: Session) -> None:
    with client.session_transaction() as cookie:
        cookie["planted"] = "yes"
    form_token = client.form_token()
    with client.session_transaction() as cookie:
        raw = cookie["csrf_token"]
    assert form_token
    type_in(client, make_person(session, password=PASSWORD).email)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != raw


def test_only_a_digest_of_the_secret_is_kept(client: FormClient, session: Session) -> None:
    type_in(client, make_person(session, password=PASSWORD).email)
    kept = session.scalars(select(SignInSession)).one()
    secret = token(client)
    assert secret is not None
    assert len(secret) >= 43
    assert secret not in str(vars(kept))


@pytest.mark.parametrize(("roles", "minutes"), [((), 60), ((Role.GROUP_MEMBER,), 60), ((Role.OFFICER,), 30)])
def test_an_unused_session_ends_and_staffs_sooner(
    client: FormClient, session: Session, clock_at: ClockAt, roles: tuple[Role, ...], minutes: int
) -> None:
    at = clock_at("2026-11-02 09:00")
    type_in(client, make_person(session, *roles, password=PASSWORD).email)
    with set_clock(at + timedelta(minutes=minutes) - timedelta(seconds=1)):
        assert is_in(client)
    with set_clock(at + timedelta(minutes=2 * minutes)):
        assert not is_in(client)


@pytest.mark.parametrize(("roles", "hours"), [((), 12), ((Role.COUNCILLOR,), 8)])
def test_a_used_session_ends_too_and_staffs_sooner(
    live_client: FormClient, live_database: Database, clock_at: ClockAt, roles: tuple[Role, ...], hours: int
) -> None:
    at = clock_at("2026-11-02 09:00")
    with live_database.unit_of_work() as session:
        email = make_person(session, *roles, password=PASSWORD).email
    type_in(live_client, email)
    for quarter in range(1, hours * 4):
        with set_clock(at + timedelta(minutes=15 * quarter)):
            assert is_in(live_client)
    with set_clock(at + timedelta(hours=hours)):
        assert not is_in(live_client)


def test_somebody_made_staff_gets_staffs_shorter_session_at_once(
    client: FormClient, session: Session, clock_at: ClockAt
) -> None:
    at = clock_at("2026-11-02 09:00")
    person = make_person(session, password=PASSWORD)
    type_in(client, person.email)
    set_roles(session, make_actor(session, Role.ADMINISTRATOR), person, {Role.OFFICER})
    with set_clock(at + timedelta(minutes=31)):
        assert not is_in(client)


def test_a_role_withdrawn_is_gone_at_the_next_click(client: FormClient, session: Session) -> None:
    administrator = make_actor(session, Role.ADMINISTRATOR)
    person = make_person(session, Role.ADMINISTRATOR, password=PASSWORD)
    type_in(client, person.email)
    assert client.get("/staff/people").status_code == 200
    set_roles(session, administrator, person, {Role.OFFICER})
    assert client.get("/staff/people").status_code == 403


def test_a_closed_account_is_out_at_the_next_click(client: FormClient, session: Session) -> None:
    administrator = make_actor(session, Role.ADMINISTRATOR)
    person = make_person(session, password=PASSWORD)
    type_in(client, person.email)
    deactivate_person(session, administrator, person)
    assert not is_in(client)


def test_changing_the_password_signs_every_other_browser_out(client: FormClient, session: Session) -> None:
    person = make_person(session, password=PASSWORD)
    type_in(client, person.email)
    copy = steal(client)
    client.post_form("/account/password", {"present": PASSWORD, "password": "gravel otter stapler 7"})
    assert is_in(client)
    assert not is_in(copy)


def test_signing_out_everywhere_ends_every_session(client: FormClient, session: Session) -> None:
    person = make_person(session, password=PASSWORD)
    other = client.application.test_client()
    assert isinstance(other, FormClient)
    other.shared = session
    type_in(client, person.email)
    type_in(other, person.email)
    answer = client.post_form("/account/sign-out-everywhere")
    assert answer.status_code == 303
    assert not is_in(client)
    assert not is_in(other)


def test_reading_pages_notes_presence_seldom(
    live_client: FormClient, live_database: Database, clock_at: ClockAt
) -> None:
    at = clock_at("2026-11-02 09:00")
    with live_database.unit_of_work() as session:
        email = make_person(session, password=PASSWORD).email
    type_in(live_client, email)
    seen = []
    for minutes in (1, 3, 4):
        with set_clock(at + timedelta(minutes=minutes)):
            assert is_in(live_client)
        with live_database.reading() as session:
            seen.append(session.scalars(select(SignInSession.seen_at)).one() - at)
    assert seen == [timedelta(0), timedelta(minutes=3), timedelta(minutes=3)]


def test_a_forged_cookie_is_nobodys(client: FormClient, session: Session) -> None:
    make_person(session, password=hash_password(PASSWORD))
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "1"
    assert not is_in(client)
