"""Every free text of a response is declared, with what stands on its original and what it said before."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.records.places import places_of, record_named
from consult.records.redactions import redact
from consult.records.search import hits_in_row
from consult.submissions.models import Cause
from consult.submissions.records import EARLIER, SUBMISSION
from consult.submissions.revision import revise
from tests.factories import make_actor, make_submission


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
