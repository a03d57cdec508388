"""A group is written to once, when its draft is not sent and the closing date is near."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from consult.contract.deployment import deployment_of
from consult.jobs.models import Job
from consult.jobs.runner import run_job
from consult.jobs.services import plan_day
from consult.kernel import clock
from consult.kernel.db import database_of
from consult.mail.services import Letter
from plugins.impact.reminders import REMIND, WRITE
from tests.plugins.impact.conftest import Case

Outbox = Callable[..., list[Letter]]
SUBJECT = "Your evidence is not sent yet"


def run_day(case: Case) -> None:
    """Run what remains of the day's work for evidence, without sending the mail."""
    database, registry = database_of(case.session), deployment_of(case.session).registry
    run_job(database, registry, plan_day(case.session, REMIND).id)
    for job_id in case.session.scalars(select(Job.id).where(Job.name == WRITE)).all():
        run_job(database, registry, job_id)


def test_a_group_with_a_draft_is_written_to_once_three_days_before_closing(case: Case, outbox: Outbox) -> None:
    case.draft(), case.sent()
    outbox()
    closes_at = case.consultation.closes_at
    assert closes_at is not None
    told = []
    for before in (timedelta(days=4), timedelta(days=2), timedelta(days=1)):
        with clock.set_clock(closes_at - before):
            run_day(case)
            told.append([letter for letter in outbox() if SUBJECT in letter.subject])
    assert [len(letters) for letters in told] == [0, 2, 2]
    assert {letter.to for letter in told[1]} == {case.member_person.email, case.other_person.email}
    assert case.consultation.title in told[1][0].body
    assert "/check" in told[1][0].body


def test_what_was_sent_meanwhile_is_not_reminded_of(case: Case, outbox: Outbox) -> None:
    draft = case.draft()
    assert case.consultation.closes_at is not None
    with clock.set_clock(case.consultation.closes_at - timedelta(days=2)):
        database = database_of(case.session)
        job = plan_day(case.session, REMIND)
        assert run_job(database, deployment_of(database).registry, job.id)
        (asked,) = case.session.scalars(select(Job).where(Job.name == WRITE)).all()
        assert asked.args == {"evidence_id": draft.id}
        case.session.delete(draft)
        case.session.flush()
        assert run_job(database, deployment_of(database).registry, asked.id)
    assert not [letter for letter in outbox() if SUBJECT in letter.subject]
