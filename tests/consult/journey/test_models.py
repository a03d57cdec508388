"""Links to a preview, and who may answer once: what the database itself refuses."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.journey.models import Access, Admission, AdmissionRule
from tests.factories import make_activity, make_consultation


@pytest.mark.parametrize(("key", "has_ended"), [(b"sealed", True), (None, False)])
def test_a_key_is_there_until_the_end_and_no_longer(session: Session, key: bytes | None, has_ended: bool) -> None:
    activity = make_activity(session, make_consultation(session))
    session.add(AdmissionRule(activity_id=activity.id, access=Access.INVITED, key=key, has_ended=has_ended))
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize("subject", ["person:7", "somebody@newham.example"])
def test_nobody_stands_in_the_list_by_name(session: Session, subject: str) -> None:
    activity = make_activity(session, make_consultation(session))
    session.add(Admission(id="a" * 32, activity_id=activity.id, subject_hash=subject))
    with pytest.raises(IntegrityError):
        session.flush()
