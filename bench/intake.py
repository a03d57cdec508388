"""Answers per second: the final POST alone and the whole journey, beside the bare form."""

from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import func, select

from bench.bare_form import BareForm, in_turn
from bench.fields import ANSWER, SCALES, TEXTS
from bench.load import Browser, Measured, closed_loop, own_browser, warm_up
from bench.servers import Server, granian
from bench.site import Site
from bench.table import Line, Ratio
from consult.submissions.models import Submission

CSRF = "00112233445566778899aabbccddeeff00112233"
POSTS = 2_000
JOURNEYS = 120
VISITORS = 2_000


def measure_intake(site: Site, folder: Path, form: BareForm, *, present: int) -> tuple[list[Line], list[Ratio]]:
    """Measure intake with `present` responses already there, in turn with the bare form's POST, and its GET and POST.

    No acknowledged response may be missing afterwards.
    """
    with serving(site, folder) as server:
        warm_up(server, lambda _: _journey(site, server))
        before = stored(site)
        final, post = in_turn(lambda count: _final_posts(site, server, count), POSTS, form.post, POSTS)
        require_all_kept(site, before, final.done)
        before = stored(site)
        journeys, both = in_turn(
            lambda count: closed_loop(server, lambda _: _journey(site, server), count=count),
            JOURNEYS,
            form.journey,
            VISITORS,
        )
        require_all_kept(site, before, journeys.done)
    sending = f"{site.database_name}, final POST, {present:,} present"
    journey = f"{site.database_name}, whole journey, {present:,} present"
    lines = [
        Line(f"{form.name}: POST", post),
        Line(sending, final),
        Line(f"{form.name}: GET and POST", both),
        Line(journey, journeys),
    ]
    return lines, [
        Ratio(f"{sending}: requests", final.per_second, post.per_second, "per s", ">= 0.6"),
        Ratio(f"{sending}: application CPU", final.cpu_ms, post.cpu_ms, "ms", "<= 1.7"),
        Ratio(f"{journey}: application CPU", journeys.cpu_ms, both.cpu_ms, "ms", "<= 3.6"),
    ]


def serving(site: Site, folder: Path) -> AbstractContextManager[Server]:
    """Serve a site as it is served in use."""
    log = folder / f"{site.database_name}.log"
    return granian("consult.app:create_served_app", site.environment, log, database_pid=site.database_pid)


def _final_posts(site: Site, server: Server, count: int) -> Measured:
    codes = site.drafts(count, ANSWER)
    path, token = f"/take-part/{site.activity_id}/check", site.form_token(CSRF)

    def post(number: int) -> None:
        browser = own_browser(server.port)
        browser.cookie = site.cookie({str(site.activity_id): codes[number]}, CSRF)
        browser.post(path, {"csrf_token": token})

    return closed_loop(server, post, count=count)


def _journey(site: Site, server: Server) -> None:
    browser, base = Browser(server.port, site.cookie({}, CSRF)), f"/take-part/{site.activity_id}"
    token = {"csrf_token": site.form_token(CSRF)}
    browser.get(base)
    place = browser.post(f"{base}/start", token)
    while not place.endswith("/check"):
        browser.get(place)
        key = place.rsplit("/", 1)[1]
        given = {key: ANSWER[key]} if key in (*SCALES, *TEXTS) else {}
        place = browser.post(place, {**token, **given})
    browser.get(place)
    browser.get(browser.post(place, token))


def stored(site: Site) -> int:
    """Return how many responses are kept."""
    with site.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Submission)) or 0


def require_all_kept(site: Site, before: int, acknowledged: int) -> None:
    """Raise unless exactly as many were kept since `before` as were acknowledged."""
    kept = stored(site) - before
    if kept != acknowledged:
        raise RuntimeError(f"{acknowledged} responses were acknowledged, and {kept} are kept.")
