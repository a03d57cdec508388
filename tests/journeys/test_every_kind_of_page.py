"""A sample of the pages of everybody in the demonstration, looked at in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from consult.config import Settings
from consult.contract.registry import Registry
from consult.demo import facial_recognition, young_people
from consult.demo.people import ACCOUNTS, PASSWORD
from tests.conftest import CHOSEN
from tests.support import server
from tests.support.demonstration import built_demonstration

OPEN, CLOSED = facial_recognition.SLUG, young_people.SLUG
DESK = f"/staff/consultations/{OPEN}"
# Where each goes; “>” follows the first link of that kind on the page before.
SAMPLES: dict[str, tuple[str, ...]] = {
    "resident": (
        "/",
        f"/consultations/{OPEN}",
        f"/consultations/{CLOSED}/comments",
        "/motions/",
        "/sign-in",
        "/help",
        "/follow",
    ),
    "group": ("/impact/evidence", ">/impact/evidence/", "/account"),
    "councillor": ("/motions/drafts/", ">/motions/drafts/", ">/motions/drafts/", "/motions/drafts/new"),
    "officer": (
        "/staff/consultations",
        DESK,
        ">/staff/activities/",
        ">/staff/responses/",
        f"{DESK}/summary",
        f"{DESK}/copy",
        "/staff/activities/2/responses/bulk",
        "/staff/calendar",
        f"/staff/consultations/{CLOSED}/decision",
        ">/staff/issues/",
        "/staff/motions/",
    ),
    "authorising_officer": ("/", "/account"),
    "auditor": ("/staff/audit-log", "/staff/scrutiny", DESK),
    "administrator": ("/staff/people", ">/staff/people/", "/staff/groups", "/staff/privacy", "/staff/jobs"),
}
WATCH = "document.addEventListener('securitypolicyviolation', one => console.error('CSP: ' + one.violatedDirective))"


@pytest.fixture(scope="module")
def demonstration(
    tmp_path_factory: pytest.TempPathFactory, template: str, settings: Settings, registry: Registry
) -> Iterator[server.Server]:
    """The demonstration under the production server."""
    folder: Path = tmp_path_factory.mktemp("demonstration")
    with built_demonstration(folder, template, settings, registry) as (database, _):
        url, port = database.engine.url.render_as_string(hide_password=False), server.free_port()
        with server.running(server.environment_for(folder, url, port, CHOSEN), port, folder) as started:
            yield started


@pytest.mark.parametrize("who", SAMPLES)
def test_no_page_breaks_its_own_rules_or_shuts_anybody_out(
    demonstration: server.Server,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
    who: str,
) -> None:
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    complaints: list[str] = []
    page.add_init_script(WATCH)
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}") if is_bad(message) else None)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    if who != "resident":
        page.goto(f"{demonstration.url}/sign-in")
        page.get_by_label("Email address").fill(next(account.email for account in ACCOUNTS if account.key == who))
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
    for way in SAMPLES[who]:
        path = way if way.startswith("/") else next_address(page, way[1:])
        answered = page.goto(f"{demonstration.url}{path}")
        assert answered is not None
        assert answered.status == 200, f"{path}: {answered.status}"
        axe(page)
    assert complaints == []


def is_bad(message: object) -> bool:
    """Say whether the browser complains."""
    return getattr(message, "type", "") in {"error", "warning"}


def next_address(page: Page, prefix: str) -> str:
    """Return where the first link of a kind on this page leads, further down than the page itself."""
    here = page.evaluate("location.pathname")
    links = page.get_by_role("main").locator(f'a[href^="{prefix}"]').all()
    found = [link.get_attribute("href") or "" for link in links]
    return next(text for text in found if text != here and len(text) > len(prefix) and not text.endswith("/new"))
