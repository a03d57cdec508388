"""Drafting together: a keystroke on its way to another page, and reading a draft on which people typed for hours."""

import random
import shutil
import statistics
import time
from collections.abc import Callable
from functools import partial
from operator import methodcaller
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from pycrdt import Doc, Map, Text
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench.editors import beside, measure_editors
from bench.servers import HOST, free_port, granian
from bench.site import Site
from bench.table import Ratio
from consult.kernel import clock
from consult.kernel.authz import Role
from plugins.motion.canonical import Section
from plugins.motion.drafting.document import Document
from plugins.motion.drafting.log import SNAPSHOT_EVERY
from plugins.motion.drafting.models import Clause, DraftDocument, DraftUpdate
from plugins.motion.drafting.queries import document_at, read_document
from plugins.motion.models import Motion
from plugins.motion.services.clauses import add_clause
from plugins.motion.services.drafts import invite_drafter, start_draft
from tests.factories import actor_for, make_person

PASSWORD = "seven-green-lamps-at-dusk"
KEYSTROKES, CLAUSES, AUTHORS, TIMES = 20_000, 30, 4, 30
LETTERS = "abcdefghij klmnopqrstuvwxyz "
BOX = "#clause-C-0000-0000"
# The pages note the moments themselves, by one clock: to ask them over and over takes as long as what is measured.
NOTE_TYPED = """box => document.querySelector(box).addEventListener("input", () => {
    window.typedAt = performance.timeOrigin + performance.now();
})"""
NOTE_SEEN = """box => {
    window.seenAt = {};
    const look = () => {
        window.seenAt[document.querySelector(box).value] ??= performance.timeOrigin + performance.now();
        requestAnimationFrame(look);
    };
    look();
}"""


def measure_drafting(site: Site, folder: Path) -> list[Ratio]:
    """Return how long keystrokes take to other pages, of two people and of fifty, and a long draft to be read."""
    with site.database.unit_of_work() as session:
        people = [make_person(session, Role.COUNCILLOR, password=PASSWORD) for _ in range(2)]
        actor = actor_for(session, people[0])
        short, long = (start_draft(session, actor, title=title, meeting_on=None) for title in ("Short", "Long"))
        add_clause(session, actor, short, key="C-0000-0000", section=Section.NOTES, text="Lamps.")
        invite_drafter(session, actor, short, people[1].id)
        type_for_hours(session, long)
        short_id, long_id, emails = short.id, long.id, [person.email for person in people]
    from_snapshot, whole = (_time_of(site, long_id, read) for read in (read_document, _read_whole))
    asked, connected = (_keystrokes(site, folder, short_id, emails, way) for way in ("asking", "connection"))
    return [
        Ratio(
            f"draft after {KEYSTROKES:,} keystrokes, read",
            from_snapshot,
            whole,
            "ms beside its whole log",
            "<= 10 ms",
        ),
        Ratio("keystroke to the other page by polling, p50", *_middle(asked), "ms beside p95", "<= 1200 ms"),
        Ratio("keystroke to the other page by connection, p50", *_middle(connected), "ms beside p95", "<= 50 ms"),
        *measure_editors(site, folder),
    ]


def _middle(took: list[float]) -> tuple[float, float]:
    return statistics.median(took), statistics.quantiles(took, n=20)[-1]


def type_for_hours(session: Session, motion: Motion) -> None:
    """Write a log as four people leave it who type into thirty clauses, with a snapshot as late as it can be."""
    chance, at = random.Random(20230116), clock.now()
    begun, seq = read_document(session, motion)
    authors = [Doc[Any]() for _ in range(AUTHORS)]
    made: list[bytes] = []
    for author in authors:
        author.apply_update(begun.whole())
        author.get("clauses", type=Map)

    def store(author: Doc[Any], work: Callable[[Map[Any]], None]) -> None:
        found: list[bytes] = []
        watching = author.observe(lambda event: found.append(event.update))
        work(author.get("clauses", type=Map))
        author.unobserve(watching)
        made.extend(found)
        for other in authors:
            if other is not author:
                other.apply_update(found[0])

    keys = [f"C-0001-{number:04}" for number in range(CLAUSES)]
    for number, key in enumerate(keys):
        fields = {"section": list(Section)[number % 3], "pos": f"i{number:02}1", "text": Text("")}
        store(authors[0], methodcaller("update", {key: Map(fields)}))
    places = [chance.choice(keys) for _ in authors]
    while len(made) < KEYSTROKES:
        which = chance.randrange(AUTHORS)
        if chance.random() < 0.01:
            places[which] = chance.choice(keys)
        key, letter = places[which], chance.choice(LETTERS)
        store(authors[which], partial(type_in, key, letter))
    rows = [
        {"motion_id": motion.id, "seq": seq + number, "content": update, "made_at": at, "is_saved": False}
        for number, update in enumerate(made, 1)
    ]
    session.execute(insert(DraftUpdate), rows)
    session.execute(insert(Clause), [{"motion_id": motion.id, "key": key, "changed_at": at} for key in keys])
    kept = session.get_one(DraftDocument, motion.id)
    kept.seq, kept.snapshot_seq = seq + len(made), seq + len(made) - SNAPSHOT_EVERY + 1
    kept.snapshot = document_at(session, motion, kept.snapshot_seq).whole()


def type_in(key: str, letter: str, clauses: Map[Any]) -> None:
    """Type a letter behind the others of a clause, as people do."""
    text = clauses[key]["text"]
    text.insert(len(text), letter)


def _read_whole(session: Session, motion: Motion) -> Document:
    return document_at(session, motion, KEYSTROKES * 2)


def _time_of(site: Site, motion_id: int, read: Callable[[Session, Motion], object]) -> float:
    took = []
    for _ in range(TIMES):
        with site.database.reading() as session:
            motion = session.get_one(Motion, motion_id)
            begun = time.perf_counter()
            read(session, motion)
            took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)


def _keystrokes(site: Site, folder: Path, motion_id: int, emails: list[str], way: str) -> list[float]:
    """Return the milliseconds from a key in one browser to its letter in another, many times."""
    port, socket_port = free_port(), free_port()
    base = f"http://{HOST}:{port}"
    environment = {**site.environment, "CONSULT_BASE_URL": base}
    if way == "connection":
        environment["CONSULT_DRAFTING_URL"] = f"ws://{HOST}:{socket_port}"
    with (
        granian("consult.app:create_served_app", environment, folder / f"{way}.log", port=port),
        beside(site, folder, socket_port, base),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        first, second = (_open_draft(browser.new_context().new_page(), base, motion_id, email) for email in emails)
        for page in (first, second):
            page.wait_for_selector(f"[data-way={way}]")
        first.evaluate(NOTE_TYPED, BOX)
        second.evaluate(NOTE_SEEN, BOX)
        took = []
        for number in range(TIMES):
            first.locator(BOX).press("Control+End")
            first.keyboard.press(LETTERS[number % 10])
            text = first.locator(BOX).input_value()
            second.wait_for_function("text => text in window.seenAt", arg=text)
            took.append(second.evaluate("text => window.seenAt[text]", text) - first.evaluate("window.typedAt"))
            # So that the key does not always come at the same moment of the other page's second.
            time.sleep(0.37)
        browser.close()
    return took


def _open_draft(page: Page, address: str, motion_id: int, email: str) -> Page:
    page.goto(f"{address}/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()
    page.goto(f"{address}/motions/drafts/{motion_id}")
    page.wait_for_selector(BOX)
    return page
