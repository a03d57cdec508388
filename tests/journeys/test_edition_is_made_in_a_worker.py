"""Two officers publish: a real worker draws the numbers, a page shows how far it is, and stopping it leaves nothing."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.exports.models import Edition, EditionMember
from consult.jobs.models import Job, JobState
from consult.kernel.authz import Role
from consult.kernel.db import Database
from plugins.survey import services as surveys
from plugins.survey.definition import Definition
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.consult.cli.test_processes import environment_of, start
from tests.factories import actor_for, make_activity, make_consultation, make_person, make_submission
from tests.journeys.conftest import PASSWORD, Visitor
from tests.plugins.survey.conftest import item, options, page, survey
from tests.support import work

PEOPLE, QUESTIONS, BOXES = 120, 60, "abcdef"


@pytest.fixture
def officers(live_database: Database) -> tuple[Person, Person]:
    """Two officers, and a closed survey whose 63,720 cross-tables take long enough to be stopped."""
    asked = [item(f"q{number}", "checkboxes", options=options(*BOXES)) for number in range(QUESTIONS)]
    definition = survey(page("p1", *asked[:30]), page("p2", *asked[30:]))
    rng = Random(5)
    with live_database.unit_of_work() as session:
        first, second = (make_person(session, Role.OFFICER, password=PASSWORD) for _ in range(2))
        consultation = make_consultation(session, slug="cameras", title="Cameras")
        activity = make_activity(session, consultation, "survey", title="Tell us")
        surveys.change_draft(session, actor_for(session, first), activity, partial(_replaced_by, definition))
        seen = find_draft(session, activity.id).as_seen
        surveys.publish(session, actor_for(session, first), activity, seen=seen, public_note="First.")
        for _ in range(PEOPLE):
            answers: dict[str, Any] = {f"q{number}": rng.sample(BOXES, 2) for number in range(QUESTIONS)}
            make_submission(session, activity, answers=answers)
        consultation.state = State.CLOSED
    return first, second


def _replaced_by(definition: dict[str, Any], _draft: Definition) -> Definition:
    return read_definition(definition)


@contextmanager
def a_worker(database: Database, folder: Path) -> Iterator[None]:
    """Have a real worker process at work."""
    process = start(["worker"], environment_of(database, folder, 8000), folder / "worker.log")
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)


def ask(officer: Visitor, publishing: str, *, with_crossed: bool) -> None:
    officer.goes_to(publishing)
    if with_crossed:
        officer.page.get_by_role("checkbox", name="Publish cross-tables too").check()
    officer.presses("Ask a second officer to publish")


def job_now(database: Database) -> Job:
    with database.reading() as session:
        job = session.scalars(select(Job).where(Job.name == "exports.edition").order_by(Job.id.desc())).first()
        assert job is not None
        session.expunge(job)
        return job


def is_under_way(database: Database) -> bool:
    job = job_now(database)
    return 0 < job.progress < job.total


def rows_of_editions(database: Database) -> int:
    with database.reading() as session:
        return sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in (Edition, EditionMember))


def test_making_an_edition_shows_how_far_it_is_and_stopping_it_leaves_nothing(
    officers: tuple[Person, Person], visitor: Callable[..., Visitor], live_database: Database, tmp_path: Path
) -> None:
    with live_database.reading() as session:
        publishing = f"/staff/activities/{session.scalars(select(Activity.id)).one()}/publish"
    ada, ben = visitor(), visitor()
    ada.signs_in(officers[0])
    ben.signs_in(officers[1])
    ask(ada, publishing, with_crossed=True)
    ben.goes_to(publishing)
    ben.presses("Publish the results")
    ben.reads("Waiting to start.")
    with a_worker(live_database, tmp_path):
        work.wait_for(lambda: is_under_way(live_database), seconds=60)
        # Its script asks again by itself.
        expect(ben.page.get_by_role("main")).to_contain_text(re.compile(r"[1-9][\d,]* of [\d,]{5,}"), timeout=60_000)
        ben.presses("Stop this work")
        ben.reads(f"Stopped by {officers[1].name}.")
        stopped = job_now(live_database)
        assert (stopped.state, stopped.progress < stopped.total) == (JobState.CANCELLED, True)
        ask(ada, publishing, with_crossed=False)
        ben.goes_to(publishing)
        # The page loads itself again when the job is done, which may be at once: there is nothing to look at yet.
        ben.presses("Publish the results", looks=False)
        work.wait_for(lambda: job_now(live_database).state == JobState.DONE, seconds=60)
    # The one that was stopped has kept nothing: what there is, is of the other.
    assert rows_of_editions(live_database) == 1 + PEOPLE
    with live_database.reading() as session:
        edition = session.scalars(select(Edition)).one()
        assert (edition.number, edition.people, edition.crossed) == (1, PEOPLE, None)
    ada.goes_to("/consultations/cameras/results")
    ada.reads(f"All tables are of the same {PEOPLE} responses.")
