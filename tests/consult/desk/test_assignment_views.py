"""Assigning a response as officers do it."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.desk.models import Assignment
from tests.factories import make_submission
from tests.support.web import FormClient


def test_an_officer_assigns_one_response_and_must_say_to_whom(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    made = make_submission(session, activity)
    address = f"/staff/responses/{made.id}/assign"
    refused = client.post_form(address)
    assert refused.status_code == 422
    assert "Select who is to read it" in refused.text
    assert session.scalars(select(Assignment)).all() == []
    assert client.post_form(address, {"person": str(officer.id)}).status_code == 303
    assert re.search(rf"Assigned to.*{officer.name}", client.get(f"/staff/responses/{made.id}").text, re.DOTALL)
    assert client.post_form(address, {"person": "-"}).status_code == 303
    assert session.scalars(select(Assignment)).all() == []
