"""A survey that asks for a photo, and how a browser sends one."""

import io
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.consultations.models import Activity, State
from consult.kernel import clock
from consult.kernel.authz import Role
from plugins.survey import services
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_actor, make_consultation
from tests.support.documents import picture
from tests.support.web import FormClient

PHOTO = {"id": "i_photo", "key": "photo", "kind": "file", "label": {"en-GB": "Add a photo of the place"}}
PLACE = {"id": "i_place", "key": "place", "kind": "short_text", "label": {"en-GB": "Which place is it?"}}
SHOWN = {"id": "i_shown", "key": "shown", "kind": "short_text", "label": {"en-GB": "What does it show?"}}
ASKED: dict[str, Any] = {
    "schema": "survey/1",
    "sections": [
        {
            "id": "s1",
            "pages": [
                {"id": "p1", "items": [PLACE]},
                {"id": "p2", "items": [PHOTO]},
                {"id": "p3", "items": [SHOWN], "show_if": {"q": "photo", "op": "answered"}},
            ],
        }
    ],
    "settings": {"asks_area": False, "asks_about_you": False},
}


def survey_with_photo(session: Session, definition: dict[str, Any] | None = None) -> Activity:
    """Return a survey that asks for a photo, in a consultation that is open."""
    begun = clock.now() - timedelta(days=7)
    activity = make_activity(session, make_consultation(session, state=State.DRAFT, opens_at=begun), "survey")
    officer = make_actor(session, Role.OFFICER)
    services.change_draft(session, officer, activity, lambda _draft: read_definition(definition or ASKED))
    seen = find_draft(session, activity.id).as_seen
    services.publish(session, officer, activity, seen=seen, public_note="We listened.")
    activity.consultation.state = State.OPEN
    session.flush()
    return activity


def begin(client: FormClient, activity: Activity) -> str:
    """Begin to answer on a device, and return the address of the page that asks for the photo."""
    place = client.post_form(f"/take-part/{activity.id}/start").location
    client.post_form(place, {"place": "The library"})
    return f"/take-part/{activity.id}/file/p2"


def send_file(
    client: FormClient, place: str, content: bytes | None = None, name: str = "IMG_1234.jpg", **more: Any
) -> TestResponse:
    """Send a file from its page."""
    given = {**more, "file": (io.BytesIO(picture() if content is None else content), name)}
    response: TestResponse = client.post_form(place, given, content_type="multipart/form-data")
    return response
