"""What officers see of what was taken out."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.records.queries import redactions_of
from consult.records.redactions import undo
from tests.factories import actor_for, make_actor, make_person, make_submission
from tests.support.redaction import redact


def test_each_is_told_with_how_much_why_by_whom_and_who_put_it_back(session: Session, activity: Activity) -> None:
    person, other = make_person(session, Role.OFFICER), make_person(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"reasons": "Ann and Ann and Bob"})
    first = redact(session, actor_for(session, person), activity, sent, question="reasons", passage="ann")
    redact(session, actor_for(session, person), activity, sent, question="reasons", passage="bob", code="abuse")
    undo(session, actor_for(session, other), first)
    two, one = redactions_of(session, "submission", str(sent.id))
    assert (two.amount, two.reason, two.by, two.undone_by) == (
        "2 passages",
        "personal details",
        person.name,
        other.name,
    )
    assert (one.amount, one.reason, one.redaction.undone_at) == ("1 passage", "abuse", None)
    assert redactions_of(session, "submission", "0") == []
    assert make_actor(session, Role.OFFICER).person_id is not None
