"""The demo’s survey that shows what a survey can ask."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.submissions.intake import complete_answers
from plugins.survey import services
from plugins.survey.checks import problems_of
from plugins.survey.definition import LANGUAGE, Definition, definition_from
from plugins.survey.demo.town_centres import DEFINITION, PICTURES, lamp_picture, made_up_answers, put_pictures
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from plugins.survey.questions import find_questionnaire
from plugins.survey.texts import texts_of
from tests.factories import make_actor
from tests.plugins.survey.conftest import OpenSurvey


def is_bilingual(definition: Definition) -> bool:
    """Say whether every text is there in English and in Welsh."""
    return all(found.text.get(LANGUAGE) and found.text.get("cy") for found in texts_of(definition))


def test_it_shows_what_a_survey_can_ask_in_two_languages() -> None:
    read = read_definition(DEFINITION)
    assert problems_of(read) == []
    assert is_bilingual(read)
    kinds = {item.kind for item in read.items}
    assert kinds >= {"budget", "computed", "geopoint", "hidden", "pairwise", "radios", "checkboxes", "select"}
    assert any(page.exit for page in read.pages)
    assert any(item.order == "random" for item in read.items)
    assert any("((centre|" in item.label[LANGUAGE] for item in read.items)


def test_made_up_answers_are_the_same_each_time_and_could_have_been_sent(session: Session, opened: OpenSurvey) -> None:
    asked = find_questionnaire(session, opened(DEFINITION).id)
    made = list(made_up_answers())
    assert made == list(made_up_answers())
    for answers in made:
        assert complete_answers(session, asked, answers) == answers


def test_each_lamp_has_a_picture_of_its_own_with_words_in_both_languages(
    session: Session, draft_survey: Activity
) -> None:
    officer = make_actor(session, Role.OFFICER)
    services.change_draft(session, officer, draft_survey, lambda _draft: read_definition(DEFINITION))
    put_pictures(session, officer, draft_survey)
    made = definition_from(find_draft(session, draft_survey.id).definition)
    shown = [option.picture for option in made.find_item("lamp").options if option.picture]
    assert len({one.sha256 for one in shown}) == len(PICTURES) == len({lamp_picture(code) for code in PICTURES})
    assert is_bilingual(made)
    assert problems_of(made) == []
