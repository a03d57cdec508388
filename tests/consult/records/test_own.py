"""What may not be public is taken out of corrections too, which are found with what they correct."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Override
from consult.kernel.authz import Role
from consult.kernel.clock import now
from consult.records.corrections import correct
from consult.records.places import record_named
from consult.records.search import hits_in_consultation, hits_in_row
from tests.factories import make_actor


def test_words_of_a_correction_are_found_beside_its_row(session: Session, activity: Activity) -> None:
    row = Override(consultation_id=activity.consultation_id, check="length", reason="Short", made_at=now())
    session.add(row)
    session.flush()
    officer, record = make_actor(session, Role.OFFICER), record_named(session, "consultation_override")
    made = correct(session, officer, record, row, "reason", says="Because Ann asked", reason="Ann told us", seen=0)
    here = hits_in_row(session, officer, record, row, "ann")
    assert [(hit.record.table, hit.place.key) for hit in here] == [
        ("record_correction", "says"),
        ("record_correction", "reason"),
    ]
    assert [hit.key for hit in hits_in_consultation(session, officer, activity.consultation_id, "ann")] == [
        hit.key for hit in here
    ]
    own = record_named(session, "record_correction")
    assert own.consultation_id(session, made) == activity.consultation_id
