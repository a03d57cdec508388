"""A large file is made ahead: whole or not at all, for whoever asked, on the trail, and not kept for ever."""

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import State
from consult.contract.registry import Registry
from consult.exports.models import PreparedExport
from consult.exports.preparing import ask_for_file, find_prepared, prepared_path, sweep_prepared
from consult.exports.writing import find_wanted
from consult.jobs.models import Job, JobState
from consult.jobs.running import run_job
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.db import Database
from consult.kernel.errors import NotFound
from tests.factories import actor_for, make_activity, make_actor, make_consultation, make_person, make_submission
from tests.support.web import FormClient

ROWS = 12


@pytest.fixture
def officer(live_database: Database) -> Actor:
    """An officer."""
    with live_database.unit_of_work() as session:
        return make_actor(session, Role.OFFICER)


@pytest.fixture
def asked(live_database: Database, officer: Actor) -> int:
    """The number of a file of responses that the officer asked for."""
    with live_database.unit_of_work() as session:
        activity = make_activity(session, make_consultation(session, state=State.CLOSED, slug="cameras"))
        for number in range(ROWS):
            make_submission(session, activity, answers={"reasons": f"Reason {number}"})
        exports = live_database.surroundings["registry"].exports
        wanted = find_wanted(session, exports, activity.consultation, what="responses", file_format="xlsx")
        return ask_for_file(session, officer, wanted, rows=ROWS).id


def prepared(database: Database, number: int) -> PreparedExport:
    with database.reading() as session:
        return session.get_one(PreparedExport, number)


def make(database: Database, number: int) -> Job:
    """Run the job of a file, and return it."""
    job_id = prepared(database, number).job_id
    assert job_id is not None
    run_job(database, database.surroundings["registry"], job_id)
    with database.reading() as session:
        return session.get_one(Job, job_id)


