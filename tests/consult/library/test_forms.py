"""The forms of the library offer what is there."""

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from tests.support.web import FormClient


def test_what_is_asked_and_what_the_library_holds_are_offered(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    kept = client.get(f"/staff/activities/{activity.id}/library/keep").text
    assert [f'value="{key}"' in kept for key in ("position", "reasons", "consent_to_publish")] == [True, True, False]
    held = client.get(f"/staff/activities/{activity.id}/library").text
    assert 'value="standard-religion"' in held
    assert "What is your religion?" in held
