"""Who may handle what is on the record."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role, nobody
from consult.records.places import record_named
from consult.records.policies import PERMISSIONS, may_handle
from tests.factories import make_actor, make_submission


def test_staff_handle_records_as_far_as_the_record_lets_them(session: Session, activity: Activity) -> None:
    record, sent = record_named(session, "submission"), make_submission(session, activity)
    officer, auditor = make_actor(session, Role.OFFICER), make_actor(session, Role.AUDITOR)
    assert PERMISSIONS["records.handle"].allows(officer, (record, sent))
    assert not PERMISSIONS["records.handle"].allows(auditor, (record, sent))
    assert PERMISSIONS["records.desk"].allows(auditor)
    assert not may_handle.allows(officer, (type("R", (), {"rule": nobody}), sent))


def test_a_sealed_original_is_for_officers_alone(session: Session) -> None:
    assert PERMISSIONS["records.open_original"].allows(make_actor(session, Role.OFFICER))
    assert not PERMISSIONS["records.open_original"].allows(make_actor(session, Role.ADMINISTRATOR))
