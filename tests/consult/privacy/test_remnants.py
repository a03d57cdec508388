"""After withdrawal, erasure and redaction no word is left: in no table, no file, and not in SQLite's own file."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.registry import Registry
from consult.exports.preparing import ask_for_file
from consult.exports.writing import find_wanted
from consult.jobs.models import Job
from consult.jobs.running import run_waiting_jobs
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.privacy.remnants import SCRUB
from consult.privacy.services import Subject, erase
from consult.submissions.intake import withdraw
from consult.submissions.models import Cause, Submission
from consult.submissions.revision import revise
from tests.factories import actor_for, make_activity, make_consultation, make_person, make_submission
from tests.support.redaction import redact

CODE = "ABCD-EFGH-JKLM-NPQR"
FIRST, SECOND = "zebrafish", "quokka"
Remove = Callable[[Session, Submission], None]


def withdrawn(session: Session, submission: Submission) -> None:
    withdraw(session, CODE)


def erased(session: Session, submission: Submission) -> None:
    officer = actor_for(session, make_person(session, Role.ADMINISTRATOR))
    erase(session, officer, Subject(submission.reference, submission=submission), "private_code")


def redacted(session: Session, submission: Submission) -> None:
    officer = actor_for(session, make_person(session, Role.OFFICER))
    activity = session.get_one(Activity, submission.activity_id)
    redact(session, officer, activity, submission, question="reasons", passage=SECOND, code="personal")


@pytest.fixture
def response(live_database: Database, registry: Registry) -> Submission:
    """A response whose author changed one word into another, of which a file for download was made."""
    with live_database.unit_of_work() as session:
        activity = make_activity(session, make_consultation(session, slug="cameras"))
        for number in range(20):
            make_submission(session, activity, answers={"position": "oppose", "reasons": f"Others said {number}"})
        made = make_submission(
            session, activity, answers={"position": "support", "reasons": f"I keep a {FIRST}"}, code=CODE
        )
    with live_database.unit_of_work() as session:
        made, activity = session.get_one(Submission, made.id), session.get_one(Activity, activity.id)
        words = {"position": "support", "reasons": f"I keep a {SECOND} at home"}
        revise(session, activity, made, Cause.AUTHOR, answers=words)
        officer = actor_for(session, make_person(session, Role.OFFICER))
        wanted = find_wanted(
            session,
            registry.exports,
            activity.consultation,
            what="responses",
            file_format="csv",
            audience="officer",
            activity_id=activity.id,
        )
        ask_for_file(session, officer, wanted, 1)
    run_waiting_jobs(live_database, registry)
    return made


@pytest.mark.parametrize(
    ("remove", "gone"), [(withdrawn, {FIRST, SECOND}), (erased, {FIRST, SECOND}), (redacted, {SECOND})]
)
def test_no_word_is_left_anywhere(
    live_database: Database, registry: Registry, response: Submission, remove: Remove, gone: set[str]
) -> None:
    assert words_left(live_database) == {FIRST, SECOND}, "the test must be able to find them"
    with live_database.unit_of_work() as session:
        remove(session, session.get_one(Submission, response.id))
    run_waiting_jobs(live_database, registry)
    assert words_left(live_database) & gone == set()


def test_what_is_left_is_removed_once_for_all_that_waits(live_database: Database, response: Submission) -> None:
    with live_database.unit_of_work() as session:
        erased(session, session.get_one(Submission, response.id))
        erased(session, session.get_one(Submission, response.id - 1))
        assert len(session.scalars(select(Job).where(Job.name == SCRUB, Job.state == "queued")).all()) == 1


def test_while_somebody_reads_the_log_is_left_for_later(
    live_database: Database, registry: Registry, response: Submission
) -> None:
    if not live_database.is_sqlite:
        pytest.skip("only SQLite has a log of ours to empty")
    with live_database.unit_of_work() as session:
        erased(session, session.get_one(Submission, response.id))
    with live_database.reading() as reader:
        reader.scalars(select(Submission.id)).all()
        run_waiting_jobs(live_database, registry)
    with live_database.reading() as session:
        waiting = session.scalars(select(Job).where(Job.name == SCRUB, Job.state == "queued")).all()
    assert len(waiting) == 1


def words_left(database: Database) -> set[str]:
    """Return which of the words stand anywhere: as texts, as keys of the search index, in files, in the raw file."""
    found: set[str] = set()
    for content in everything(database):
        found |= {word for word in (FIRST, SECOND) if word.encode() in content.lower()}
    return found


def everything(database: Database) -> Iterator[bytes]:
    """Yield every row of every table, and every file."""
    folder = Path(database.surroundings["settings"].data)
    if database.is_sqlite:
        with sqlite3.connect(str(database.engine.url.database)) as other:
            names = [name for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in names:
                yield from (_bytes(row) for row in other.execute(f"SELECT * FROM {name}"))  # noqa: S608
        other.close()
    else:
        with database.engine.connect() as connection:
            for name in inspect(connection).get_table_names():
                yield from (_bytes(row) for row in connection.execute(text(f"SELECT * FROM {name}")))  # noqa: S608
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.read_bytes()


def _bytes(row: Iterable[object]) -> bytes:
    return b" ".join(part if isinstance(part, bytes) else str(part).encode() for part in row)


def test_the_system_can_ask_too(live_database: Database, registry: Registry, response: Submission) -> None:
    with live_database.unit_of_work() as session:
        submission = session.get_one(Submission, response.id)
        erase(session, SYSTEM, Subject(submission.reference, submission=submission), "private_code")
    run_waiting_jobs(live_database, registry)
    assert words_left(live_database) == set()
