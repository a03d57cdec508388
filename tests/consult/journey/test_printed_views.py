"""The form to print is public while it can be sent, and for officers before."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from tests.factories import make_activity, make_consultation
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_everybody_gets_the_form_while_it_can_be_sent(client: FormClient, activity: Activity) -> None:
    page = client.get(f"/take-part/{activity.id}/form")
    assert page.status_code == 200
    assert "Do you support the proposal?" in page.text
    assert "Strongly oppose" in page.text
    assert "This form must reach us by" in page.text
    assert faults_of(parsed(page.text, is_page=True)) == []
    pdf = client.get(f"/take-part/{activity.id}/form.pdf")
    assert (pdf.status_code, pdf.content_type, pdf.data[:5]) == (200, "application/pdf", b"%PDF-")


def test_a_form_with_a_character_that_no_font_has_is_printed_from_the_browser(
    client: FormClient, activity: Activity
) -> None:
    activity.title = "Say what you think \U0010fffd"
    refused = client.get(f"/take-part/{activity.id}/form.pdf")
    assert refused.status_code == 409
    assert f'href="/take-part/{activity.id}/form"' in refused.text


@pytest.mark.parametrize(("state", "status"), [(State.DRAFT, 404), (State.CLOSED, 409)])
def test_before_and_after_only_officers_do(
    client: FormClient, session: Session, state: State, status: int, officer: Person, sign_in: SignIn
) -> None:
    activity = make_activity(session, make_consultation(session, state=state))
    stranger = client.application.test_client()
    for name in ("form", "form.pdf"):
        assert client.get(f"/take-part/{activity.id}/{name}").status_code == 200
        assert stranger.get(f"/take-part/{activity.id}/{name}").status_code == status
