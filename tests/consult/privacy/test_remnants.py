"""After withdrawal, erasure and redaction no word is left: in no table, no file, and not in SQLite's own file."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.drafts import delete_draft
from consult.consultations.models import Activity, Consultation, State
from consult.contract.registry import Registry
from consult.exports.export_files import find_wanted
from consult.exports.prepared_files import ask_for_file
from consult.jobs.models import Job
from consult.jobs.runner import run_waiting_jobs
from consult.journey.services import withdraw
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.privacy.remnants import SCRUB
from consult.privacy.services import Subject, erase
from consult.submissions.models import Cause, Submission
from consult.submissions.revision import revise
from tests.factories import actor_for, make_activity, make_consultation, make_person, make_submission
from tests.support.redaction import redact
from tests.support.remnants import words_left

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
    assert words_left(live_database, {FIRST, SECOND}) == {FIRST, SECOND}, "the test must be able to find them"
    with live_database.unit_of_work() as session:
        remove(session, session.get_one(Submission, response.id))
    run_waiting_jobs(live_database, registry)
    assert words_left(live_database, {FIRST, SECOND}) & gone == set()


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


def test_no_word_of_a_deleted_draft_is_left(live_database: Database, registry: Registry) -> None:
    with live_database.unit_of_work() as session:
        made = make_consultation(session, slug="plan", title=f"The {FIRST}", state=State.DRAFT)
        make_activity(session, made, title=f"The {SECOND}")
    assert words_left(live_database, {FIRST, SECOND}) == {FIRST, SECOND}
    with live_database.unit_of_work() as session:
        officer = actor_for(session, make_person(session, Role.OFFICER))
        delete_draft(session, officer, session.get_one(Consultation, made.id))
    run_waiting_jobs(live_database, registry)
    assert words_left(live_database, {FIRST, SECOND}) == set()


def test_the_system_can_ask_too(live_database: Database, registry: Registry, response: Submission) -> None:
    with live_database.unit_of_work() as session:
        submission = session.get_one(Submission, response.id)
        erase(session, SYSTEM, Subject(submission.reference, submission=submission), "private_code")
    run_waiting_jobs(live_database, registry)
    assert words_left(live_database, {FIRST, SECOND}) == set()
