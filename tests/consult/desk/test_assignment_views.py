"""Assigning as officers do it: the page says how many, and refuses what it did not show."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.desk.models import Assignment
from consult.kernel.authz import Role
from consult.submissions.models import Channel
from tests.factories import make_person, make_submission
from tests.support.redaction import seen_on
from tests.support.web import FormClient


def test_an_officer_assigns_a_filtered_list_and_finds_it_by_the_filter(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    other = make_person(session, Role.OFFICER)
    paper = make_submission(session, activity, channel=Channel.PAPER).reference
    web = make_submission(session, activity).reference
    address = f"/staff/activities/{activity.id}/responses"
    shown = client.get(f"{address}/assign?channel=paper").text
    assert "Assign 1 response" in shown
    assert paper in shown
    assert web not in shown
    sent = client.post_form(f"{address}/assign?channel=paper", {"person": str(other.id), "seen": seen_on(shown)})
    assert sent.status_code == 303
    assert sent.location.endswith("?channel=paper")
    found = client.get(f"{address}?assigned={other.id}").text
    assert paper in found
    assert web not in found
    assert "1 response is assigned to" in found


def test_an_officer_assigns_one_response_and_must_say_to_whom(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    made = make_submission(session, activity)
    address = f"/staff/responses/{made.id}/assign"
    seen = seen_on(client.get(address).text)
    refused = client.post_form(address, {"seen": seen})
    assert refused.status_code == 422
    assert "Select who is to read them" in refused.text
    assert client.post_form(address, {"person": str(officer.id), "seen": "0"}).status_code == 409
    assert session.scalars(select(Assignment)).all() == []
    assert client.post_form(address, {"person": str(officer.id), "seen": seen}).status_code == 303
    assert re.search(rf"Assigned to.*{officer.name}", client.get(f"/staff/responses/{made.id}").text, re.DOTALL)
    assert client.post_form(address, {"person": "-", "seen": seen}).status_code == 303
    assert session.scalars(select(Assignment)).all() == []
