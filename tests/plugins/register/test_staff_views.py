"""Officers take in files on a page, and nobody else does."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.citations.queries import reference_to
from consult.kernel.authz import SYSTEM, Role
from plugins.authorisation import cases, conditions
from plugins.register.models import Change, Deployment, Pause
from plugins.register.services import Plan, announce
from tests.factories import make_consultation, make_person
from tests.plugins.impact.assessments.conftest import make_desk
from tests.plugins.register.conftest import SIXTEEN, STRATFORD, taken
from tests.plugins.register.test_revisions import REVISED
from tests.support.web import FormClient

IMPORT = "/staff/register/import"
LINK = re.compile(r'href="([^"]+)"')
STANDS_ON = ("/authorisation/cases/", "/authorisation/conditions/", "/impact/", "/consultations/")
SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: SignIn) -> Person:
    """An officer who is signed in."""
    person = make_person(session, Role.OFFICER)
    sign_in(client, person)
    return person


def send(client: FormClient, text: str, **more: str) -> str:
    """Send a file, and return the page that follows."""
    upload = {"file": (BytesIO(text.encode()), "grid.csv"), **more}
    answer = client.post_form(IMPORT, upload, content_type="multipart/form-data")
    return client.get(answer.location).text if answer.status_code == 303 else answer.text


def test_a_file_is_checked_and_then_taken_with_its_source(
    client: FormClient, session: Session, officer: Person
) -> None:
    content = f"{SIXTEEN}\n{STRATFORD}\n"
    page = send(client, content, dry_run="y")
    assert "What becomes of each line" in page
    assert session.scalars(select(Deployment)).all() == []
    send(client, content, source="LFR Deployment Grid", published_on="2025-02-01")
    (row,) = session.scalars(select(Deployment))
    assert row.source == "LFR Deployment Grid"
    assert "Keep the register" in client.get("/register/deployments").text


def test_what_was_said_of_the_file_stays_where_a_line_is_wrong(
    client: FormClient, session: Session, officer: Person
) -> None:
    page = send(client, f"{SIXTEEN}\n{STRATFORD.replace('0.64', 'low')}\n", source="LFR Deployment Grid")
    assert "Line 2: Column “threshold”" in page
    assert 'value="LFR Deployment Grid"' in page


ROW = "/staff/register/deployments/D-2025-001"


def days(name: str, text: str) -> dict[str, str]:
    """Return a day as a form sends it."""
    year, month, day = text.split("-")
    return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}


def test_changes_are_settled_together_for_a_reason(client: FormClient, session: Session, officer: Person) -> None:
    taken(session, STRATFORD)
    taken(session, REVISED)
    (waiting,) = session.scalars(select(Change))
    page = client.get("/staff/register/changes").text
    assert "34,286" in page
    assert "Changes to confirm: 1" in client.get("/staff/register").text
    address = "/staff/register/changes"
    assert client.post_form(address, {"outcome": "confirmed"}).status_code == 422
    sent = {"outcome": "confirmed", "reason": "Published again", "changes": f"{waiting.id} x"}
    assert client.post_form(address, sent).status_code == 303
    assert "No change waits" in client.get(address).text
    assert "34,286" in client.get("/register/deployments/D-2025-001").text


def test_a_deployment_is_announced_corrected_and_withheld(
    client: FormClient, session: Session, officer: Person
) -> None:
    plan = {**days("held_on", "2025-01-25"), "location": "Stratford", "deployment_type": "van"}
    assert client.post_form("/staff/register/new", plan).location.endswith("/register/deployments/D-2025-001")
    assert "Announced" in client.get("/staff/register").text
    form = {"date": "2025-01-26", "location": "Stratford", "reason": "Another day", "version": "1"}
    assert client.post_form(f"{ROW}/correct", {**form, "date": "26/01/2025x"}).status_code == 422
    assert client.post_form(f"{ROW}/correct", form).status_code == 303
    assert "Another day" in client.get("/register/deployments/D-2025-001").text
    assert client.post_form(f"{ROW}/links", {"references": "nothing"}).status_code == 422
    assert client.post_form(f"{ROW}/links", {"references": "D-2025-001"}).status_code in (303, 422)
    until = {**days("until", "2020-01-01"), "exemption": "FOIA s31"}
    assert client.post_form(f"{ROW}/withhold", until).status_code == 422
    assert client.post_form(f"{ROW}/withhold", {**until, "until-year": "2090"}).status_code == 303
    assert "D-2025-001" in client.get("/staff/register").text
    assert client.post_form(f"{ROW}/release").status_code == 303
    assert client.post_form(f"{ROW}/cancel", {"reason": "Not authorised"}).status_code == 303
    assert "Cancelled" in client.get("/register/deployments/D-2025-001").text


def test_a_pause_is_noted_and_ended(client: FormClient, session: Session, officer: Person) -> None:
    noted = {"area": "Newham", **days("paused_on", "2023-01-16"), "reason": "The council asked for it"}
    assert client.post_form("/staff/register/pauses/new", noted).status_code == 303
    (pause,) = session.scalars(select(Pause))
    address = f"/staff/register/pauses/{pause.id}/resume"
    assert address in client.get("/staff/register").text
    ended = {**days("resumed_on", "2022-01-16"), "reason": "Safeguards"}
    assert client.post_form(address, ended).status_code == 422
    assert client.post_form(address, {**ended, "resumed_on-year": "2024"}).status_code == 303
    assert client.get("/staff/register/pauses/999/resume").status_code == 404


def test_the_page_links_case_assessment_consultation_and_conditions(
    session: Session, client: FormClient, sign_in: SignIn
) -> None:
    assessors = make_desk(session)
    assessment = assessors.signed()
    consultation = make_consultation(session, title="Cameras on the Broadway", slug="cameras")
    case = cases.open_case(session, assessors.signer, "Operation Broadway")
    cases.rest_on(session, assessors.signer, case, [reference_to(consultation), reference_to(assessment)])
    asked = conditions.Asked(
        title="Safeguards", asked_by="The council", asked_on=date(2023, 1, 16), source="Minutes", case=case
    )
    asked_for = conditions.enter_list(session, assessors.author, asked)
    row = announce(session, SYSTEM, Plan(held_on=date(2025, 1, 25), location="Stratford"))
    page = f"/register/deployments/{row.number}"
    assert 'id="cites"' not in client.get(page).text
    officer = client.application.test_client()
    assert isinstance(officer, FormClient)
    sign_in(officer, assessors.author_person)
    typed = "\n".join((case.number, assessment.number, asked_for.number))
    sent = {"references": typed, "consultations": str(consultation.id), "note": "Authorised by it"}
    links = f"/staff/register/deployments/{row.number}/links"
    assert officer.post_form(links, {"references": ""}).status_code == 422
    assert officer.post_form(links, sent).status_code == 303
    shown = LINK.findall(client.get(page).text.partition('id="cites"')[2].partition("</ul>")[0])
    assert [sum(name in address for address in shown) for name in STANDS_ON] == [1, 1, 1, 1]
    for address in shown:
        linked = client.get(address)
        assert linked.status_code == 200, address
        if "/consultations/" not in address:
            assert row.number in linked.text, address
    named = LINK.findall(client.get(f"/consultations/{consultation.slug}").text.partition('id="resting"')[2])
    assert [page in named, f"/authorisation/cases/{case.number}" in named] == [True, True]
