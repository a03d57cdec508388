"""Officers hear of a closing once, again when it is put off, and never of what is far away."""

from datetime import timedelta

from sqlalchemy.orm import Session

from consult.consultations.closing_alerts import alert_before_closing
from consult.consultations.models import Activity, State
from consult.jobs.models import Job
from consult.kernel import clock
from consult.kernel.authz import Role
from tests.factories import make_consultation, make_person, make_submission
from tests.support.mail import written_mail


def test_each_officer_is_told_once_for_each_closing_date(session: Session, activity: Activity) -> None:
    officer = make_person(session, Role.OFFICER)
    make_person(session, Role.OFFICER, is_active=False)
    make_person(session, Role.COUNCILLOR)
    made = activity.consultation
    make_consultation(session, state=State.OPEN).closes_at = clock.now() + timedelta(days=30)
    make_submission(session, activity)
    made.closes_at = clock.now() + timedelta(days=2)
    session.flush()
    version = made.version
    alert_before_closing(session, Job())
    alert_before_closing(session, Job())
    (letter,) = written_mail(session)
    assert letter.to == officer.email
    assert "1 response has come in." in letter.body
    assert f"/staff/consultations/{made.slug}" in letter.body
    session.refresh(made)
    assert made.version == version
    made.closes_at = clock.now() + timedelta(days=2, hours=5)
    session.flush()
    alert_before_closing(session, Job())
    assert len(written_mail(session)) == 2
