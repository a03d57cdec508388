"""The demo’s survey in parts."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.submissions.intake import complete_answers
from plugins.survey import services
from plugins.survey.checks import problems_of
from plugins.survey.definition import FILE, definition_from
from plugins.survey.demo.ways_home import DEFINITION, RESPONSES, STATEMENTS, made_up_answers, put_blocks
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from plugins.survey.questions import find_questionnaire
from tests.factories import make_actor
from tests.plugins.survey.conftest import OpenSurvey


def test_it_shows_parts_entries_a_file_a_rule_and_statements() -> None:
    read = read_definition(DEFINITION)
    assert problems_of(read) == []
    assert read.settings.journey == "task_list"
    assert any(page.repeat for page in read.pages)
    assert any(item.kind == FILE for item in read.items)
    assert any(item.rules for item in read.items)
    assert len([item for item in read.items if item.kind == "likert"]) == len(STATEMENTS)


def test_made_up_answers_are_the_same_each_time_and_could_have_been_sent(session: Session, opened: OpenSurvey) -> None:
    asked = find_questionnaire(session, opened(DEFINITION).id)
    made = list(made_up_answers())
    assert made == list(made_up_answers())
    assert len(made) == RESPONSES
    for answers in made:
        assert complete_answers(session, asked, answers) == answers


def test_people_read_a_picture_and_more_before_they_answer(session: Session, draft_survey: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    services.change_draft(session, officer, draft_survey, lambda _draft: read_definition(DEFINITION))
    put_blocks(session, officer, draft_survey)
    made = definition_from(find_draft(session, draft_survey.id).definition)
    assert problems_of(made) == []
    assert {block.block for page in made.pages for block in page.blocks} == {"image", "inset", "details"}
