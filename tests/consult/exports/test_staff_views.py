"""Summary, export and publication as officers use them, and what others may not."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, State
from consult.desk.readings import record_reading
from consult.exports.publication import JOB, make_edition
from consult.jobs.models import Job
from consult.kernel.authz import Role
from consult.submissions.models import Submission
from tests.factories import actor_for, make_activity, make_consultation, make_person, make_submission
from tests.support.pages import parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
Publishes = Callable[..., Any]


@pytest.fixture
def activity(session: Session) -> Activity:
    """A closed written response with 30 answers."""
    made = make_activity(session, make_consultation(session, state=State.CLOSED, slug="cameras"))
    for number in range(30):
        make_submission(session, made, answers={"position": "support", "reasons": f"Reason {number}"})
    return made


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: SignIn) -> Person:
    """An officer who is signed in."""
    person = make_person(session, Role.OFFICER)
    sign_in(client, person)
    return person


def make_waiting_edition(session: Session) -> None:
    """Run the job that makes an edition, as the worker does."""
    job = session.scalars(select(Job).where(Job.name == JOB).order_by(Job.id.desc())).first()
    assert job is not None
    make_edition(session, job, **job.args)


@pytest.fixture
def publishes(client: FormClient, session: Session, activity: Activity, officer: Person, sign_in: SignIn) -> Publishes:
    """What has the results published from the page: one officer reads and asks, another one publishes."""
    second = make_person(session, Role.OFFICER)

    def publish() -> Any:
        for submission in session.scalars(select(Submission).where(Submission.activity_id == activity.id)):
            record_reading(session, actor_for(session, officer), submission)
        page = f"/staff/activities/{activity.id}/publish"
        asked = client.post_form(page, {})
        assert asked.status_code == 303
        sign_in(client, second)
        done = client.post_form(f"{page}/confirm", {})
        make_waiting_edition(session)
        sign_in(client, officer)
        return done

    return publish


def test_one_officer_alone_publishes_nothing(
    client: FormClient, session: Session, activity: Activity, officer: Person, sign_in: SignIn
) -> None:
    page = f"/staff/activities/{activity.id}/publish"
    assert client.post_form(f"{page}/confirm", {}).status_code == 409
    client.post_form(page, {})
    assert "Take the request back" in client.get(page).text
    assert "Publish the results of" not in client.get("/waiting").text
    assert client.post_form(f"{page}/confirm", {}).status_code == 409
    sign_in(client, make_person(session, Role.OFFICER))
    assert "Publish the results of" in client.get("/waiting").text
    assert client.post_form(f"{page}/confirm", {"with_crossed": "yes"}).status_code == 409
    assert client.get("/consultations/cameras/results").status_code == 404
    client.post_form(f"{page}/drop", {})
    assert client.post_form(f"{page}/confirm", {}).status_code == 409
    client.post_form(page, {})
    sign_in(client, officer)
    done = client.post_form(f"{page}/confirm", {})
    assert (done.status_code, "/jobs/" in done.location) == (303, True)
    assert client.get("/consultations/cameras/results").status_code == 404
    make_waiting_edition(session)
    assert client.get("/consultations/cameras/results").status_code == 200


def test_the_summary_page_counts_what_the_export_holds(client: FormClient, activity: Activity, officer: Person) -> None:
    page = client.get("/staff/consultations/cameras/summary")
    assert page.status_code == 200
    assert "Strongly support" in page.text
    form = {"what": f"responses:{activity.id}", "file_format": "csv", "audience": "officer"}
    sent = client.post_form("/staff/consultations/cameras/export", form)
    rows = list(csv.DictReader(io.StringIO(sent.data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 30
    assert "cameras-responses-officer.csv" in sent.headers["Content-Disposition"]


def test_the_desk_of_a_consultation_leads_to_summary_export_publication_and_decision(
    client: FormClient, session: Session, activity: Activity, publishes: Publishes
) -> None:
    def leads_to(slug: str) -> set[str]:
        page = parsed(client.get(f"/staff/consultations/{slug}").text, is_page=True)
        return {item.get("href") for item in page.iter() if item.tag.rpartition("}")[2] == "a"}

    desk, publishing = "/staff/consultations/cameras", f"/staff/activities/{activity.id}/publish"
    assert {f"{desk}/summary", f"{desk}/export", f"{desk}/decision", publishing} <= leads_to("cameras")
    assert "/consultations/cameras/results" not in leads_to("cameras")
    publishes()
    assert "/consultations/cameras/results" in leads_to("cameras")
    still_open = make_activity(session, make_consultation(session, state=State.OPEN, slug="lamps"))
    assert f"/staff/activities/{still_open.id}/publish" not in leads_to("lamps")
    early = client.get(f"/staff/activities/{still_open.id}/publish").text
    assert "Results cannot be published while people can still take part" in early
    assert "Ask a second officer" not in early
    assert "/staff/consultations/lamps/summary" in leads_to("lamps")


def test_an_export_is_on_the_audit_log(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    form = {"what": "summary:", "file_format": "json", "audience": "officer"}
    assert client.post_form("/staff/consultations/cameras/export", form).status_code == 200
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "exports.export_taken")).one()
    assert (entry.actor_id, entry.facts["file_format"]) == (officer.id, "json")


def test_a_refused_export_says_why_and_leaves_no_trace(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    form = {"what": f"responses:{activity.id}", "file_format": "xlsx", "audience": "public"}
    refused = client.post_form("/staff/consultations/cameras/export", form)
    assert refused.status_code == 422
    assert "Public files are CSV or JSON only" in refused.text
    assert session.scalars(select(AuditEntry).where(AuditEntry.name == "exports.export_taken")).all() == []


def test_results_are_public_once_published(
    client: FormClient, session: Session, activity: Activity, publishes: Publishes
) -> None:
    assert client.get("/consultations/cameras/results").status_code == 404
    assert client.get(f"/staff/activities/{activity.id}/publish").status_code == 200
    done = publishes()
    assert done.status_code == 303
    stranger = client.application.test_client()
    assert isinstance(stranger, FormClient)
    stranger.shared = session
    page = stranger.get("/consultations/cameras/results")
    assert page.status_code == 200
    assert "How responses were received" in page.text
    rows = list(csv.DictReader(io.StringIO(stranger.get("/consultations/cameras/results.csv").text.lstrip("\ufeff"))))
    assert {row["people"] for row in rows if row["answer"] == "Support"} <= {"30", ""}


def test_an_edition_that_stands_says_why_there_can_be_no_other(
    client: FormClient, session: Session, activity: Activity, publishes: Publishes
) -> None:
    publishes()
    page = f"/staff/activities/{activity.id}/publish"
    shown = client.get(page).text
    assert "The published results stand" in shown
    assert "Ask a second officer" not in shown
    assert client.post_form(page, {}).status_code in {409, 422}
    for number in range(10):
        make_submission(session, activity, answers={"reasons": f"New {number}"})
    assert "Ask a second officer" in client.get(page).text


def test_cross_tables_are_offered_from_a_hundred_people_on(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    page = f"/staff/activities/{activity.id}/publish"
    assert "cross-tables" not in client.get(page).text
    for _ in range(70):
        make_submission(session, activity)
    assert "Publish cross-tables too" in client.get(page).text
    client.post_form(page, {"with_crossed": "yes"})
    assert "They are made only once" in client.get(page).text


@pytest.mark.parametrize("address", ["summary", "export"])
def test_only_the_desk_may_look(
    client: FormClient, session: Session, activity: Activity, sign_in: SignIn, address: str
) -> None:
    assert client.get(f"/staff/consultations/cameras/{address}").status_code == 303
    sign_in(client, make_person(session, Role.COUNCILLOR))
    assert client.get(f"/staff/consultations/cameras/{address}").status_code == 403
