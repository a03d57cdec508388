"""What officers read: the question as it was put to that person, and the answer in words."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.filters import require_questionnaire, shown_answers
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.errors import NotFound
from consult.responses.questions import set_questions
from consult.submissions.models import Channel
from tests.consult.desk.test_transcription_views import seen
from tests.factories import QUESTIONS, make_activity, make_consultation, make_person, make_submission
from tests.support.web import FormClient


def reworded(session: Session, activity: Activity) -> None:
    """Ask something else from now on: the first question in other words, the second no longer."""
    session.commit()
    first = {**QUESTIONS["questions"][0], "label": "Do you support the amended proposal?"}
    set_questions(session, SYSTEM, activity, {**QUESTIONS, "questions": [first]})


def test_an_answer_stands_under_the_words_its_author_read(session: Session, activity: Activity) -> None:
    before = make_submission(session, activity, answers={"position": "support", "reasons": "Safer."})
    reworded(session, activity)
    after = make_submission(session, activity, answers={"position": "oppose"})
    assert shown_answers(session, activity, before) == [
        ("position", "Do you support the proposal?", "Support", False),
        ("reasons", "Tell us why.", "Safer.", True),
    ]
    assert shown_answers(session, activity, after) == [
        ("position", "Do you support the amended proposal?", "Oppose", False)
    ]


def test_the_page_of_a_response_shows_those_words(client: FormClient, session: Session, sign_in: Any) -> None:
    activity = make_activity(session, make_consultation(session))
    sent = make_submission(session, activity, answers={"position": "dont_know"})
    reworded(session, activity)
    sign_in(client, make_person(session, Role.OFFICER))
    shown = client.get(f"/staff/responses/{sent.id}").text
    assert "Do you support the proposal?" in shown
    assert "amended" not in shown
    assert "Don’t know" in shown


def test_what_a_way_of_taking_part_without_questions_brought_has_its_labels(session: Session) -> None:
    evidence = make_activity(session, make_consultation(session), "impact")
    sent = make_submission(session, evidence, answers={"statement": "Fewer people came."})
    assert shown_answers(session, evidence, sent) == [("statement", "Statement", "Fewer people came.", True)]


def test_there_is_no_form_to_enter_what_asks_no_questions(client: FormClient, session: Session, sign_in: Any) -> None:
    motion = make_activity(session, make_consultation(session), "motion")
    with pytest.raises(NotFound):
        require_questionnaire(session, motion)
    sign_in(client, make_person(session, Role.OFFICER))
    assert client.get(f"/staff/activities/{motion.id}/enter").status_code == 404


def test_a_corrected_entry_loses_the_answers_that_were_emptied(
    client: FormClient, session: Session, sign_in: Any, activity: Activity
) -> None:
    typist = make_person(session, Role.OFFICER)
    sent = make_submission(session, activity, channel=Channel.PAPER, transcribed_by=typist)
    sent.is_in_check_sample = True
    sign_in(client, make_person(session, Role.OFFICER))
    done = client.post_form(f"/staff/responses/{sent.id}/check", seen(sent, answer_reasons=" "))
    assert done.status_code == 303
    assert (sent.answers, sent.check_outcome) == ({"position": "support"}, "corrected")
