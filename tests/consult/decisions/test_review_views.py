"""An officer says in the browser whether a decision did what was meant, and everybody reads it."""

from collections.abc import Callable

from consult.accounts.models import Person
from tests.consult.decisions.conftest import Case
from tests.consult.decisions.test_reviews import promised
from tests.support.web import FormClient


def test_what_was_promised_and_what_was_found_are_on_the_page_of_the_outcome(
    case: Case, client: FormClient, sign_in: Callable[[FormClient, Person], None]
) -> None:
    promised(case)
    case.session.commit()
    outcome = f"/consultations/{case.consultation.slug}/outcome"
    page = f"/staff/consultations/{case.consultation.slug}/decision/review"
    shown = client.get(outcome).text
    assert "look at this decision again on 16 January 2027" in shown
    assert page not in shown
    sign_in(client, case.officer_person)
    assert page in client.get(outcome).text
    assert client.post_form(page, {"verdict": "yes"}).status_code == 422
    found = {"verdict": "partly", "outcome": "Half of the letters came."}
    assert client.post_form(page, found).status_code == 303
    assert client.post_form(page, {**found, "outcome": "None came."}).status_code == 409
    shown = client.get(outcome).text
    assert "It did part of what was meant" in shown
    assert "Half of the letters came." in shown
