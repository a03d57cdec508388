"""While a vote by name is recorded, the page counts the marked names: by a script of the plugin, under our policy."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy.orm import Session

from consult.web.assets import BUILD
from tests.plugins.motion import story
from tests.support.browser import assert_accessible
from tests.support.web import FormClient

pytestmark = pytest.mark.skipif(
    not (BUILD / "manifest.json").exists(), reason="the front end is not built: run make assets"
)


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

    def answer(route: Route) -> None:
        given = client.get(urlsplit(route.request.url).path)
        route.fulfill(status=given.status_code, body=given.data, headers=dict(given.headers))

    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.route("**/*", answer)
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
