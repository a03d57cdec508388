"""What the pages share on which officers type in what came another way."""

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.contract.questions import LONGEST_TEXT
from consult.kernel.authz import Role
from consult.submissions.models import Channel
from tests.consult.desk.test_forms_of_versions import publish_with_a_second_officer
from tests.consult.desk.test_transcription_views import letter, sampled, seen
from tests.factories import make_person, make_submission
from tests.plugins.survey.conftest import OpenSurvey, item, opened, page, publish, survey
from tests.support.web import FormClient

__all__ = ["opened", "publish"]


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


@pytest.mark.parametrize("way", ["correct", "key-again"])
def test_an_entry_is_as_long_as_the_questions_that_it_answers_allow(
    client: FormClient, session: Session, opened: OpenSurvey, officer: Person, way: str
) -> None:
    asked = [item(f"why_{number}", "long_text") for number in range(3)]
    activity = opened(survey(page("p1", item("which", "radios"), *asked)))
    long = {one["key"]: "ж" * (LONGEST_TEXT - 1) for one in asked}
    typist = make_person(session, Role.OFFICER)
    one = make_submission(session, activity, channel=Channel.PAPER, transcribed_by=typist, answers=long)
    publish_with_a_second_officer(session, activity, survey(page("p1", item("which", "radios"))))
    sent = client.post_form(f"/staff/responses/{one.id}/{way}", seen(one, answer_which="a", reason="I missed a box."))
    assert sent.status_code == (303 if way == "correct" else 422)
