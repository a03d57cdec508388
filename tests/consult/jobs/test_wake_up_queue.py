"""Hints leave after the commit, carry a number and nothing else, and may be lost."""

import threading
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.jobs.services import enqueue
from consult.jobs.wake_up_queue import Queue, queue_of
from consult.kernel.db import Database
from tests.support import work
from tests.support.deployments import change_deployment


def queue_for(database: Database) -> Queue:
    queue = queue_of(database)
    assert isinstance(queue, Queue)
    return queue


def test_the_hint_is_sent_after_the_commit_and_not_before(live_database: Database) -> None:
    work.offer(live_database, nothing=lambda session, job: None)
    queue = queue_for(live_database)
    with live_database.unit_of_work() as session:
        enqueue(session, "test.nothing")
        session.flush()
        assert queue.huey.pending_count() == 0
    assert queue.huey.pending_count() == 1


def test_a_transaction_that_is_rolled_back_sends_none(live_database: Database) -> None:
    work.offer(live_database, nothing=lambda session, job: None)
    queue = queue_for(live_database)
    with live_database.sessions() as session:
        enqueue(session, "test.nothing")
        session.rollback()
        session.commit()
    assert queue.huey.pending_count() == 0


def test_a_savepoint_that_is_rolled_back_takes_no_other_hint_with_it(live_database: Database) -> None:
    work.offer(live_database, nothing=lambda session, job: None)
    queue = queue_for(live_database)
    with live_database.unit_of_work() as session:
        enqueue(session, "test.nothing")
        savepoint = session.begin_nested()
        enqueue(session, "test.nothing")
        savepoint.rollback()
        with session.begin_nested():
            enqueue(session, "test.nothing")
        assert queue.huey.pending_count() == 0
    assert queue.huey.pending_count() >= 2


def test_changes_committed_together_send_all_their_hints(live_database: Database) -> None:
    work.offer(live_database, nothing=lambda session, job: None)
    queue = queue_for(live_database)
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        live_database.write(lambda session: enqueue(session, "test.nothing").id)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert queue.huey.pending_count() == 8


def test_a_hint_that_cannot_be_sent_does_not_hurt_the_change(
    live_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    registry = work.offer(live_database, nothing=lambda session, job: None)

    class Broken:
        def send(self, job_id: int) -> None:
            raise OSError("no queue")

        def close(self) -> None:
            pass

    change_deployment(live_database, wake_up=Broken())
    with live_database.unit_of_work() as session:
        job_id = enqueue(session, "test.nothing").id
    assert work.state_of(live_database, job_id) == "queued"
    assert "no hint was sent" in caplog.text
    assert registry.jobs


def test_only_the_number_travels_and_a_forged_hint_is_refused(live_database: Database) -> None:
    work.offer(live_database, nothing=lambda session, job: None)
    queue = queue_for(live_database)
    with live_database.unit_of_work() as session:
        enqueue(session, "test.nothing", secret="canary-in-the-arguments")
    (data,) = queue.huey.storage.enqueued_items()
    assert b"canary" not in bytes(data)
    queue.huey.storage.flush_queue()
    queue.huey.storage.enqueue(bytes(data)[:-8] + b"forgery!")
    with pytest.raises(ValueError, match="mismatch"):
        queue.huey.dequeue()


def test_a_database_that_never_commits_has_no_queue(database: Database, session: Session, tmp_path: Path) -> None:
    work.offer(database, nothing=lambda session, job: None)
    enqueue(session, "test.nothing")
    session.commit()
    assert queue_of(database) is None
