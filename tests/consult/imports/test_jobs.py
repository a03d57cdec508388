"""The import by a job: all or nothing, once, with progress, and in the officer's name."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Person, RoleGrant
from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, Consultation, State
from consult.contract.registry import Registry
from consult.files.models import StoredFile
from consult.imports.checks import check_upload
from consult.imports.files import keep_upload
from consult.imports.jobs import CHECKING, WRITING, begin_import
from consult.imports.models import ResponseImport
from consult.imports.plan import ImportPlan
from consult.jobs.models import Job
from consult.jobs.runner import run_job, run_waiting_jobs
from consult.jobs.services import LEASE, cancel, report_progress
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.db import Database
from consult.kernel.errors import Conflict, DomainError
from consult.responses.questions import set_questions
from consult.submissions.models import Channel, Submission
from consult.submissions.tallies import counts_of
from tests.conftest import CHOSEN
from tests.factories import QUESTIONS, actor_for, make_activity, make_consultation, make_person
from tests.support import server, work
from tests.support.files import content_path

PLAN = ImportPlan(answers={"position": "view", "reasons": "why"}, key="id")
ROWS = 2_500
TELLS = "consult.imports.jobs.report_progress"


def text_of(rows: int) -> bytes:
    """Return a file with so many rows."""
    return ("id,view,why\n" + "".join(f"{number},Support,Because {number}\n" for number in range(rows))).encode()


@pytest.fixture
def waiting(live_database: Database) -> int:
    """The number of a job that is to import a file."""
    with live_database.unit_of_work() as session:
        officer = actor_for(session, make_person(session, Role.OFFICER, name="Ada Stone"))
        activity = make_activity(session, make_consultation(session))
        kept = keep_upload(session, officer, activity, "answers.csv", text_of(ROWS))
        check_upload(session, officer, kept, PLAN, Channel.EMAIL)
        job = begin_import(session, officer, kept, seen=1)
        assert job is not None
        return job.id


def one_of(session: Session, model: type[Any]) -> Any:
    """Return the only row of a table."""
    return session.scalars(select(model)).one()


def there(database: Database) -> int:
    """Count the responses that were committed."""
    with database.reading() as session:
        return session.scalar(select(func.count(Submission.id))) or 0


def job_in(database: Database, job_id: int) -> Job:
    """Return a job as it was committed."""
    with database.reading() as session:
        return session.get_one(Job, job_id)


def again(database: Database) -> int:
    """Ask for the import once more, as the officer may after an attempt that imported nothing."""
    with database.unit_of_work() as session:
        found = one_of(session, ResponseImport)
        officer = actor_for(session, session.get_one(Person, found.asked_by_id))
        job = begin_import(session, officer, found, seen=found.revision)
        assert job is not None
        return job.id


def expect_untouched(database: Database) -> None:
    """Nothing was imported, counted or noted, and the file is still here."""
    with database.reading() as session:
        assert session.scalar(select(func.count(Submission.id))) == 0
        assert counts_of(session, one_of(session, Activity).id) == {}
        assert (
            session.scalars(select(AuditEntry).where(AuditEntry.name == "submissions.responses_imported")).all() == []
        )
        assert content_path(session, one_of(session, StoredFile)).is_file()


def test_the_job_imports_everything_in_the_officers_name(
    live_database: Database, registry: Registry, waiting: int
) -> None:
    with live_database.reading() as session:
        place = content_path(session, one_of(session, StoredFile))
    assert run_job(live_database, registry, waiting)
    assert there(live_database) == ROWS
    assert job_in(live_database, waiting).message == "Responses imported: 2,500."
    with live_database.reading() as session:
        found = one_of(session, ResponseImport)
        assert (found.state, found.file_id, found.report["taken"]) == ("done", None, ROWS)
        assert counts_of(session, found.activity_id)["channel"] == {"email": ROWS}
        entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "submissions.responses_imported")).one()
        assert (entry.actor_id, entry.actor_name) == (found.asked_by_id, "Ada Stone")
        assert session.scalars(select(StoredFile)).all() == []
    assert not place.exists()


def test_running_it_twice_adds_nothing(live_database: Database, registry: Registry, waiting: int) -> None:
    assert run_job(live_database, registry, waiting)
    assert not run_job(live_database, registry, waiting)
    with live_database.unit_of_work() as session:
        found = one_of(session, ResponseImport)
        assert begin_import(session, Actor(person_id=found.asked_by_id), found, seen=1) is None
    assert there(live_database) == ROWS


def test_progress_is_told_while_rows_are_checked_and_before_they_are_written(
    live_database: Database, registry: Registry, waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int, str]] = []

    def listen(session: Session, job: Job, done: int, total: int, message: str) -> None:
        report_progress(session, job, done, total, message)
        if live_database.lock is None or not live_database.lock.is_held_here:
            now = job_in(live_database, job.id)
            seen.append((now.progress, now.total, now.message))

    monkeypatch.setattr(TELLS, listen)
    assert run_job(live_database, registry, waiting)
    assert seen[:4] == [(0, ROWS, CHECKING), (1_000, ROWS, CHECKING), (2_000, ROWS, CHECKING), (ROWS, ROWS, WRITING)]


def test_a_job_that_is_stopped_before_it_runs_adds_nothing(
    live_database: Database, registry: Registry, waiting: int
) -> None:
    with live_database.unit_of_work() as session:
        cancel(session, Actor(name="Ada Stone"), session.get_one(Job, waiting))
    assert run_waiting_jobs(live_database, registry) == 0
    expect_untouched(live_database)


def test_a_job_that_is_stopped_while_it_checks_adds_nothing_and_can_be_asked_for_again(
    live_database: Database, registry: Registry, waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:

    def stop(session: Session, job: Job, done: int, total: int, message: str) -> None:
        if done == 1_000 and job.id == waiting:
            with live_database.unit_of_work() as other:
                cancel(other, Actor(name="Ada Stone"), other.get_one(Job, job.id))
        report_progress(session, job, done, total, message)

    monkeypatch.setattr(TELLS, stop)
    assert not run_job(live_database, registry, waiting)
    assert job_in(live_database, waiting).message == "Stopped by Ada Stone."
    expect_untouched(live_database)
    second = again(live_database)
    assert second != waiting
    assert run_job(live_database, registry, second)
    assert there(live_database) == ROWS


def test_a_fault_in_the_middle_of_writing_takes_everything_back(
    live_database: Database, registry: Registry, waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(session: Session, job: Job, done: int, total: int, message: str) -> None:
        if message == WRITING and done == 2_000:
            assert session.scalar(select(func.count(Submission.id))) == 2_000
            raise OSError("the disk is full")

    monkeypatch.setattr(TELLS, break_down)
    assert not run_job(live_database, registry, waiting)
    expect_untouched(live_database)


@pytest.mark.crash
def test_a_worker_that_is_killed_while_it_writes_adds_nothing(
    live_database: Database, registry: Registry, waiting: int, tmp_path: Path, clock_at: Callable[..., datetime]
) -> None:
    marker = tmp_path / "marker"
    url = live_database.engine.url.render_as_string(hide_password=False)
    plugins = ",".join(plugin.name for plugin in registry.plugins)
    environment = server.environment_for(tmp_path, url, 8000, {**CHOSEN, "CONSULT_PLUGINS": plugins})
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.slow_import", str(waiting), str(marker)],
            cwd=server.ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        work.wait_for(marker.exists)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
    assert marker.read_text() == "1000", "it was killed in the middle of writing"
    expect_untouched(live_database)
    clock_at(clock.now() + LEASE + timedelta(seconds=1))
    assert run_waiting_jobs(live_database, registry) == 1
    assert there(live_database) == ROWS


@pytest.mark.parametrize("harm", ["removed", "changed"])
def test_a_file_that_was_lost_meanwhile_ends_the_job_with_a_sentence(
    live_database: Database, registry: Registry, waiting: int, harm: str
) -> None:
    with live_database.reading() as session:
        place = content_path(session, one_of(session, StoredFile))
    if harm == "removed":
        place.unlink()
    else:
        place.write_bytes(text_of(ROWS + 1))
    assert not run_job(live_database, registry, waiting)
    job = job_in(live_database, waiting)
    assert (job.state, job.message) == ("failed", "The file is no longer here, or has changed. Upload it again.")
    assert there(live_database) == 0


def change_questions(session: Session, activity: Activity, officer: Actor) -> None:
    more = {**QUESTIONS, "questions": [*QUESTIONS["questions"], {"key": "more", "kind": "long_text", "label": "More?"}]}
    set_questions(session, officer, activity, more)


def decide(session: Session, activity: Activity, officer: Actor) -> None:
    consultation = session.get_one(Consultation, activity.consultation_id)
    consultation.closes_at = clock.now() - timedelta(days=1)
    consultation.state = State.DECIDED


def deactivate(session: Session, activity: Activity, officer: Actor) -> None:
    session.get_one(Person, officer.person_id).is_active = False


def demote(session: Session, activity: Activity, officer: Actor) -> None:
    session.execute(delete(RoleGrant).where(RoleGrant.person_id == officer.person_id))


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (change_questions, "The questions or your choices have changed since the file was checked."),
        (decide, "Responses can be imported from the opening of a consultation until its decision."),
        (deactivate, "The officer who asked for this import may no longer enter responses."),
        (demote, "The officer who asked for this import may no longer enter responses."),
    ],
)
def test_what_changed_meanwhile_ends_the_job_with_a_sentence(
    live_database: Database,
    registry: Registry,
    waiting: int,
    happens: Callable[[Session, Activity, Actor], None],
    sentence: str,
) -> None:
    with live_database.unit_of_work() as session:
        found = one_of(session, ResponseImport)
        officer = actor_for(session, session.get_one(Person, found.asked_by_id))
        happens(session, one_of(session, Activity), officer)
    assert not run_job(live_database, registry, waiting)
    job = job_in(live_database, waiting)
    assert (job.state, job.message.startswith(sentence)) == ("failed", True), job.message
    assert there(live_database) == 0


def test_two_files_with_the_same_rows_are_imported_once(
    live_database: Database, registry: Registry, waiting: int
) -> None:
    with live_database.unit_of_work() as session:
        officer = actor_for(session, make_person(session, Role.OFFICER))
        activity = one_of(session, Activity)
        other = keep_upload(session, officer, activity, "again.csv", text_of(ROWS + 10))
        check_upload(session, officer, other, PLAN, Channel.EMAIL)
        begin_import(session, officer, other, seen=1)
        number = other.id
    assert run_waiting_jobs(live_database, registry) == 2
    assert there(live_database) == ROWS + 10
    with live_database.reading() as session:
        report = session.get_one(ResponseImport, number).report
        assert (report["taken"], report["known"]) == (10, ROWS)


def test_nothing_is_imported_unchecked_or_with_faults(session: Session) -> None:
    officer = actor_for(session, make_person(session, Role.OFFICER))
    activity = make_activity(session, make_consultation(session))
    kept = keep_upload(session, officer, activity, "answers.csv", b"id,view,why\n1,Perhaps,\n")
    with pytest.raises(Conflict, match="which column answers which question"):
        begin_import(session, officer, kept, seen=0)
    check_upload(session, officer, kept, PLAN, Channel.EMAIL)
    with pytest.raises(DomainError, match="Some rows cannot be taken"):
        begin_import(session, officer, kept, seen=1)
