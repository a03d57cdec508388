"""The file of test answers is for officers, and is called what it is."""

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from tests.consult.journey.test_trials import send_one
from tests.support.web import FormClient


def test_officers_take_the_file(client: FormClient, session: Session, activity: Activity, officer: Person) -> None:
    send_one(session, activity)
    session.commit()
    page = f"/staff/activities/{activity.id}/test-answers"
    assert f"{page}/file" in client.get(page).text
    taken = client.post_form(f"{page}/file")
    assert (taken.status_code, taken.mimetype) == (200, "text/csv")
    assert "test-answers.csv" in taken.headers["Content-Disposition"]
    assert "TEST-1" in taken.text
