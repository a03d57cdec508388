"""An officer asks, the lawyer answers on a page of her own, and the officer decides who reads it."""

import re
from collections.abc import Callable
from datetime import date

from consult.accounts.models import Person
from consult.kernel.authz import Role
from tests.consult.decisions.conftest import Case
from tests.factories import make_person
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_from_the_question_to_the_advice_that_the_public_reads(case: Case, client: FormClient, sign_in: SignIn) -> None:
    issue = case.answered()
    lawyer = make_person(case.session, Role.OFFICER, name="Ada Stone")
    case.session.commit()
    sign_in(client, case.officer_person)
    page = f"/staff/issues/{issue.id}"
    assert "Nobody was asked for advice" in client.get(page).text
    assert f"{page}/advice" in client.get(page).text
    day = {"due_on-day": "16", "due_on-month": "1", "due_on-year": str(date.today().year + 1)}
    asked = {"expertise": "lawyer", "adviser": str(lawyer.id), "about": "", "question": "May we do so?", **day}
    refused = client.post_form(f"{page}/advice", {**asked, "adviser": ""})
    assert refused.status_code == 422
    assert "May we do so?" in refused.text
    assert client.post_form(f"{page}/advice", asked).status_code == 303
    shown = client.get(page).text
    (address,) = set(re.findall(r"/staff/advice/\d+", shown))
    assert "Ada Stone" in shown
    desk = f"/staff/consultations/{case.consultation.slug}/decision"
    assert address in client.get(desk).text
    assert "still waits for advice" in client.get(f"{page}/answer").text
    assert client.post_form(address, {"said": "I may.", "version": "1"}).status_code == 403

    hers = FormClient(client.application)
    sign_in(hers, lawyer)
    assert address in hers.get("/waiting").text
    assert "May we do so?" in hers.get(address).text
    assert hers.post_form(address, {"said": " ", "version": "1"}).status_code == 422
    assert hers.post_form(address, {"said": "You may do so.", "version": "1"}).status_code == 303
    assert address not in hers.get("/waiting").text
    assert hers.post_form(address, {"said": "You may not.", "version": "2"}).status_code == 409

    assert "You may do so." in client.get(page).text
    preview = f"{desk}/preview"
    assert "You may do so." not in client.get(preview).text
    assert client.post_form(f"{address}/publish").status_code == 303
    assert "You may do so." in client.get(preview).text
    assert client.post_form(f"{address}/hide").status_code == 303
    assert "You may do so." not in client.get(preview).text


def test_publishing_without_the_advice_says_so_and_needs_a_reason(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    issue = case.answered()
    case.write()
    case.session.commit()
    sign_in(client, case.officer_person)
    asked = {"expertise": "expert", "adviser": str(case.officer_person.id), "question": "Is it so?"}
    day = {"due_on-day": "16", "due_on-month": "1", "due_on-year": str(date.today().year + 1)}
    client.post_form(f"/staff/issues/{issue.id}/advice", {**asked, **day})
    page = f"/staff/consultations/{case.consultation.slug}/decision/publish"
    assert "1 issue still waits for advice" in client.get(page).text
    assert client.post_form(page).status_code == 422
    shown = client.get(f"/staff/issues/{issue.id}").text
    (address,) = set(re.findall(r"/staff/advice/\d+", shown))
    assert client.post_form(f"{address}/take-back").status_code == 303
    assert client.get(address).status_code == 404
    assert client.post_form(page).status_code == 303
