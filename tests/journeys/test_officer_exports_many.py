"""An officer exports more rows than anybody wants to wait for: sees how far it is, stops one, and fetches another."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consult.accounts.models import Person
from consult.contract.registry import Registry
from consult.exports.prepared_files import LARGE
from consult.imports.made_up_responses import seed_responses
from consult.jobs.runner import run_waiting_jobs
from consult.jobs.worker import Worker
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import make_activity, make_consultation, make_person
from tests.journeys.conftest import PASSWORD, Visitor

SOON = 60_000


@pytest.fixture
def officer(live_database: Database) -> Person:
    """An officer, and an open consultation with one response more than are sent at once."""
    with live_database.unit_of_work() as session:
        person = make_person(session, Role.OFFICER, password=PASSWORD)
        activity = make_activity(session, make_consultation(session, slug="lfr"), title="Tell us your view")
    seed_responses(live_database, activity.id, LARGE + 1)
    return person


@pytest.fixture
def work(live_database: Database, registry: Registry) -> Iterator[Callable[[], None]]:
    """`work()` starts a worker, which stops with the test."""
    worker = Worker(live_database, registry, threads=1, sweep_seconds=0.5)
    started = []

    def start() -> None:
        worker.start()
        started.append(worker)

    yield start
    for one in started:
        one.stop()


def ask(ada: Visitor) -> None:
    """Ask for the responses, and come to the page of the job."""
    ada.goes_to("/staff/consultations/lfr/export")
    ada.page.get_by_role("radio", name="Responses, one row each").check()
    ada.page.get_by_role("radio", name="CSV").check()
    ada.presses("Export")
    assert ada.heading().endswith("Making a file to download")


def test_a_large_export_shows_how_far_it_is_can_be_stopped_and_is_fetched_when_it_is_there(
    officer: Person,
    visitor: Callable[..., Visitor],
    work: Callable[[], None],
    live_database: Database,
    registry: Registry,
    downloads: Path,
) -> None:
    ada = visitor()
    ada.signs_in(officer)
    ask(ada)
    ada.reads("Waiting to start.")
    ada.presses("Stop this work")
    ada.reads(f"Stopped by {officer.name}.")
    run_waiting_jobs(live_database, registry)
    ada.presses("Continue")
    ada.reads("The file was not made. Export it again.")

    ask(ada)
    work()
    # The page is loaded anew by its script at the end.
    ada.page.get_by_text("Done. The file is ready.").wait_for(timeout=SOON)
    ada.presses("Continue")
    with ada.page.expect_download() as coming:
        ada.page.get_by_role("button", name="Download the file").click()
    path = downloads / coming.value.suggested_filename
    coming.value.save_as(path)
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert len(rows) == LARGE + 1
    ada.goes_to("/staff/consultations/lfr/summary")
    ada.reads(f"{LARGE + 1}")
