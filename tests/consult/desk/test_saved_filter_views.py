"""Keeping a filter from the list, finding it above the list, and forgetting it."""

import re

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from tests.factories import make_submission
from tests.support.web import FormClient


def test_a_filter_is_kept_used_and_forgotten(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    make_submission(session, activity)
    desk = f"/staff/activities/{activity.id}/responses"
    assert client.post_form(f"{desk}/filters", {"name": "Nothing asked"}).status_code == 422
    assert client.post_form(f"{desk}/filters?channel=paper&unread=1", {"name": "On paper"}).status_code == 303
    (link,) = re.findall(r'href="([^"]*)">On paper</a>', client.get(desk).text)
    assert "No response fits." in client.get(link.replace("&amp;", "&")).text
    (remove,) = re.findall(r'action="([^"]*/filters/\d+/remove)"', client.get(f"{desk}/filters").text)
    assert client.post_form(remove).status_code == 303
    assert "On paper" not in client.get(desk).text
