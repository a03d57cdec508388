"""Officers look through the library, keep questions in it, take copies, and remove what was kept."""

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.library.services import asked_now
from tests.factories import make_activity, make_consultation
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient


def test_questions_go_into_the_library_and_into_a_draft(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    page = f"/staff/activities/{activity.id}/library/keep"
    assert f'href="{page}"' in client.get(f"/staff/activities/{activity.id}/questions").text
    refused = client.post_form(page, {"name": "Kept words"})
    assert refused.status_code == 422
    assert "Select at least one question" in refused.text
    assert "Kept words" in refused.text
    kept = client.post_form(page, {"questions": "reasons", "name": "Why"})
    assert kept.status_code == 303
    assert "Tell us why." in client.get(kept.location).text
    code = kept.location.rsplit("/", 1)[-1]
    draft = make_activity(session, make_consultation(session, state=State.DRAFT))
    take = f"/staff/activities/{draft.id}/library"
    assert faults_of(parsed(client.get(take).text, is_page=True)) == []
    assert client.post_form(take, {}).status_code == 422
    seen = {"seen": asked_now(session, draft)}
    assert client.post_form(take, {"item": "standard-religion", **seen}).status_code == 422
    assert seen["seen"] in client.get(take).text
    assert client.post_form(take, {"item": code, **seen}).status_code == 303
    twice = client.post_form(take, {"item": code, **seen})
    assert twice.status_code == 409
    assert asked_now(session, draft) in twice.text
    assert f'href="{kept.location}"' in client.get(take).text
    assert "Nothing in the library" in client.get(f"{take}?q=zebra").text
    assert client.post_form(f"{kept.location}/remove").status_code == 303
    assert "Removed from the library" in client.get(take).text
    assert client.get(kept.location).status_code == 404


def test_harmonised_questions_are_searched_and_stay(client: FormClient, officer: Person) -> None:
    page = client.get("/staff/library?q=religion").text
    assert 'href="/staff/library/standard-religion"' in page
    assert "standard-sex" not in page
    assert "Census 2021" in client.get("/staff/library/standard-religion").text
    assert client.post_form("/staff/library/standard-religion/remove").status_code == 409
