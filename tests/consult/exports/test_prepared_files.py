"""Large files: made by a job that shows how far it is and can be stopped, never outdated, and gone after a day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, State
from consult.contract.deployment import deployment_of
from consult.desk.exclusions import exclude
from consult.exports import staff_views
from consult.exports.export_files import find_wanted
from consult.exports.models import PreparedExport
from consult.exports.prepared_files import JOB, KEPT, prepare_file, sweep_prepared
from consult.exports.services import stream
from consult.jobs.models import Job
from consult.jobs.runner import run_job
from consult.jobs.services import cancel
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.submissions.models import Submission
from tests.factories import make_activity, make_consultation, make_person, make_submission
from tests.support import web, work
from tests.support.redaction import redact

ClockAt = Callable[..., datetime]


@pytest.fixture
def activity(live_database: Database) -> Activity:
    """A closed written response with 40 answers, committed."""
    with live_database.unit_of_work() as opened:
        made = make_activity(opened, make_consultation(opened, state=State.CLOSED, slug="cameras"))
        for number in range(40):
            make_submission(opened, made, answers={"position": "support", "reasons": f"Ada Stone, reason {number}"})
        return made


@pytest.fixture
def officer(live_app: Flask, live_database: Database, monkeypatch: pytest.MonkeyPatch) -> web.FormClient:
    """The browser of an officer for whom 30 rows are many."""
    monkeypatch.setattr(staff_views, "LARGE", 30)
    client = live_app.test_client()
    assert isinstance(client, web.FormClient)
    with live_database.unit_of_work() as opened:
        person = make_person(opened, Role.OFFICER)
        opened.flush()
        web.sign_in(client, opened, person)
    return client


def folder_of(database: Database) -> Path:
    folder: Path = deployment_of(database).settings.data / "exports"
    return folder


def asked(officer: web.FormClient, activity: Activity, file_format: str) -> int:
    """Ask for the responses, and return the number of the job that makes the file."""
    form = {"what": f"responses:{activity.id}", "file_format": file_format, "audience": "officer"}
    sent = officer.post_form("/staff/consultations/cameras/export", form)
    assert sent.status_code == 303
    assert sent.headers["Location"].startswith("/staff/jobs/")
    return int(sent.headers["Location"].rpartition("/")[2])


def newest(database: Database) -> PreparedExport:
    with database.reading() as opened:
        return opened.scalars(select(PreparedExport).order_by(PreparedExport.id.desc())).first() or pytest.fail("none")


def made(officer: web.FormClient, database: Database, activity: Activity) -> str:
    """Have a file made, and return the address of its page."""
    assert run_job(database, deployment_of(database).registry, asked(officer, activity, "csv"))
    return f"/staff/exports/{newest(database).id}"


@pytest.mark.parametrize("file_format", ["csv", "json", "xlsx"])
def test_a_large_file_of_any_kind_is_made_by_a_job_and_is_the_file_that_would_be_sent(
    officer: web.FormClient, live_database: Database, activity: Activity, file_format: str
) -> None:
    job_id = asked(officer, activity, file_format)
    assert "Stop this work" in officer.get(f"/staff/jobs/{job_id}").text
    registry = deployment_of(live_database).registry
    assert run_job(live_database, registry, job_id)
    job = officer.get(f"/staff/jobs/{job_id}/progress").json
    assert job is not None
    assert (job["state"], job["done"], job["total"]) == ("done", job["total"], job["total"])
    assert job["total"] >= 40
    address = f"/staff/exports/{newest(live_database).id}"
    assert "Download the file" in officer.get(address).text
    sent = officer.post_form(address, {}).data
    with live_database.reading() as opened:
        again = opened.get_one(Activity, activity.id).consultation
        wanted = find_wanted(opened, registry.exports, again, what="responses", file_format=file_format)
    if file_format != "xlsx":
        assert sent == b"".join(stream(live_database, wanted))
    assert sent[:2] == {"csv": b"\xef\xbb", "json": b'{"', "xlsx": b"PK"}[file_format]
    with live_database.reading() as opened:
        taken = opened.scalars(select(AuditEntry).where(AuditEntry.name == "exports.export_taken")).all()
    assert [entry.facts["file_format"] for entry in taken] == [file_format]


def test_few_rows_are_sent_at_once(officer: web.FormClient, activity: Activity) -> None:
    form = {"what": f"about_you:{activity.id}", "file_format": "csv", "audience": "officer"}
    assert officer.post_form("/staff/consultations/cameras/export", form).status_code == 200


def test_a_file_that_is_stopped_while_it_is_made_leaves_nothing(
    officer: web.FormClient, live_database: Database, activity: Activity
) -> None:
    def stopped(session: Session, job: Job, **args: int) -> str:
        with live_database.unit_of_work() as other:
            cancel(other, SYSTEM, other.get_one(Job, job.id))
        return prepare_file(session, job, **args)

    job_id = asked(officer, activity, "csv")
    with live_database.unit_of_work() as opened:
        opened.get_one(Job, job_id).name = "test.stopped"
    assert not run_job(live_database, work.offer(live_database, stopped=stopped), job_id)
    assert "Stopped by Consult." in officer.get(f"/staff/jobs/{job_id}").text
    assert "The file was not made" in officer.get(f"/staff/exports/{newest(live_database).id}").text
    assert list(folder_of(live_database).glob("*")) == []
    assert officer.post_form(f"/staff/exports/{newest(live_database).id}", {}).status_code == 404


@pytest.mark.parametrize("change", ["redacted", "excluded"])
def test_a_file_is_not_sent_after_something_in_it_was_taken_out(
    officer: web.FormClient, live_database: Database, activity: Activity, change: str
) -> None:
    address = made(officer, live_database, activity)
    with live_database.unit_of_work() as opened:
        one = opened.scalars(select(Submission).where(Submission.activity_id == activity.id)).first()
        again = opened.get_one(Activity, activity.id)
        assert one is not None
        if change == "redacted":
            redact(opened, SYSTEM, again, one, question="reasons", passage="Ada Stone", code="personal")
        else:
            exclude(opened, SYSTEM, again, one, "duplicate", "")
    refused = officer.post_form(address, {})
    assert refused.status_code == 410
    assert "Ada Stone" not in refused.text
    assert "Export it again" in refused.text


def test_a_file_is_not_made_of_answers_that_changed_after_it_was_asked_for(
    officer: web.FormClient, live_database: Database, activity: Activity
) -> None:
    job_id = asked(officer, activity, "csv")
    with live_database.unit_of_work() as opened:
        again = opened.get_one(Activity, activity.id)
        first = opened.scalars(select(Submission).where(Submission.activity_id == activity.id)).first()
        assert first is not None
        exclude(opened, SYSTEM, again, first, "duplicate", "")
    assert not run_job(live_database, deployment_of(live_database).registry, job_id)
    assert list(folder_of(live_database).glob("*")) == []


def test_files_are_deleted_after_a_day(
    officer: web.FormClient, live_database: Database, activity: Activity, clock_at: ClockAt
) -> None:
    made(officer, live_database, activity)
    (file,) = folder_of(live_database).glob("*")
    ready_at = newest(live_database).ready_at
    assert ready_at is not None

    def sweep() -> None:
        with live_database.unit_of_work() as opened:
            sweep_prepared(opened, Job(name="exports.sweep"))

    sweep()
    assert file.exists()
    clock_at(ready_at + KEPT + timedelta(hours=1))
    sweep()
    assert not file.exists()
    assert newest(live_database).file_key is None


def test_a_file_is_for_whoever_asked(
    officer: web.FormClient, live_app: Flask, live_database: Database, activity: Activity
) -> None:
    address = made(officer, live_database, activity)
    other = live_app.test_client()
    assert isinstance(other, web.FormClient)
    with live_database.unit_of_work() as opened:
        someone: Person = make_person(opened, Role.OFFICER)
        opened.flush()
        web.sign_in(other, opened, someone)
    assert other.get(address).status_code == 404
    assert JOB in deployment_of(live_database).registry.jobs
