"""The demo’s survey."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.exports.summary import summarise
from consult.kernel.authz import Role
from consult.submissions.models import Submission
from plugins.survey.checks import problems_of
from plugins.survey.demo import CONSULTATION, DEFINITION, RESPONSES, make_demo
from plugins.survey.document import read_definition
from plugins.survey.questions import find_questionnaire
from tests.factories import make_actor, make_consultation


def test_the_demo_asks_the_kinds_that_most_surveys_ask_and_is_in_order() -> None:
    read = read_definition(DEFINITION)
    assert problems_of(read) == []
    assert {item.kind for item in read.items} >= {"radios", "checkboxes", "likert", "short_text", "long_text", "number"}


def test_the_demo_is_added_once_to_its_consultation_and_labelled(session: Session) -> None:
    officer = {"officer": make_actor(session, Role.OFFICER)}
    make_demo(session, officer)
    assert session.scalars(select(Activity)).all() == []
    consultation = make_consultation(session, state=State.OPEN, slug=CONSULTATION)
    make_demo(session, officer)
    session.refresh(consultation)
    make_demo(session, officer)
    (activity,) = session.scalars(select(Activity)).all()
    assert summarise(session, activity).counted == len(RESPONSES)
    assert all(submission.is_synthetic for submission in session.scalars(select(Submission)))
    asked = find_questionnaire(session, activity.id)
    for answers in RESPONSES:
        reached = {question.key for page in asked.reachable(answers) for question in page.questions}
        assert set(answers) <= reached
