"""What an officer must say about an act for many responses."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.desk.bulk.models import BulkAct
from tests.factories import make_submission
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
