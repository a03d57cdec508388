"""A vote by name in a real browser: the names are counted, 66 are marked with few keys, and none is lost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.office.services import add_term
from consult.web.assets import BUILD
from tests.consult.office.council import member
from tests.plugins.motion import story
from tests.support.browser import assert_accessible
from tests.support.web import FormClient

ORIGIN = "http://localhost"
pytestmark = pytest.mark.skipif(
    not (BUILD / "manifest.json").exists(), reason="the front end is not built: run make assets"
)


def answered_by(client: FormClient) -> Callable[[Route], None]:
    """Let the application answer a browser, in the session of a client."""

    def answer(route: Route) -> None:
        asked, address = route.request, urlsplit(route.request.url)
        where = f"{address.path}?{address.query}" if address.query else address.path
        if asked.method == "POST":
            kind = asked.headers.get("content-type")
            given = client.post(where, data=asked.post_data_buffer, content_type=kind, headers={"Origin": ORIGIN})
        else:
            given = client.get(where)
        route.fulfill(status=given.status_code, body=given.data, headers=dict(given.headers))

    return answer


def seat_more(told: story.Story, up_to: int) -> None:
    """Fill the council up to so many members."""
    for number in range(len(told.roll()), up_to):
        facts = member(name=f"Cllr Member {number:02}", ward="Beckton", seat=f"{number:02}")
        add_term(told.session, SYSTEM, replace(facts, from_on=story.SINCE))


def test_66_names_are_marked_with_few_keys_and_none_is_lost_with_the_sign_in(
    page: Page,
    session: Session,
    client: FormClient,
    sign_in: Callable[[FormClient, Any], None],
    clock_at: Callable[..., Any],
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    seat_more(told, 66)
    clock_at(story.AFTER_MEETING)
    sign_in(client, told.people["officer"])
    page.route("**/*", answered_by(client))
    address = f"{ORIGIN}/staff/motions/{told.motion.id}/vote"
    page.goto(address)
    pressed: list[str] = []

    def press(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)
        pressed.extend(keys)

    page.locator("[name^=vote_]").first.focus()
    press(*"1" * 60, *"2" * 4, *"4" * 2)
    press("6", "0", "Tab", "4", "Tab", "0")
    expect(page.locator("[data-vote-count]")).to_have_text("Marked so far: 60 for, 4 against, 0 abstained.")
    client.post_form("/sign-out")
    press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Record the vote by name")
    assert told.motion.divisions == []
    sign_in(client, told.people["officer"])
    page.goto(address)
    expect(page.locator("[data-vote-count]")).to_have_text("Marked so far: 60 for, 4 against, 0 abstained.")
    expect(page.locator("[name=for_count]")).to_have_value("60")
    page.locator("[name=abstain_count]").focus()
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(told.motion.public_title)
    session.expire_all()
    division = told.motion.division
    assert division is not None
    assert (division.for_count, division.against_count, division.absent_count, len(division.votes)) == (60, 4, 2, 66)
    assert len(pressed) <= 75
    page.goto(address)
    assert page.evaluate("sessionStorage.length") == 0


def test_the_marked_names_are_counted_and_the_casting_vote_is_not(
    page: Page,
    session: Session,
    client: FormClient,
    sign_in: Callable[[FormClient, Any], None],
    clock_at: Callable[..., Any],
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.to_agenda()
    clock_at(story.AFTER_MEETING)
    sign_in(client, told.people["officer"])
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.route("**/*", answered_by(client))
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"http://localhost/staff/motions/{told.motion.id}/vote")
    count = page.locator("[data-vote-count]")
    expect(count).to_have_text("Marked so far: 0 for, 0 against, 0 abstained.")
    first, second = told.term_ids()[:2]
    page.check(f"[name=vote_{first}][value=for]")
    page.check(f"[name=vote_{second}][value=abstain]")
    page.check("[name=casting_vote][value=against]")
    expect(count).to_have_text("Marked so far: 1 for, 0 against, 1 abstained.")
    page.check(f"[name=vote_{first}][value=absent]")
    expect(count).to_have_text("Marked so far: 0 for, 0 against, 1 abstained.")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert_accessible(page)
    assert faults == []
