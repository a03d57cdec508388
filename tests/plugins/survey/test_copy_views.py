"""The builder’s copies."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey.definition import definition_from
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_consultation, make_person
from tests.support.web import FormClient


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: Any) -> FormClient:
    """A council officer’s browser."""
    sign_in(client, make_person(session, Role.OFFICER))
    return client


def keys_of(session: Session, activity: Activity) -> list[str]:
    """Return the keys of the draft's questions in order."""
    return [item.key for item in definition_from(find_draft(session, activity.id).definition).items]


def test_a_question_is_copied_and_opened(officer: FormClient, session: Session, open_survey: Activity) -> None:
    answer = officer.post_form(f"/survey/{open_survey.id}/build/questions/choice/copy")
    assert (answer.status_code, answer.location) == (303, f"/survey/{open_survey.id}/build/questions/choice_2")
    assert "This is the copy." in officer.get(answer.location).text
    assert keys_of(session, open_survey)[:2] == ["choice", "choice_2"]
    assert officer.post_form(f"/survey/{open_survey.id}/build/questions/nothing/copy").status_code == 404


def test_a_page_is_copied(officer: FormClient, session: Session, open_survey: Activity) -> None:
    assert officer.post_form(f"/survey/{open_survey.id}/build/pages/p3/copy").status_code == 303
    assert keys_of(session, open_survey)[2:6] == ["boxes", "scale", "boxes_2", "scale_2"]
    assert "The page was copied." in officer.get(f"/survey/{open_survey.id}/build").text


def test_pages_and_questions_come_from_another_survey(
    officer: FormClient, session: Session, open_survey: Activity
) -> None:
    new = make_activity(session, make_consultation(session), kind="survey", title="A new one")
    place = f"/survey/{new.id}/build/copy"
    listed = officer.get(place).text
    assert f"from={open_survey.id}" in listed
    assert f"from={new.id}" not in listed
    assert "No other survey has these words" in officer.get(f"{place}?q=zebra").text
    chosen = f"{place}?from={open_survey.id}"
    assert "Select a page or a question to copy" in officer.post_form(chosen).text
    answer = officer.post_form(chosen, {"pages": ["p3"], "questions": ["why"]})
    assert answer.status_code == 303
    assert keys_of(session, new) == ["why", "boxes", "scale"]
    said = officer.get(answer.location).text
    assert "3 questions were copied. 1 condition asks about what was not copied" in said


@pytest.mark.parametrize("source", ["x", "999999", "9999999999", "-1", ""])
def test_what_is_no_other_survey_is_not_found(officer: FormClient, open_survey: Activity, source: str) -> None:
    assert officer.get(f"/survey/{open_survey.id}/build/copy?from={source}").status_code == 404
    assert officer.get(f"/survey/{open_survey.id}/build/copy?from={open_survey.id}").status_code == 404
