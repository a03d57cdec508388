"""The clock ends authorities at their time, and tells of what was withheld at its date."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.audit.models import AuditEntry
from consult.contract.deployment import deployment_of
from consult.jobs.models import Job
from consult.jobs.runner import run_waiting_jobs
from consult.kernel import clock
from consult.kernel.db import Database
from consult.steps.services import Withheld
from plugins.authorisation.course import COURSE
from plugins.authorisation.jobs import publish, settle
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from plugins.authorisation.presentation import public_state
from plugins.impact.procedure import Status
from tests.plugins.authorisation.conftest import Desk, make_desk


def _settle(desk: Desk) -> None:
    settle(desk.session, Job(name="authorisation.settle"))


def _authorised(desk: Desk) -> Case:
    case = desk.brought_to(State.REVIEW)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    return case


def test_an_authority_expires_at_the_end_of_its_hours(desk: Desk) -> None:
    case = _authorised(desk)
    _settle(desk)
    assert case.state == "authorised"
    assert case.authority_ends_at is not None
    with clock.set_clock(case.authority_ends_at):
        _settle(desk)
        assert case.state == "expired"
        _settle(desk)
    assert (case.minutes[-1].name, case.minutes[-1].reason) == (
        "Consult",
        "The hours for which authority was recorded have ended.",
    )


@pytest.mark.parametrize(("state", "after"), [("live", "ended"), ("suspended", "ended"), ("urgent", "cancelled")])
def test_what_runs_when_the_hours_end_is_ended(desk: Desk, state: str, after: str) -> None:
    case = _authorised(desk)
    case.state = State(state)
    assert case.authority_ends_at is not None
    with clock.set_clock(case.authority_ends_at + timedelta(minutes=1)):
        _settle(desk)
    assert case.state == after


def test_an_urgent_authority_that_nobody_ratified_is_cancelled_in_time(desk: Desk) -> None:
    case = desk.brought_to(State.ENGAGEMENT)
    desk.move(case, State.URGENT, desk.inspector)
    jobs = desk.session.scalars(
        select(Job).where(Job.name == "authorisation.settle", Job.idempotency_key.is_not(None))
    ).all()
    assert case.ratify_by is not None
    ratify_by = case.ratify_by
    assert any(timedelta(0) <= job.due_at - ratify_by < timedelta(minutes=1) for job in jobs)
    with clock.set_clock(case.ratify_by - timedelta(seconds=1)):
        _settle(desk)
        assert case.state == "urgent"
    with clock.set_clock(case.ratify_by):
        _settle(desk)
    assert case.state == "cancelled"
    assert case.minutes[-1].reason == "Nobody ratified the urgent authority in writing in time."


def test_the_worker_alone_cancels_it_and_opens_what_was_withheld(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        desk = make_desk(session)
        case, until = desk.opened(), clock.now() + timedelta(hours=30)
        desk.move(case, State.INTELLIGENCE, desk.applicant)
        desk.move(case, State.URGENT, desk.inspector, withheld=Withheld(until=until, exemption="s31"))
        number, ratify_by = case.id, case.ratify_by
    assert ratify_by is not None
    for moment, state, public in (
        (ratify_by - timedelta(minutes=1), State.URGENT, State.INTELLIGENCE),
        (ratify_by + timedelta(minutes=1), State.CANCELLED, State.CANCELLED),
    ):
        with clock.set_clock(moment):
            run_waiting_jobs(live_database, deployment_of(live_database).registry)
            with live_database.reading() as session:
                kept = session.get_one(Case, number)
                assert (kept.state, public_state(session, kept)) == (state, public)
    with clock.set_clock(until + timedelta(minutes=1)):
        run_waiting_jobs(live_database, deployment_of(live_database).registry)
    with live_database.reading() as session:
        told = session.scalars(select(AuditEntry.name).where(AuditEntry.name == "authorisation.step_published")).all()
    assert len(told) == 1


def test_views_that_no_event_told_of_are_found_by_the_daily_look(desk: Desk) -> None:
    evidence = desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.brought_to(State.REVIEW)
    desk.consider_all(case)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    evidence.saved_at = clock.now() + timedelta(minutes=1)
    desk.session.flush()
    _settle(desk)
    assert (case.state, case.open_views) == ("review", 1)


def test_what_was_withheld_is_told_and_read_at_its_date(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    until = clock.now() + timedelta(days=1)
    desk.move(case, State.AUTHORISED, desk.superintendent, withheld=Withheld(until=until, exemption="s31"))
    assert COURSE.timeline(desk.session, case)[-1].stands_at is None
    with clock.set_clock(until):
        publish(desk.session, Job(name="authorisation.publish"), case_id=case.id)
        assert COURSE.timeline(desk.session, case)[-1].stands_at is State.AUTHORISED
    told = desk.session.scalars(select(AuditEntry.name).order_by(AuditEntry.id.desc())).first()
    assert told == "authorisation.step_published"
