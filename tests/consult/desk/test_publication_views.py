"""One response is published, held back and decided anew from its page on the desk."""

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.submissions.models import Reading, Submission
from tests.factories import QUESTIONS, make_activity, make_consultation, make_submission
from tests.support.web import FormClient

ANSWERS = {"reasons": "We fear it.", "consent_to_publish": "named", "name_to_publish": "Newham Voices"}


@pytest.fixture
def asked(session: Session) -> Activity:
    """A closed consultation in which consent was asked."""
    consultation = make_consultation(session, state=State.CLOSED, slug="cameras")
    made = make_activity(session, consultation, questions={**QUESTIONS, "asks_consent": True})
    session.expire(consultation, ["activities"])
    return made


@pytest.fixture
def sent(session: Session, asked: Activity) -> Submission:
    """A response that may be published with a name."""
    return make_submission(session, asked, answers=ANSWERS)


def test_an_officer_publishes_holds_back_and_decides_anew(
    client: FormClient, session: Session, officer: Person, sent: Submission
) -> None:
    page = f"/staff/responses/{sent.id}"
    public = f"/consultations/cameras/responses/{sent.reference}"
    assert "Publish what it says" in client.get(page).text
    assert client.post_form(f"{page}/publish").status_code == 303
    assert "We fear it." in client.get(public).text
    assert session.query(Reading).count() == 1
    assert "Publish what it says" not in client.get(page).text
    refused = client.post_form(f"{page}/hold", {"code": "unlawful", "words": ""})
    assert refused.status_code == 422
    assert "Say why in your own words" in refused.text
    assert client.post_form(f"{page}/hold", {"code": "unlawful", "words": "A court forbade it."}).status_code == 303
    assert client.get(public).status_code == 404
    assert "A court forbade it." in client.get(page).text
    reference = client.get(f"/responses/{sent.reference}").text
    assert "Publishing it could break the law" in reference
    assert "A court forbade it." not in reference
    assert client.post_form(f"{page}/decide-again").status_code == 303
    assert "An officer decides after closing" in client.get(f"/responses/{sent.reference}").text


def test_what_may_not_be_published_is_not(
    client: FormClient, session: Session, officer: Person, asked: Activity
) -> None:
    refused = make_submission(session, asked, answers={**ANSWERS, "consent_to_publish": "no"})
    assert "does not let us publish it" in client.get(f"/staff/responses/{refused.id}").text
    assert client.post_form(f"/staff/responses/{refused.id}/publish").status_code == 409
    silent = make_submission(session, asked, answers={"reasons": "So."})
    assert 'id="publication"' not in client.get(f"/staff/responses/{silent.id}").text
