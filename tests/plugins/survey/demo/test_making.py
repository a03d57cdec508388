"""The surveys of the demo, with their answers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.exports.summary import summarise
from consult.kernel.authz import Role
from consult.submissions.models import Submission
from plugins.survey.demo import town_centres, ways_home
from plugins.survey.demo.making import CONSULTATION, make_demo
from plugins.survey.demo.safety import RESPONSES
from plugins.survey.questions import find_questionnaire
from tests.factories import make_actor, make_consultation


def test_the_demo_is_added_once_to_its_consultation_and_labelled(session: Session) -> None:
    officer = {"officer": make_actor(session, Role.OFFICER)}
    make_demo(session, officer)
    assert session.scalars(select(Activity)).all() == []
    consultation = make_consultation(session, state=State.OPEN, slug=CONSULTATION)
    make_demo(session, officer)
    session.refresh(consultation)
    make_demo(session, officer)
    activity, invented, in_parts = session.scalars(select(Activity).order_by(Activity.position)).all()
    assert summarise(session, activity).counted == len(RESPONSES)
    assert summarise(session, invented).counted == town_centres.RESPONSES
    assert summarise(session, in_parts).counted == ways_home.RESPONSES
    assert all(submission.is_synthetic for submission in session.scalars(select(Submission)))
    asked = find_questionnaire(session, activity.id)
    for answers in RESPONSES:
        reached = {question.key for page in asked.reachable(answers) for question in page.questions}
        assert set(answers) <= reached
