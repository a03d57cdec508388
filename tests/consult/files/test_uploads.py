"""Files that people send: waiting, then cleaned or refused, and fetched by nobody before."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.contract.registry import Registry
from consult.files.feature import FEATURE
from consult.files.holders import find_readable_file
from consult.files.jobs import SWEEP, sweep
from consult.files.models import FileState, StoredFile
from consult.files.services import forget_file, open_file
from consult.files.uploads import CLEAN, LOST, clean, receive_file
from consult.jobs.models import Job
from consult.jobs.runner import run_waiting_jobs
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.kernel.errors import Invalid, NotFound
from tests.factories import make_actor
from tests.support.deployments import change_deployment, with_feature
from tests.support.documents import picture, small_pdf, word_document
from tests.support.files import content_path

TRACKED = word_document('<w:p><w:ins w:author="Ada"><w:r><w:t>New</w:t></w:r></w:ins></w:p>')


def received(database: Database, name: str, content: bytes) -> int:
    with database.unit_of_work() as session:
        return receive_file(session, SYSTEM, name, io.BytesIO(content)).id


def after_check(database: Database, registry: Registry, name: str, content: bytes) -> tuple[StoredFile, Path]:
    """Send a file, let the worker check it, and return its record and where it lay before."""
    file_id = received(database, name, content)
    with database.sessions() as session:
        before = content_path(session, session.get_one(StoredFile, file_id))
    assert before.is_file()
    run_waiting_jobs(database, registry)
    with database.sessions() as session:
        return session.get_one(StoredFile, file_id), before


def test_a_waiting_file_is_fetched_by_nobody_and_a_cleaned_one_by_whom_its_holder_lets(
    session: Session, database: Database, registry: Registry
) -> None:
    change_deployment(database, registry=with_feature(registry, file_holders=(lambda *_: True,)))
    officer = make_actor(session, Role.OFFICER)
    file = receive_file(session, SYSTEM, "photo.jpg", io.BytesIO(picture(author="Mrs Miggins")))
    assert file.state == FileState.WAITING
    with pytest.raises(NotFound):
        find_readable_file(session, file.key, file.name, officer)
    sent_as = file.key
    job = session.scalars(select(Job).where(Job.name == CLEAN)).one()
    assert clean(session, job, **job.args) == "The file is checked."
    assert file.stands_at is FileState.CLEANED
    assert file.key != sent_as
    assert find_readable_file(session, file.key, file.name, officer) is file
    with open_file(session, file) as kept:
        content = kept.read()
    assert len(content) == file.size
    assert b"Miggins" not in content
    assert clean(session, job, **job.args) == "The file is no longer waiting."


def test_what_was_sent_is_deleted_once_it_is_cleaned(live_database: Database, registry: Registry) -> None:
    file, before = after_check(live_database, registry, "photo.jpg", picture(author="Mrs Miggins"))
    assert (file.state, file.refusal, file.hidden) == ("cleaned", "", [])
    assert not before.exists()
    with live_database.sessions() as session:
        assert content_path(session, file).is_file()
        assert session.scalars(select(AuditEntry.name)).all() == ["files.cleaned"]


def test_a_file_that_cannot_be_cleaned_is_refused_with_a_sentence_and_deleted(
    live_database: Database, registry: Registry
) -> None:
    file, before = after_check(live_database, registry, "photo.jpg", b"\xff\xd8\xff" + b"no picture")
    assert (file.state, file.findings) == ("refused", {})
    assert file.refusal == "The picture cannot be opened as JPEG. Save it again and try once more."
    assert not before.exists()
    with live_database.sessions() as session:
        assert session.scalars(select(AuditEntry.name)).all() == ["files.refused"]


def test_what_a_cleaned_file_still_holds_out_of_sight_is_said(live_database: Database, registry: Registry) -> None:
    file, _ = after_check(live_database, registry, "letter.docx", TRACKED)
    assert file.hidden == ["It holds tracked changes, deleted words among them: 1."]


def test_a_file_that_got_lost_says_so(live_database: Database, registry: Registry) -> None:
    file_id = received(live_database, "plan.pdf", small_pdf())
    with live_database.sessions() as session:
        content_path(session, session.get_one(StoredFile, file_id)).unlink()
    run_waiting_jobs(live_database, registry)
    with live_database.sessions() as session:
        assert session.get_one(StoredFile, file_id).refusal == LOST


def test_a_file_that_was_taken_away_before_its_check_stays_away(live_database: Database, registry: Registry) -> None:
    file_id = received(live_database, "plan.pdf", small_pdf())
    with live_database.unit_of_work() as session:
        forget_file(session, session.get_one(StoredFile, file_id))
    assert run_waiting_jobs(live_database, registry) == 1
    with live_database.sessions() as session:
        assert session.scalar(select(StoredFile.id)) is None
        assert session.scalars(select(Job)).one().message == "The file is no longer waiting."


def test_a_check_that_never_ended_is_asked_for_again_each_day(
    session: Session, clock_at: Callable[[str], datetime]
) -> None:
    clock_at("2026-11-02 09:00")
    receive_file(session, SYSTEM, "plan.pdf", io.BytesIO(small_pdf()))
    first = session.scalars(select(Job).where(Job.name == CLEAN)).one()
    sweep(session, first)
    sweep(session, first)
    asked = session.scalars(select(Job).where(Job.name == CLEAN)).all()
    assert len(asked) == 2
    assert {job.args["file_key"] for job in asked} == {first.args["file_key"]}
    assert [kind.is_daily for kind in FEATURE.jobs if kind.name == SWEEP] == [True]


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.exe", "plan"])
def test_only_the_kinds_that_were_asked_for_are_taken(session: Session, name: str) -> None:
    with pytest.raises(Invalid, match=r"The file must be one of: pdf, jpg\. Save it"):
        receive_file(session, SYSTEM, name, io.BytesIO(small_pdf()), endings=("pdf", "jpg"))
    assert session.scalar(select(StoredFile.id)) is None
