"""A resident begins on one device, goes on by keyboard on another with her code, sends, changes and withdraws."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from consult.consultations.models import State
from consult.kernel.db import Database
from consult.submissions.models import Submission
from tests.factories import make_activity, make_consultation
from tests.journeys.conftest import Visitor
from tests.support.mail import written_mail

FOCUSED = """(() => {
    const focused = document.activeElement;
    return [focused.tagName.toLowerCase(), (focused.innerText || '').trim(), focused.matches(':focus-visible')];
})()"""


@pytest.fixture
def activity_id(live_database: Database) -> int:
    """An open consultation with a written response."""
    with live_database.unit_of_work() as session:
        return make_activity(session, make_consultation(session, state=State.OPEN), title="Tell us your view").id


def tab_to(page: Page, *, tag: str, text: str = "", maximum: int = 60) -> None:
    """Press Tab until an element of this kind has the focus; fails when the keyboard does not reach it."""
    for _ in range(maximum):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused[0] == tag and text in focused[1]:
            assert focused[2], "what has the focus does not show it"
            return
    raise AssertionError(f"Tab never reached a {tag} “{text}”")


def test_resident_goes_on_elsewhere_with_her_code(
    activity_id: int, live_database: Database, visitor: Callable[..., Visitor]
) -> None:
    at_home = visitor()
    at_home.goes_to(f"/take-part/{activity_id}")
    at_home.presses("Start now")
    at_home.page.get_by_label("Oppose", exact=True).check()
    at_home.presses("Save and continue")
    at_home.page.get_by_label("Tell us why.").fill("Because of")
    at_home.presses("Save and come back later")
    code = at_home.page.locator(".govuk-inset-text strong").inner_text()
    at_home.page.get_by_label("Email address").fill("resident@people.example")
    at_home.presses("Email me the code")
    with live_database.reading() as session:
        (letter,) = written_mail(session, "resident@people.example")
    assert code in letter.body

    in_library = visitor()
    in_library.goes_to("/take-part/return")
    in_library.page.get_by_label("Your code").fill("0000-0000-0000-0000")
    in_library.presses("Continue")
    expect(in_library.page.get_by_role("alert")).to_contain_text("We do not know this code")
    in_library.page.get_by_label("Your code").fill(code.replace("-", " ").lower())
    in_library.presses("Continue")
    assert in_library.page.get_by_label("Tell us why.").input_value() == "Because of"
    in_library.page.get_by_label("Tell us why.").fill("Because of my son.")
    for _ in range(3):
        in_library.presses("Save and continue")
    in_library.reads("Oppose")
    in_library.presses("Send your response")
    assert in_library.heading() == "Response sent"

    in_library.presses("Change your response")
    in_library.page.get_by_role("link", name="Change the answer to “Do you support the proposal?”").click()
    in_library.page.get_by_label("Strongly oppose").check()
    in_library.presses("Save and continue")
    assert in_library.heading() == "Check your answers"
    in_library.presses("Send your changes")
    with live_database.reading() as session:
        (sent,) = session.scalars(select(Submission))
        assert sent.answers == {"position": "strongly_oppose", "reasons": "Because of my son."}

    at_home.goes_to("/take-part/return")
    at_home.page.get_by_label("Your code").fill(code)
    at_home.presses("Continue")
    at_home.presses("Withdraw your response")
    at_home.page.get_by_role("main").get_by_role("button").first.click()
    at_home.page.wait_for_load_state()
    at_home.render_options()
    at_home.reads("You withdrew this response.")
    assert "Because of my son." not in at_home.page.content()


def test_everything_is_answered_sent_and_looked_up_by_keyboard_alone(
    activity_id: int, live_database: Database, visitor: Callable[..., Visitor]
) -> None:
    resident = visitor()
    page = resident.page

    def presses_enter_on(tag: str, text: str, leads_to: str) -> None:
        tab_to(page, tag=tag, text=text)
        page.keyboard.press("Enter")
        page.wait_for_url(leads_to)
        resident.render_options()

    resident.goes_to("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    presses_enter_on("a", "Live facial recognition", "**/consultations/*")
    presses_enter_on("a", "Give your response", f"**/take-part/{activity_id}")
    presses_enter_on("button", "Start now", "**/question/position")
    tab_to(page, tag="input")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Support", exact=True)).to_be_checked()
    presses_enter_on("button", "Save and continue", "**/question/reasons")
    tab_to(page, tag="textarea")
    page.keyboard.type("Typed without a mouse.")
    presses_enter_on("button", "Save and continue", "**/question/where-you-live")

    tab_to(page, tag="input")
    page.keyboard.type("nowhere")
    tab_to(page, tag="button", text="Save and continue")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Or your postcode")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("e13")
    presses_enter_on("button", "Save and continue", "**/question/answer-about-you")
    tab_to(page, tag="input")
    page.keyboard.press("Space")
    expect(page.get_by_label("Yes", exact=True)).to_be_checked()
    presses_enter_on("button", "Save and continue", "**/question/about-you")
    tab_to(page, tag="input")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Prefer not to say").first).to_be_checked()
    presses_enter_on("button", "Save and continue", "**/check")
    resident.reads("Typed without a mouse.")
    presses_enter_on("button", "Send your response", "**/done")
    presses_enter_on("a", "what happened to", "**/responses/*")
    resident.reads("We have it, and it counts")
    with live_database.reading() as session:
        (sent,) = session.scalars(select(Submission))
        assert (sent.answers["position"], sent.area) == ("support", "E13")
