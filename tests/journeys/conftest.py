"""Somebody with a real browser, whose every page is checked: for everybody, on a small screen, without complaints."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from consult.accounts.models import Person
from tests.support.server import Server

PASSWORD = "seven-green-lamps-at-dusk"
SMALL, LARGE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
NO_SCRIPTS = "script-src 'none'"
PAST_THE_EDGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Visitor:
    """Somebody who looks at the site; `look` checks the page they see."""

    def __init__(self, page: Page, url: str, axe: Callable[[Page], None], twin: Page | None = None) -> None:
        self.page, self.url, self.axe, self.twin = page, url, axe, twin
        self.complaints: list[str] = []
        self.seen: set[str] = set()
        page.set_default_timeout(20_000)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def _note(self, message: Any) -> None:
        # Chromium says of every answer from 400 up that it “failed to load”: an error page is no fault of a script.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return self.page.url.removeprefix(self.url)

    def goes_to(self, path: str) -> None:
        """Open an address of the site, and look at the page."""
        # A page that watches a job loads itself again when the job is done, which would abort this visit half-way.
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}{path}")
        self.render_options()

    def presses(self, name: str, *, looks: bool = True) -> None:
        """Press the button with this name, and look at the page that follows."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self._arrive(looks)

    def follows(self, name: str | re.Pattern[str], *, looks: bool = True) -> None:
        """Follow the first link with this name, and look at the page that follows."""
        main = self.page.get_by_role("main")
        main.get_by_role("link", name=name, exact=isinstance(name, str)).first.click()
        self._arrive(looks)

    def _arrive(self, looks: bool) -> None:
        self.page.wait_for_load_state()
        if looks:
            self.render_options()

    def render_options(self) -> None:
        """Check the page: accessible, nothing to scroll sideways on a small screen, one heading, no complaints."""
        # Between the address and the document a page is there and empty, for a test that pressed a button itself.
        self.page.wait_for_load_state()
        self.axe(self._checkable())
        expect(self.page.locator("h1")).to_have_count(1)
        self.page.set_viewport_size(SMALL)  # type: ignore[arg-type]  # a plain dictionary is what it takes
        past = self.page.evaluate(PAST_THE_EDGE)
        self.page.set_viewport_size(LARGE)  # type: ignore[arg-type]
        assert past <= 0, f"{self.page.url} scrolls sideways by {past} pixels on a screen of 320"
        assert not self.complaints, self.complaints
        self.seen.add(self.path)

    def _checkable(self) -> Page:
        """Return the page where the checks can run: for somebody without scripts, a copy that may run none either."""
        if self.twin is None:
            return self.page
        html, address = self.page.content(), self.page.url

        def answer(route: Route) -> None:
            if route.request.resource_type == "document":
                route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": NO_SCRIPTS})
            else:
                route.continue_()

        self.twin.route("**/*", answer)
        self.twin.goto(address)
        self.twin.unroute("**/*")
        return self.twin

    def reads(self, text: str | re.Pattern[str]) -> Locator:
        """See a text somewhere in the main part of the page."""
        found = self.page.get_by_role("main").get_by_text(text).first
        expect(found).to_be_visible()
        return found

    def heading(self) -> str:
        """What the page is called."""
        return self.page.locator("h1").inner_text().strip()

    def signs_in(self, person: Person) -> None:
        """Sign in by the form, as a person does."""
        self.goes_to("/sign-in")
        self.page.get_by_label("Email address").fill(person.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_load_state()
        assert self.path != "/sign-in", self.page.get_by_role("main").inner_text()


@pytest.fixture
def visitor(live_server: Server, new_context: Callable[..., BrowserContext], axe: Callable[[Page], None]) -> Any:
    """`visitor()` is somebody with a browser of their own; `visitor(java_script_enabled=False)` has no scripts."""

    def come(**options: Any) -> Visitor:
        context = new_context(viewport=LARGE, locale="en-GB", timezone_id="Europe/London", **options)
        has_scripts = options.get("java_script_enabled", True)
        # axe is a script itself, and hangs where none run.
        twin = None if has_scripts else new_context(viewport=LARGE).new_page()
        return Visitor(context.new_page(), live_server.url, axe, twin)

    return come


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """A folder for what a visitor downloads."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder
