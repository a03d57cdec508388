"""Officers save a template, find it in the list, begin a draft with it, and remove it."""

import re

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from tests.support.web import FormClient


def test_a_template_is_saved_used_and_removed(
    client: FormClient, session: Session, activity: Activity, officer: Person
) -> None:
    desk = f"/staff/consultations/{activity.consultation.slug}"
    assert f'href="{desk}/template"' in client.get(desk).text
    assert "Enter a name" in client.post_form(f"{desk}/template", {"name": ""}).text
    saved = client.post_form(f"{desk}/template", {"name": "Cameras", "description": "For cameras."})
    assert saved.status_code == 303
    listed = client.get(saved.location).text
    assert "For cameras." in listed
    assert activity.title in listed
    assert 'href="/staff/templates"' in client.get("/staff/consultations").text
    (page,) = re.findall(r'href="(/staff/templates/\d+)"', listed)
    assert client.post_form(page, {"title": ""}).status_code == 422
    begun = client.post_form(page, {"title": "Ask again"})
    assert begun.status_code == 303
    assert begun.location.endswith("/staff/consultations/ask-again")
    assert client.post_form(f"{page}/remove").status_code == 303
    assert client.get(page).status_code == 404