def files(database: Database) -> list[Path]:
    folder = database.surroundings["settings"].data / "exports"
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_file_is_whole_and_its_page_says_how_to_know_it(live_database: Database, asked: int) -> None:
    job = make(live_database, asked)
    assert (job.state, job.message) == (JobState.DONE, "The file is ready.")
    found = prepared(live_database, asked)
    (path,) = files(live_database)
    content = path.read_bytes()
    assert (found.size, found.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert found.ready_at is not None
    assert len(list(openpyxl.load_workbook(io.BytesIO(content))["Data"].iter_rows())) == ROWS + 1


def test_nobody_but_its_owner_may_read_the_folder(live_database: Database, asked: int) -> None:
    make(live_database, asked)
    (path,) = files(live_database)
    assert path.parent.stat().st_mode & 0o077 == 0


def breaking_off(registry: Registry) -> Registry:
    """Let the export of responses fail after its first rows."""

    def rows(session: Session, subject_id: int, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        yield from [tuple("x" * 40_000 for _ in names)] * 3
        raise RuntimeError("the export broke off")

    broken = tuple(
        replace(export, rows=rows) if export.name == "responses" else export for export in registry.core_exports
    )
    return replace(registry, core_exports=broken)


def test_a_file_that_breaks_off_is_never_offered_and_leaves_no_half_behind(live_database: Database, asked: int) -> None:
    live_database.surroundings["registry"] = breaking_off(live_database.surroundings["registry"])
    job = make(live_database, asked)
    assert job.state in {JobState.QUEUED, JobState.FAILED}
    found = prepared(live_database, asked)
    assert (found.file_key, found.ready_at, found.sha256) == (None, None, None)
    assert files(live_database) == []


def test_a_file_is_for_whoever_asked_for_it(live_database: Database, asked: int, officer: Actor) -> None:
    with live_database.unit_of_work() as session:
        colleague = make_actor(session, Role.OFFICER)
        assert find_prepared(session, asked, officer).id == asked
        with pytest.raises(NotFound):
            find_prepared(session, asked, colleague)
        with pytest.raises(NotFound):
            find_prepared(session, asked + 1, officer)


def test_only_what_is_of_a_consultation_is_made_ahead(session: Session, registry: Registry) -> None:
    site = next((export.name for export in registry.exports.values() if export.subject == "site"), None)
    if site is None:
        return
    wanted = find_wanted(session, registry.exports, None, what=site, file_format="csv")
    with pytest.raises(NotFound):
        ask_for_file(session, make_actor(session, Role.OFFICER), wanted, rows=1)


def test_files_are_kept_for_a_week_and_what_a_kill_left_behind_too_no_longer(
    live_database: Database, asked: int, clock_at: Callable[..., Any]
) -> None:
    make(live_database, asked)
    (made,) = files(live_database)
    half = made.with_name("half-made")
    half.write_bytes(b"half a file")
    now = clock.now()
    with clock.set_clock(now + timedelta(days=6)), live_database.unit_of_work() as session:
        assert sweep_prepared(session) == 0
    with clock.set_clock(now + timedelta(days=8)), live_database.unit_of_work() as session:
        assert sweep_prepared(session) == 2
    assert files(live_database) == []
    assert prepared(live_database, asked).ready_at is not None


def test_nothing_is_swept_where_nothing_was_ever_made(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        assert sweep_prepared(session) == 0


@pytest.fixture
def browser_of_officer(
    client: FormClient, session: Session, sign_in: Callable[..., None]
) -> tuple[FormClient, PreparedExport]:
    """An officer's browser, and a file that is ready for them."""
    person = make_person(session, Role.OFFICER)
    consultation = make_consultation(session, state=State.CLOSED, slug="cameras")
    make_activity(session, consultation)
    exports = client.application.extensions["registry"].exports
    wanted = find_wanted(session, exports, consultation, what="responses", file_format="xlsx")
    found = ask_for_file(session, actor_for(session, person), wanted, rows=1)
    sign_in(client, person)
    return client, found


def keep(session: Session, found: PreparedExport, content: bytes) -> Path:
    found.file_key, found.size, found.ready_at = "a-key-that-nobody-guesses", len(content), clock.now()
    path = prepared_path(session, found.file_key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    session.flush()
    return path


def taken(session: Session) -> list[AuditEntry]:
    return list(session.scalars(select(AuditEntry).where(AuditEntry.name == "exports.export_taken")))


def test_fetching_the_file_is_on_the_trail_and_looking_at_its_page_is_not(
    browser_of_officer: tuple[FormClient, PreparedExport], session: Session
) -> None:
    client, found = browser_of_officer
    path = keep(session, found, b"the file" * 20_000)
    assert client.get(f"/staff/exports/{found.id}").status_code == 200
    assert taken(session) == []
    sent = client.post_form(f"/staff/exports/{found.id}")
    assert sent.data == b"the file" * 20_000
    assert "cameras-responses-officer.xlsx" in sent.headers["Content-Disposition"]
    (entry,) = taken(session)
    assert (entry.actor_id, entry.facts["file_format"]) == (found.asked_by_id, "xlsx")
    path.unlink()


def test_what_is_not_ready_or_no_longer_kept_is_said_and_leaves_no_entry(
    browser_of_officer: tuple[FormClient, PreparedExport], session: Session
) -> None:
    client, found = browser_of_officer
    assert "The file is being made." in client.get(f"/staff/exports/{found.id}").text
    early = client.post_form(f"/staff/exports/{found.id}")
    assert (early.status_code, "not ready yet" in early.text) == (404, True)
    keep(session, found, b"x").unlink()
    page = client.get(f"/staff/exports/{found.id}").text
    assert "no longer kept" in page
    assert "Download the file" not in page
    late = client.post_form(f"/staff/exports/{found.id}")
    assert (late.status_code, "Export it again." in late.text) == (404, True)
    assert taken(session) == []


def test_an_officer_who_is_one_no_longer_cannot_fetch_what_they_asked_for(
    browser_of_officer: tuple[FormClient, PreparedExport], session: Session
) -> None:
    client, found = browser_of_officer
    path = keep(session, found, b"x")
    session.get_one(Person, found.asked_by_id).grants.clear()
    assert client.post_form(f"/staff/exports/{found.id}").status_code == 403
    assert taken(session) == []
    path.unlink()
