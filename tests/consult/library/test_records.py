"""Every text of kept questions is a place from which words can be taken."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.library.records import RECORDS
from consult.library.services import keep_questions
from consult.records.places import places_of
from tests.factories import make_actor


def test_the_places_of_kept_questions(session: Session, activity: Activity) -> None:
    kept = keep_questions(session, make_actor(session, Role.OFFICER), activity, ["position"], "Stand", "")
    (record,) = RECORDS
    keys = [place.key for place in places_of(record, kept)]
    assert keys[:3] == ["name", "note", "asked.questions.0.label"]
    assert "asked.questions.0.options.0.label" in keys
    assert record.consultation_id(session, kept) == activity.consultation_id
