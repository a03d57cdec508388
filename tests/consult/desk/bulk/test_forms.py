"""What an officer must say about an act for many responses."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.desk.bulk.models import BulkAct
from tests.factories import QUESTIONS, make_activity, make_consultation, make_submission
from tests.support.web import FormClient


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Select what you want to do with them"),
        ({"kind": "explode"}, "Select from the options shown"),
        ({"kind": "assign"}, "Select who is to read them"),
        ({"kind": "tag", "tag": " "}, "Enter a tag"),
        ({"kind": "untag"}, "Select a tag"),
        ({"kind": "exclude", "reason": "kept words"}, "Select why they should not count"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_planned(
    client: FormClient,
    session: Session,
    activity: Activity,
    officer: Person,
    fields: dict[str, str],
    sentence: str,
) -> None:
    make_submission(session, activity)
    refused = client.post_form(f"/staff/activities/{activity.id}/responses/bulk", fields)
    assert refused.status_code == 422
    assert sentence in refused.text
    assert fields.get("reason", "") in refused.text
    assert session.scalars(select(BulkAct)).all() == []


def test_publication_is_offered_after_closing_where_consent_was_asked_and_holding_back_needs_words(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    make_submission(session, activity)
    assert "Hold back from publication" not in client.get(f"/staff/activities/{activity.id}/responses/bulk").text
    closed = make_consultation(session, state=State.CLOSED)
    asked = make_activity(session, closed, questions={**QUESTIONS, "asks_consent": True})
    make_submission(session, asked, answers={"reasons": "So.", "consent_to_publish": "named", "name_to_publish": "Us"})
    page = f"/staff/activities/{asked.id}/responses/bulk"
    assert "Publish what was written" in client.get(page).text
    refused = client.post_form(page, {"kind": "hold"})
    assert refused.status_code == 422
    assert "Select why they should not be published" in refused.text
    assert "Say why in your own words" in refused.text
    assert client.post_form(page, {"kind": "publish"}).status_code == 422
    assert client.post_form(page, {"kind": "hold", "held": "other", "reason": "A reason."}).status_code == 303
