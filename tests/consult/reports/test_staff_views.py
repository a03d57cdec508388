"""Officers choose sections, look at the report, and a second one publishes it."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel.authz import Role
from tests.consult.reports.conftest import WORDS, Told
from tests.factories import make_person
from tests.support.web import FormClient

PLACE = "/staff/consultations/cameras/report"
SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def change_officer(client: FormClient, session: Session, sign_in: SignIn) -> Callable[[], None]:
    """`change_officer()` lets another officer sit down."""
    return lambda: sign_in(client, make_person(session, Role.OFFICER))


def test_one_officer_asks_and_another_publishes(
    told: Told, client: FormClient, change_officer: Callable[[], None]
) -> None:
    assert told.consultation.slug == "cameras"
    change_officer()
    assert WORDS in client.get(f"{PLACE}/preview?section=themes").text
    assert client.get(f"{PLACE}/preview?section=nothing").status_code == 404
    assert client.post_form(PLACE, {"sections": ["method", "themes"]}).status_code == 303
    assert "Take the request back" in client.get(PLACE).text
    change_officer()
    page = client.get(PLACE).text
    assert WORDS in page
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen is not None
    assert client.post_form(f"{PLACE}/publish", {"seen": "other"}).status_code == 409
    assert client.post_form(f"{PLACE}/publish", {"seen": seen[1]}).status_code == 303
    assert client.post_form(f"{PLACE}/drop", {}).status_code == 303
    assert "Preview the report with all sections" in client.get(PLACE).text


def test_a_report_without_sections_is_refused(
    told: Told, client: FormClient, change_officer: Callable[[], None]
) -> None:
    assert told.consultation.slug == "cameras"
    change_officer()
    answer = client.post_form(PLACE, {"sections": []})
    assert answer.status_code == 422
    assert "Select at least one section" in answer.text
