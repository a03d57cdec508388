"""Nobody is locked out of a browser in which they have signed in before, and nobody else gains by that."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.accounts.attempts import SIGN_IN, record_attempt
from consult.accounts.browser_cookies import cookie_name
from consult.kernel.authz import Role
from tests.factories import make_person
from tests.support.web import FormClient

PASSWORD = "kettle violin marsh 42"
WRONG = "gravel otter stapler 7"
EMAIL, OTHER_EMAIL = "olive@council.example", "peter@council.example"


@pytest.fixture(autouse=True)
def people(session: Session) -> None:
    for email in (EMAIL, OTHER_EMAIL):
        make_person(session, Role.OFFICER, email=email, password=PASSWORD)


def browser(app: Flask, session: Session) -> FormClient:
    made = app.test_client()
    assert isinstance(made, FormClient)
    made.shared = session
    return made


def tried(client: FormClient, password: str, email: str = EMAIL) -> int:
    return client.post_form("/sign-in", {"email": email, "password": password}).status_code


def test_ten_wrong_passwords_elsewhere_do_not_lock_a_known_browser(application: Flask, session: Session) -> None:
    hers, strange = browser(application, session), browser(application, session)
    assert tried(hers, PASSWORD) == 303
    hers.post_form("/sign-out")
    assert [tried(strange, WRONG) for _ in range(11)] == [422] * 10 + [429]
    assert tried(strange, PASSWORD) == 429
    assert tried(hers, PASSWORD) == 303


def test_a_thousand_failures_of_everybody_do_not_lock_a_known_browser(application: Flask, session: Session) -> None:
    hers = browser(application, session)
    assert tried(hers, PASSWORD) == 303
    hers.post_form("/sign-out")
    for number in range(1_000):
        email, address = f"{number}@people.example", f"2001:db8:{number:x}::1"
        record_attempt(session, "sign-in", SIGN_IN, email=email, address=address)
    assert tried(browser(application, session), PASSWORD) == 429
    assert tried(hers, PASSWORD) == 303


def test_a_known_browser_has_an_allowance_and_no_more(application: Flask, session: Session) -> None:
    hers = browser(application, session)
    assert tried(hers, PASSWORD) == 303
    hers.post_form("/sign-out")
    assert [tried(hers, WRONG) for _ in range(11)] == [422] * 10 + [429]
    elsewhere = browser(application, session)
    assert tried(elsewhere, PASSWORD) == 303


def test_a_browser_is_known_for_the_accounts_that_signed_in_there(application: Flask, session: Session) -> None:
    shared, strange = browser(application, session), browser(application, session)
    for email in (EMAIL, OTHER_EMAIL):
        assert tried(shared, PASSWORD, email) == 303
        shared.post_form("/sign-out")
    for email in (EMAIL, OTHER_EMAIL):
        for number in range(10):
            record_attempt(session, "sign-in", SIGN_IN, email=email, address=f"192.0.2.{number}")
        assert tried(strange, PASSWORD, email) == 429
        assert tried(shared, PASSWORD, email) == 303, "its own allowance is untouched"
        shared.post_form("/sign-out")


def test_a_cookie_of_somebody_elses_making_or_of_long_ago_counts_for_nothing(
    application: Flask, session: Session
) -> None:
    for _ in range(10):
        record_attempt(session, "sign-in", SIGN_IN, email=EMAIL, address="192.0.2.1")
    forger = browser(application, session)
    with application.app_context():
        forger.set_cookie(cookie_name(), "WyJ4IixbInkiXV0.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb")
    assert tried(forger, PASSWORD) == 429


def test_the_cookie_tells_no_address_and_goes_only_to_us(application: Flask, session: Session) -> None:
    client = browser(application, session)
    answer = client.post_form("/sign-in", {"email": EMAIL, "password": PASSWORD})
    (sent,) = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith("consult-browser=")]
    assert "olive" not in sent
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=15552000"):
        assert part in sent
    assert "consult-browser" in client.get("/cookies").text
