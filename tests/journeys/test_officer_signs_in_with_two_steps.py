"""An officer sets up two-step sign-in without scripts on a small screen, and signs in with it."""

import re
from collections.abc import Callable

import pyotp
from playwright.sync_api import expect

from consult.accounts.models import Person
from consult.accounts.queries import person_by_email
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import make_person
from tests.journeys.conftest import PASSWORD, SMALL, Visitor


def made(database: Database) -> Person:
    with database.unit_of_work() as session:
        person = make_person(session, Role.OFFICER, password=PASSWORD, email=f"{'long' * 10}@people.example")
        session.flush()
        return session.scalars(person_by_email(person.email)).one()


def test_key_codes_and_sign_in_fit_a_small_screen_and_need_no_script(
    live_database: Database, visitor: Callable[..., Visitor]
) -> None:
    officer, person = visitor(java_script_enabled=False), made(live_database)
    page = officer.page
    officer.signs_in(person)
    officer.goes_to("/account")
    officer.follows("Set up two-step sign-in")
    officer.presses("Set up two-step sign-in")
    expect(page.get_by_role("main").get_by_role("heading", level=2).first).to_have_text("1. Give your app the key")
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]  # a plain dictionary is what it takes
    box = page.locator("svg.app-qr").bounding_box()
    assert box is not None
    assert 200 <= box["width"] <= 290
    assert abs(box["width"] - box["height"]) < 1
    key = re.sub(r"\s", "", page.locator(".app-reference--long").inner_text())
    app = pyotp.TOTP(key)
    page.get_by_label("Code that the app shows now").fill("12")
    officer.presses("Switch on two-step sign-in")
    officer.reads("The code is not right")
    page.get_by_label("Code that the app shows now").fill(app.now())
    officer.presses("Switch on two-step sign-in")
    codes = page.locator(".app-reference").all_inner_texts()
    assert len(codes) == 10
    officer.presses("I have kept my codes")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    officer.signs_in(person)
    officer.render_options()
    assert officer.heading() == "Enter your code"
    page.get_by_label("Code").fill(codes[0].lower())
    officer.presses("Continue")
    officer.goes_to("/account/two-step")
    officer.reads("Recovery codes left")
    for button in ("Make new recovery codes", "Switch it off"):
        officer.presses(button)
        officer.goes_to("/account/two-step")
