"""What officers see of tests, and how they clear them."""

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.journey.trial_desk_views import SHOWN
from consult.journey.trials import count_trials
from tests.consult.journey.test_trials import send_one
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient


def test_officers_read_tests_in_words_and_clear_them(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    base = f"/staff/activities/{activity.id}/test-answers"
    desk = f"/staff/consultations/{activity.consultation.slug}"
    assert "There are none." in client.get(base).text
    assert "test answer" not in client.get(desk).text
    send_one(session, activity, tester_id=officer.id)
    send_one(session, activity)
    shown = client.get(base).text
    assert faults_of(parsed(shown, is_page=True)) == []
    assert [words in shown for words in ("A secret of a tester", f"Sent by {officer.name}.", "by a link")] == [True] * 3
    assert ("They are no responses and count nowhere." in shown, "changed since" in shown) == (True, False)
    assert f"2 test answers for “{activity.title}”" in client.get(desk).text
    asked = client.get(f"{base}/clear").text
    assert "2 test answers were sent." in asked
    assert count_trials(session, activity.id) == 2
    assert client.post_form(f"{base}/clear").location == base
    assert "2 test answers were deleted." in client.get(base).text
    assert count_trials(session, activity.id) == 0


def test_the_newest_are_shown_and_the_page_says_so(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    for _ in range(SHOWN + 1):
        send_one(session, activity)
    shown = client.get(f"/staff/activities/{activity.id}/test-answers").text
    assert f"These are the newest {SHOWN} of {SHOWN + 1}." in shown
    assert shown.count("A secret of a tester") == SHOWN
