"""Each page of the journey shows what was answered, and reads what is sent."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from tests.factories import make_activity, make_consultation
from tests.support.pages import parsed
from tests.support.web import FormClient


def test_an_optional_choice_can_be_taken_back(client: FormClient, session: Session, activity: Activity) -> None:
    place = f"/take-part/{activity.id}/question/position"
    client.post_form(f"/take-part/{activity.id}/start")
    client.post_form(place, {"position": "oppose"})
    page = client.get(place).text
    assert "Clear my answer" in page
    assert client.post_form(place, {"position": "oppose", "clear": "yes"}).location.endswith("/question/position")
    shown = parsed(client.get(place).text, is_page=True)
    assert not [item for item in shown.iter("input") if item.get("checked") is not None]
    about = client.get(f"/take-part/{activity.id}/question/about-you").text
    assert "Clear my choices on this page" in about
    assert "Clear" not in client.get(f"/take-part/{activity.id}/question/reasons").text


def test_what_must_be_answered_has_no_way_back_to_no_answer(client: FormClient, session: Session) -> None:
    one = {"key": "position", "kind": "scale", "label": "Now?", "scale": "support", "required": True}
    activity = make_activity(session, make_consultation(session), questions={"questions": [one]})
    client.post_form(f"/take-part/{activity.id}/start")
    assert "Clear my answer" not in client.get(f"/take-part/{activity.id}/question/position").text


def test_a_text_that_is_too_long_stays_on_the_page(client: FormClient, activity: Activity) -> None:
    client.post_form(f"/take-part/{activity.id}/start")
    refused = client.post_form(f"/take-part/{activity.id}/question/reasons", {"reasons": "y" * 100_001})
    assert refused.status_code == 422
    assert "Your answer to “Tell us why.” must be 100,000 characters or less. It has 100,001" in refused.text
    assert "y" * 100_001 in refused.text
