"""What the pages share on which officers type in what came another way."""

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.contract.questions import LONGEST_TEXT
from consult.kernel.authz import Role
from tests.consult.desk.test_transcription_views import letter, sampled, seen
from tests.factories import make_person
from tests.support.web import FormClient


@pytest.mark.parametrize("way", ["enter", "check", "correct", "key-again"])
def test_a_letter_longer_than_may_be_is_told_its_length_in_whatever_script(
    client: FormClient, session: Session, activity: Activity, officer: Person, way: str
) -> None:
    one = sampled(session, activity, make_person(session, Role.OFFICER))
    of_one = f"/staff/responses/{one.id}/{way}"
    address = f"/staff/activities/{activity.id}/enter" if way == "enter" else of_one
    text = "𠀀" * (LONGEST_TEXT + 1)
    fields = letter(text, key="k") if way == "enter" else seen(one, answer_reasons=text)
    refused = client.post_form(address, fields)
    assert refused.status_code == 422
    assert "100,000 characters or less. It has 100,001" in refused.text
    assert text in refused.text
