"""What is to be done before a survey is published, as a list of tasks."""

import re
from typing import Any

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey import services
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_actor, make_consultation, make_person
from tests.plugins.survey.conftest import ALL_KINDS, item, options, page, survey
from tests.support.web import FormClient


def tasks_of(client: FormClient, activity: Activity) -> list[str]:
    """Return each task of the page with its state and hint, in one line."""
    shown = client.get(f"/survey/{activity.id}/publish").text
    rows = re.findall(r'<li class="govuk-task-list__item.*?</li>', shown, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in rows]


def draft(session: Session, activity: Activity, made: dict[str, Any]) -> None:
    """Make this the draft."""
    seen = find_draft(session, activity.id).as_seen
    services.import_definition(session, make_actor(session, Role.OFFICER), activity, read_definition(made), seen)


def test_the_publishing_page_lists_what_is_to_be_done(client: FormClient, session: Session, sign_in: Any) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    activity = make_activity(session, make_consultation(session), kind="survey")
    first = item("first", "radios", options=options("a"))
    poor = survey(page("p1"), page("p2", first), page("p3", item("b"), show_if={"q": "none", "op": "answered"}))
    draft(session, activity, poor)
    intro, pages, questions, conditions, second = tasks_of(client, activity)
    assert intro.startswith("Introduction")
    assert intro.endswith("Optional")
    assert "needs a title" in pages or "is empty" in pages
    assert pages.endswith("2 to correct")
    assert "needs more answers" in questions
    assert questions.endswith("1 to correct")
    assert "none" in conditions
    assert conditions.endswith("1 to correct")
    assert second == "Second officer Not needed"


def test_translations_are_a_task_where_the_survey_speaks_more_than_one_language(
    client: FormClient, session: Session, sign_in: Any
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    activity = make_activity(session, make_consultation(session), kind="survey")
    draft(session, activity, survey(page("p1", item("a")), languages=["en-GB", "cy"]))
    (task,) = [task for task in tasks_of(client, activity) if task.startswith("Translations")]
    assert "2 texts are not translated into Welsh (cy)" in task
    assert task.endswith("1 to correct")


def test_what_is_done_and_what_another_officer_confirms_is_said(
    client: FormClient, session: Session, open_survey: Activity, sign_in: Any
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    draft(session, open_survey, {**ALL_KINDS, "introduction": {"en-GB": "Tell us."}})
    assert [task.split()[-1] for task in tasks_of(client, open_survey)[:4]] == ["Completed"] * 4
    fewer = survey(*ALL_KINDS["sections"][0]["pages"][:3])
    draft(session, open_survey, fewer)
    assert tasks_of(client, open_survey)[-1].endswith("Needed")
    client.post_form(
        f"/survey/{open_survey.id}/publish",
        {"seen": find_draft(session, open_survey.id).as_seen, "public_note": "Two questions were not needed."},
    )
    assert tasks_of(client, open_survey)[-1].endswith("Waiting")
