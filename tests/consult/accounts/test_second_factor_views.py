"""The pages of two-step sign-in, and that no way in leads past the code."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts import second_factor
from consult.accounts.invitations import invite
from consult.accounts.models import Person, RecoveryCode, SecondFactor, SignInSession
from consult.audit.models import AuditEntry
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Actor, Role
from tests.factories import make_person
from tests.support.mail import written_mail
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
PASSWORD = "kettle violin marsh 42"
OTHER = "gravel otter stapler 7"
EMAIL = "amara@people.example"


@pytest.fixture
def officer(session: Session) -> Person:
    return make_person(session, Role.OFFICER, email=EMAIL, password=PASSWORD)


@pytest.fixture
def administrator(session: Session) -> Person:
    return make_person(session, Role.ADMINISTRATOR, email="ines@people.example", password=PASSWORD)


def set_up(session: Session, person: Person) -> tuple[pyotp.TOTP, list[str]]:
    """Let the person have a second factor whose last code is from an hour ago."""
    with clock.set_clock(clock.now() - timedelta(hours=1)):
        second_factor.begin_set_up(session, person)
        app = pyotp.TOTP(second_factor.key_to_confirm(session, person.id))
        who = Actor(person_id=person.id, name=person.name)
        codes = second_factor.confirm_set_up(session, who, person, app.at(clock.now()))
    return app, list(codes)


def give_password(client: FormClient, email: str = EMAIL, password: str = PASSWORD, then: str = "") -> str | None:
    return client.post_form(f"/sign-in{then}", {"email": email, "password": password}).location


def wait_for_code(session: Session) -> None:
    """Let the next code of an app be taken, as if half a minute had passed."""
    for factor in session.scalars(select(SecondFactor)):
        factor.last_step -= 10
    session.flush()


def grow_stale(session: Session) -> None:
    for row in session.scalars(select(SignInSession)):
        row.created_at -= timedelta(minutes=16)
    session.flush()


def test_the_code_is_asked_after_the_password_and_until_then_nothing_opens(
    client: FormClient, session: Session, officer: Person
) -> None:
    app, _codes = set_up(session, officer)
    assert give_password(client, then="?next=/staff/data") == "/sign-in/code?next=/staff/data"
    assert client.get("/account").location == "/sign-in?next=/account"
    assert client.get("/staff/consultations").location == "/sign-in?next=/staff/consultations"
    assert client.post_form("/account/name", {"name": "Somebody Else"}).status_code == 401
    assert client.post_form("/confirm-identity", {"password": PASSWORD}).status_code == 401
    assert "Sign out" not in client.get("/").text
    page = client.get("/sign-in/code").text
    assert 'autocomplete="one-time-code"' in page
    wrong = client.post_form("/sign-in/code", {"code": "123 456 7"})
    assert (wrong.status_code, "The code is not right" in wrong.text) == (422, True)
    assert client.get("/account").status_code == 303
    half = session.scalars(select(SignInSession)).one().token_hash
    right = client.post_form("/sign-in/code?next=/staff/data", {"code": app.now()})
    assert (right.status_code, right.location) == (303, "/staff/data")
    assert client.get("/staff/data").status_code == 200
    assert session.scalars(select(SignInSession)).one().token_hash != half
    assert session.scalars(select(AuditEntry.name).order_by(AuditEntry.id)).all() == [
        "accounts.second_factor_set_up",
        "accounts.code_refused",
        "accounts.signed_in",
    ]


def test_a_code_that_let_somebody_in_lets_nobody_else_in(client: FormClient, session: Session, officer: Person) -> None:
    app, _codes = set_up(session, officer)
    code = app.now()
    give_password(client)
    assert client.post_form("/sign-in/code", {"code": code}).status_code == 303
    other = client.application.test_client()
    assert isinstance(other, FormClient)
    other.shared = session
    give_password(other)
    assert other.post_form("/sign-in/code", {"code": code}).status_code == 422
    assert other.get("/account").status_code == 303


def test_a_recovery_code_lets_in_without_the_phone(client: FormClient, session: Session, officer: Person) -> None:
    _app, codes = set_up(session, officer)
    give_password(client)
    assert client.post_form("/sign-in/code", {"code": codes[3].lower()}).status_code == 303
    assert client.get("/account").status_code == 200
    assert len(session.scalars(select(RecoveryCode)).all()) == 9


def test_guesses_at_the_code_are_limited_though_the_password_is_given_again(
    client: FormClient, session: Session, officer: Person
) -> None:
    app, _codes = set_up(session, officer)
    answers = []
    for _ in range(6):
        give_password(client)
        answers.append(client.post_form("/sign-in/code", {"code": "000 000 0"}).status_code)
    assert answers == [422] * 5 + [429]
    refused = client.post_form("/sign-in/code", {"code": app.now()})
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "300")
    assert client.get("/account").status_code == 303


def test_without_the_password_there_is_nothing_to_give_a_code_for(
    client: FormClient, session: Session, officer: Person
) -> None:
    app, _codes = set_up(session, officer)
    assert client.get("/sign-in/code?next=/account").location == "/sign-in?next=/account"
    assert client.post_form("/sign-in/code", {"code": app.now()}).location == "/sign-in"
    give_password(client)
    grow_stale(session)
    assert client.post_form("/sign-in/code", {"code": app.now()}).location == "/sign-in"
    give_password(client)
    officer.is_active = False
    assert client.post_form("/sign-in/code", {"code": app.now()}).location == "/sign-in"
    assert client.get("/account").status_code == 303


def test_a_new_password_by_mail_does_not_pass_the_code(client: FormClient, session: Session, officer: Person) -> None:
    from consult.accounts.invitations import send_password_link

    app, _codes = set_up(session, officer)
    give_password(client)
    send_password_link(session, EMAIL)
    body = next(letter.body for letter in written_mail(session, EMAIL) if "/password/" in letter.body)
    path = "/password/" + body.split("/password/")[1].split()[0]
    assert client.post_form(path, {"password": OTHER}).location == "/sign-in"
    # Whoever gave the old password has to begin again.
    assert client.post_form("/sign-in/code", {"code": app.now()}).location == "/sign-in"
    assert give_password(client, password=OTHER) == "/sign-in/code"
    assert client.get("/account").status_code == 303


def test_an_invitation_is_no_way_past_the_code(client: FormClient, session: Session, officer: Person) -> None:
    set_up(session, officer)
    path = invite(session, SYSTEM, email=EMAIL, role=Role.AUDITOR).removeprefix("http://localhost")
    give_password(client)
    assert client.post_form(path).status_code == 409
    assert client.get("/account").status_code == 303


def test_an_invitation_is_no_proof_that_it_is_still_they(
    client: FormClient, session: Session, administrator: Person, sign_in: SignIn
) -> None:
    sign_in(client, administrator)
    grow_stale(session)
    path = invite(session, SYSTEM, email=administrator.email, role=Role.AUDITOR).removeprefix("http://localhost")
    assert client.post_form(path).status_code == 303
    assert client.get("/staff/people/invite").location == "/confirm-identity?next=/staff/people/invite"


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/confirm-identity", {"password": PASSWORD}),
        ("/account/password", {"present": PASSWORD, "password": OTHER}),
        ("/account/email", {"password": PASSWORD, "email": "amara@new.example"}),
    ],
)
def test_where_the_password_is_asked_again_so_is_a_code(
    client: FormClient, session: Session, officer: Person, address: str, fields: dict[str, str]
) -> None:
    app, _codes = set_up(session, officer)
    give_password(client)
    used = app.now()
    client.post_form("/sign-in/code", {"code": used})
    grow_stale(session)
    before = session.scalars(select(SignInSession.token_hash)).one()
    assert 'name="code"' in client.get(address).text
    for code in ("", "000 000 0", used):
        refused = client.post_form(address, {**fields, "code": code})
        assert refused.status_code == 422
    assert client.get("/account/two-step").location == "/confirm-identity?next=/account/two-step"
    assert session.scalars(select(SignInSession.token_hash)).one() == before
    wait_for_code(session)
    assert client.post_form(address, {**fields, "code": app.now()}).status_code == 303
    assert client.get("/account").status_code == 200


def test_a_wrong_password_uses_up_no_code(client: FormClient, session: Session, officer: Person) -> None:
    app, _codes = set_up(session, officer)
    give_password(client)
    client.post_form("/sign-in/code", {"code": app.now()})
    wait_for_code(session)
    code = app.now()
    assert client.post_form("/confirm-identity", {"password": OTHER, "code": code}).status_code == 422
    assert client.post_form("/confirm-identity", {"password": PASSWORD, "code": code}).status_code == 303


def test_setting_up_by_key_shows_the_codes_once(
    client: FormClient, session: Session, officer: Person, sign_in: SignIn
) -> None:
    elsewhere = client.application.test_client()
    assert isinstance(elsewhere, FormClient)
    elsewhere.shared = session
    sign_in(elsewhere, officer)
    sign_in(client, officer)
    assert client.get("/account/two-step/set-up").status_code == 409
    begun = client.post_form("/account/two-step?next=/staff/data")
    assert begun.location == "/account/two-step/set-up?next=/staff/data"
    page = client.get(begun.location)
    assert re.search(r'<svg viewBox="[^"]+" class="app-qr">', page.text)
    assert " style=" not in page.text
    key = re.search(r'app-reference--long">([A-Z2-7 ]+)<', page.text)
    assert key is not None
    app = pyotp.TOTP(key[1].replace(" ", ""))
    wrong = client.post_form(begun.location, {"code": "12345"})
    assert (wrong.status_code, key[1] in wrong.text) == (422, True)
    assert elsewhere.get("/account").status_code == 200
    done = client.post_form(begun.location, {"code": app.now()})
    assert done.location == "/account/two-step/recovery-codes?next=/staff/data"
    with client.session_transaction() as cookie:
        assert "recovery_codes" in cookie
    shown = client.get(done.location)
    codes = re.findall(r'app-reference">([0-9A-Z-]{19})<', shown.text)
    assert len(codes) == 10
    assert 'href="/staff/data"' in shown.text
    assert client.get(done.location).location == "/account/two-step"
    assert client.get("/account").status_code == 200
    # Sessions that a password alone began are over, and no later one of them counts.
    assert elsewhere.get("/account").status_code == 303
    sign_in(elsewhere, officer)
    assert elsewhere.get("/account").status_code == 303
    assert "Two-step sign-in is on" in [letter.subject for letter in written_mail(session, EMAIL)]


def test_new_codes_and_switching_off_ask_first(client: FormClient, session: Session, officer: Person) -> None:
    app, codes = set_up(session, officer)
    give_password(client)
    client.post_form("/sign-in/code", {"code": app.now()})
    shown = client.get(client.post_form("/account/two-step/new-codes").location or "")
    new = re.findall(r'app-reference">([0-9A-Z-]{19})<', shown.text)
    assert not set(new) & set(codes)
    assert client.post_form("/account/two-step/off", {"code": codes[0]}).status_code == 422
    grow_stale(session)
    assert client.post_form("/account/two-step/off", {"code": new[0]}).status_code == 409
    assert client.get("/account/two-step/new-codes").status_code == 303
    client.post_form("/confirm-identity", {"password": PASSWORD, "code": new[0]})
    assert client.post_form("/account/two-step/off", {"code": new[1]}).location == "/account"
    assert session.scalars(select(SecondFactor)).all() == []
    assert session.scalars(select(RecoveryCode)).all() == []
    assert client.get("/account").status_code == 200
    client.post_form("/sign-out")
    assert give_password(client) == "/staff/consultations"


def test_an_administrator_resets_it_for_somebody_else(
    client: FormClient, session: Session, officer: Person, administrator: Person, sign_in: SignIn
) -> None:
    set_up(session, officer)
    sign_in(client, administrator)
    address = f"/staff/people/{officer.id}/two-step"
    assert address in client.get(f"/staff/people/{officer.id}").text
    assert client.post_form(address).status_code == 422
    assert client.post_form(address, {"reason": "they lost their phone"}).status_code == 303
    assert address not in client.get(f"/staff/people/{officer.id}").text
    assert client.post_form(address, {"reason": "they lost their phone"}).status_code == 409
    own = client.post_form(f"/staff/people/{administrator.id}/two-step", {"reason": "they lost their phone"})
    assert own.status_code == 409
    grow_stale(session)
    assert client.get(address).location == f"/confirm-identity?next={address}"


@pytest.fixture
def strict(application: Flask, monkeypatch: pytest.MonkeyPatch) -> FormClient:
    """A browser at a council whose staff must have a second factor."""
    monkeypatch.setitem(
        application.extensions, "settings", replace(application.extensions["settings"], second_factor="staff")
    )
    client: FlaskClient = application.test_client()
    assert isinstance(client, FormClient)
    return client


def test_where_staff_must_have_one_they_are_led_to_it(
    strict: FormClient, session: Session, officer: Person, sign_in: SignIn
) -> None:
    strict.shared = session
    lead = "/account/two-step?next=/staff/data"
    assert give_password(strict, then="?next=/staff/data") == lead
    assert "You need it before" in strict.get(lead).text
    assert strict.get("/staff/data").location == lead
    sent = strict.post_form("/staff/consultations/new", {"title": "A title of many words"})
    assert (sent.status_code, "Set up two-step sign-in" in sent.text) == (403, True)
    assert "A title of many words" in sent.text
    assert strict.get("/staff/people").location == "/account/two-step?next=/staff/people"
    assert strict.get("/").status_code == 200
    assert strict.get("/account").status_code == 200
    strict.post_form(lead)
    app = pyotp.TOTP(second_factor.key_to_confirm(session, officer.id))
    done = strict.post_form("/account/two-step/set-up?next=/staff/data", {"code": app.now()})
    assert 'href="/staff/data"' in strict.get(done.location or "").text
    assert strict.get("/staff/data").status_code == 200
    assert strict.get("/staff/people").status_code == 403


def test_where_staff_must_have_one_group_members_need_not(
    strict: FormClient, session: Session, sign_in: SignIn
) -> None:
    strict.shared = session
    member = make_person(session, Role.GROUP_MEMBER, email="group@people.example", password=PASSWORD)
    assert give_password(strict, member.email) == "/account"
    assert strict.get("/staff/data").status_code == 403
