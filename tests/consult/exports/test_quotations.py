"""What may be quoted is what the public can read already: read, published, and still counted."""

from sqlalchemy.orm import Session

from consult.consultations.models import State
from consult.desk.readings import record_reading
from consult.exports.quotations import quotable_texts
from consult.exports.services import publish_results
from consult.kernel.authz import Role
from tests.factories import make_activity, make_actor, make_consultation, make_submission


def test_only_comments_that_are_published_may_be_quoted(session: Session) -> None:
    consultation = make_consultation(session, state=State.CLOSED)
    activity, officer = make_activity(session, consultation), make_actor(session, Role.OFFICER)
    read, unread = (
        make_submission(session, activity, answers={"position": "oppose", "reasons": "No."}) for _ in range(2)
    )
    session.expire(consultation, ["activities"])
    record_reading(session, officer, read)
    assert quotable_texts(session, [read.id, unread.id]) == set()
    publish_results(session, officer, activity, with_comments=True)
    late = make_submission(session, activity, answers={"position": "oppose", "reasons": "Late."})
    assert quotable_texts(session, [read.id, unread.id, late.id]) == {(read.id, "answers.reasons")}
    assert quotable_texts(session, [unread.id]) == set()
