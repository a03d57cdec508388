"""The page of a job, for whoever asked for it and for officers."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.contract.registry import Registry
from consult.jobs.models import Job, JobState
from consult.jobs.queries import visible_to
from consult.jobs.services import enqueue
from consult.jobs.staff_views import title_of
from consult.kernel.authz import ANONYMOUS, Role
from consult.kernel.db import Database
from tests.factories import actor_for, make_person
from tests.support import work
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def owner(session: Session) -> Person:
    return make_person(session)


@pytest.fixture
def job(session: Session, database: Database, owner: Person) -> Job:
    work.offer(database, nothing=lambda session, job: None)
    made = enqueue(session, "test.nothing", created_by=actor_for(session, owner), url="/account")
    made.state, made.progress, made.total, made.message = JobState.RUNNING, 1200, 4000, "Reading lines."
    session.flush()
    return made


def test_who_asked_sees_how_far_it_is(client: FormClient, sign_in: SignIn, owner: Person, job: Job) -> None:
    sign_in(client, owner)
    page = client.get(f"/staff/jobs/{job.id}").text.partition("<main")[2]
    assert "Working: 1,200 of 4,000. Reading lines." in page
    assert 'max="4000" value="1200"' in page
    assert client.get(f"/staff/jobs/{job.id}/progress").json == {
        "done": 1200,
        "total": 4000,
        "state": "running",
        "text": "Working: 1,200 of 4,000. Reading lines.",
    }


def test_who_asked_may_stop_it(client: FormClient, sign_in: SignIn, session: Session, owner: Person, job: Job) -> None:
    sign_in(client, owner)
    response = client.post_form(f"/staff/jobs/{job.id}/cancel")
    assert response.status_code == 303
    assert session.get_one(Job, job.id).state == JobState.CANCELLED
    page = client.get(response.location).text
    assert "Stop this work" not in page
    assert 'href="/account"' in page


def test_what_has_ended_cannot_be_stopped(
    client: FormClient, sign_in: SignIn, session: Session, owner: Person, job: Job
) -> None:
    job.state = JobState.DONE
    sign_in(client, owner)
    assert client.post_form(f"/staff/jobs/{job.id}/cancel").status_code == 409
    assert session.get_one(Job, job.id).state == JobState.DONE


@pytest.mark.parametrize(("roles", "status"), [((Role.OFFICER,), 200), ((Role.COUNCILLOR,), 404), ((), 404)])
def test_others_see_it_only_as_staff(
    client: FormClient, sign_in: SignIn, session: Session, job: Job, roles: tuple[Role, ...], status: int
) -> None:
    sign_in(client, make_person(session, *roles))
    assert client.get(f"/staff/jobs/{job.id}").status_code == status
    assert client.get("/staff/jobs").status_code == (200 if Role.OFFICER in roles else 403)


def test_a_stranger_learns_nothing(client: FormClient, session: Session, job: Job) -> None:
    for number in (job.id, job.id + 1):
        assert client.get(f"/staff/jobs/{number}").location.startswith("/sign-in?")
        assert client.post_form(f"/staff/jobs/{number}/cancel").status_code == 401
    assert session.get_one(Job, job.id).state == JobState.RUNNING


def test_rule_and_list_agree(session: Session, job: Job, owner: Person) -> None:
    officer, other = make_person(session, Role.OFFICER), make_person(session)
    actors = [ANONYMOUS, *(actor_for(session, person) for person in (owner, officer, other))]
    listed = [job in session.scalars(visible_to(actor)).all() for actor in actors]
    assert listed == [actor.can("jobs.read", job) for actor in actors] == [False, True, True, False]


def test_work_is_told_in_words(application: Flask, registry: Registry) -> None:
    """The title that the kind of job declares, and the name of what is switched off."""
    with application.app_context():
        assert {title_of(Job(name=name)) for name in registry.jobs} == {kind.title for kind in registry.jobs.values()}
        assert title_of(Job(name="motion.remind_all")) == "Motion: remind all"
