"""The officer's pages and the resident's form at few and at many responses."""

import statistics
import time
from dataclasses import dataclass

from flask.testing import FlaskClient

from bench.site import Site
from consult.accounts.models import Person, RoleGrant
from consult.accounts.session_cookies import start_session
from consult.kernel import clock
from consult.kernel.authz import Role

TIMES = 25
SINCE = "since-day=1&since-month=1&since-year=2020"


@dataclass(frozen=True)
class Page:
    """A page and the address it has."""

    name: str
    path: str


def pages_of(site: Site) -> list[Page]:
    """Return the pages whose cost must not grow with the responses."""
    desk = f"/staff/activities/{site.activity_id}/responses"
    return [
        Page("officer's list", desk),
        Page("officer's search, common words", f"{desk}?q=police+people"),
        Page("officer's search, no match", f"{desk}?q=zebra"),
        Page("officer's list, by an answer and a day", f"{desk}?answer-scale_1=no_such_answer&{SINCE}"),
        Page(
            "officer's list, by a rare answer, the oldest unread first",
            f"{desk}?answer-scale_1=-&unread=1&order=oldest",
        ),
        Page("summary", f"/staff/consultations/{site.slug}/summary"),
        Page("start of the resident's form", f"/take-part/{site.activity_id}"),
    ]


def officer_of(site: Site) -> FlaskClient:
    """Return a client on which an officer is signed in."""
    client = site.app.test_client()
    with site.app.app_context(), site.database.unit_of_work() as session:
        at = clock.now()
        officer = Person(email=f"officer{at.timestamp()}@council.example", name="Measuring Officer", created_at=at)
        officer.grants = [RoleGrant(role=Role.OFFICER, granted_at=at)]
        session.add(officer)
        session.flush()
        token = start_session(session, officer).get_id()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return client


def measure_pages(site: Site) -> dict[str, float]:
    """Return the median time of each page in milliseconds, by name."""
    client = officer_of(site)
    found = {}
    for page in pages_of(site):
        time_of(client, page)
        found[page.name] = statistics.median(time_of(client, page) for _ in range(TIMES))
    return found


def time_of(client: FlaskClient, page: Page) -> float:
    """Return how long a page takes, in milliseconds; anything but 200 is refused."""
    began = time.perf_counter()
    answer = client.get(page.path)
    took = 1000 * (time.perf_counter() - began)
    if answer.status_code != 200:
        raise RuntimeError(f"{page.path} answered {answer.status_code}.")
    return took
