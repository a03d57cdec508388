"""Every free text of the questions is declared, in every version of them."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.records.redactions import redact, undo
from consult.records.search import hits_in_consultation
from consult.responses.questions import set_questions
from consult.responses.records import QUESTIONS
from consult.submissions.questionnaires import questionnaire_of
from tests.factories import make_actor
from tests.support.tables import rows_with


def test_words_of_every_version_of_the_questions_are_found_and_taken_out_and_come_back(
    session: Session, activity: Activity
) -> None:
    officer, other = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    asked = {"key": "why", "kind": "long_text", "label": "What did Ann Bell do?", "hint": "Ann Bell is the manager."}
    for introduction in ("Read what Ann Bell says.", ""):
        set_questions(session, officer, activity, {"introduction": introduction, "questions": [asked]})
    hits = [
        hit
        for hit in hits_in_consultation(session, officer, activity.consultation_id, "ann bell")
        if hit.record is QUESTIONS
    ]
    assert len(hits) == 5
    made = []
    for row in {hit.row for hit in hits}:
        places = {hit.place.key: [(hit.start, hit.end)] for hit in hits if hit.row is row}
        made += redact(session, officer, QUESTIONS, row, places, code="personal")
    assert rows_with(session, "Ann Bell") == []
    question = questionnaire_of(session, activity)
    assert question is not None
    assert question.questions[0].label == "What did [redacted: personal details] do?"
    assert hits_in_consultation(session, officer, activity.consultation_id, "ann bell") == []
    for redaction in made:
        undo(session, other, redaction)
    again = questionnaire_of(session, activity)
    assert again is not None
    assert again.questions[0].label == asked["label"]
