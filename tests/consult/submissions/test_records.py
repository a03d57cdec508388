"""Every free text of a response is declared, with what stands on its original and what it said before."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.records.places import places_of, record_named
from consult.records.redactions import redact, undo
from consult.records.search import hits_in_consultation, hits_in_row
from consult.submissions.instruments import questionnaire_of
from consult.submissions.models import Cause
from consult.submissions.questions import set_questions
from consult.submissions.records import EARLIER, QUESTIONS, SUBMISSION
from consult.submissions.revision import revise
from tests.factories import make_actor, make_submission
from tests.support.tables import rows_with


def test_free_text_is_offered_wherever_a_response_keeps_it(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"position": "support", "reasons": "Ask Ann"})
    revise(session, activity, sent, Cause.CORRECTION, by=officer, answers={"position": "support", "reasons": "By Ann"})
    sent.marks = {"reasons": {"mark": "not_asked", "said": "Ann again"}, "position": {"mark": "several", "said": ["a"]}}
    session.flush()
    hits = hits_in_row(session, officer, SUBMISSION, sent, "ann")
    assert [(hit.record, hit.place.key) for hit in hits] == [
        (SUBMISSION, "answers.reasons"),
        (SUBMISSION, "marks.reasons.said"),
        (EARLIER, "answers.reasons"),
    ]
    of_sent = {hit.place.key: [(hit.start, hit.end)] for hit in hits if hit.record is SUBMISSION}
    redact(session, officer, SUBMISSION, sent, of_sent, code="personal")
    assert sent.marks["reasons"] == {"mark": "not_asked", "said": "[redacted: personal details] again"}
    revise(session, activity, sent, Cause.CORRECTION, by=officer, marks={"reasons": {"mark": "x", "said": "See Ann"}})
    assert "Ann" not in str(sent.marks)
    assert [place.key for place in places_of(record_named(session, "submission"), sent)] == [
        "answers.reasons",
        "marks.reasons.said",
    ]


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
