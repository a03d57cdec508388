"""The applicant prepares a case in the browser, and nothing that was typed is lost."""

from collections.abc import Callable

from sqlalchemy import select

from consult.accounts.models import Person
from consult.kernel.authz import Role
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from tests.factories import make_person
from tests.plugins.authorisation.conftest import Desk
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
DAY = {"-day": "1", "-month": "2", "-year": "2027"}


def _day(name: str) -> dict[str, str]:
    return {f"{name}{part}": value for part, value in DAY.items()}


def test_a_case_is_opened_and_filled_in(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, desk.applicant_person)
    assert client.post_form("/staff/authorisation/cases/new", {"operation": "Example"}).status_code == 303
    case = desk.session.scalars(select(Case)).one()
    home = f"/staff/authorisation/cases/{case.id}"
    assert "The case names no place." in client.get(home).text
    number = str(desk.evidence.consultation.id)
    for page, given in (
        ("sections/aim", {"text": "To find people."}),
        ("documents/new", {"kind": "eia", "label": "1.0", **_day("dated_on"), **_day("review_on")}),
        (
            "sources/new",
            {"summary": "Reports.", "reliability": "1", "assessment": "a", **_day("from_on"), **_day("to_on")},
        ),
        ("foundations", {"consultations": number, "typed": ""}),
    ):
        assert client.post_form(f"{home}/{page}", given).status_code == 303, page
    shown = client.get(home).text
    for words in ("To find people.", "Equality impact assessment", "Reports.", desk.evidence.consultation.title):
        assert words in shown


def test_an_exemption_needs_a_date_in_the_future(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, desk.applicant_person)
    refused = client.post_form("/staff/authorisation/cases/new", {"operation": "Example", "exemption": "s31"})
    assert refused.status_code == 422
    assert "Enter from when this is public" in refused.text
    late = {
        "operation": "Example",
        "exemption": "s31",
        "public_from-day": "1",
        "public_from-month": "1",
        "public_from-year": "2020",
    }
    assert "must be in the future" in client.post_form("/staff/authorisation/cases/new", late).text
    assert desk.session.scalars(select(Case)).all() == []


def test_a_wrong_reference_is_named_and_what_was_typed_stays(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    case = desk.opened()
    sign_in(client, desk.applicant_person)
    refused = client.post_form(f"/staff/authorisation/cases/{case.id}/foundations", {"typed": "nothing-here"})
    assert refused.status_code == 422
    assert "Line 1: nothing-here is not the reference of anything" in refused.text


def test_a_case_with_the_officer_cannot_be_changed(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    case = desk.brought_to(State.REVIEW)
    sign_in(client, desk.applicant_person)
    assert client.get(f"/staff/authorisation/cases/{case.id}/plan").status_code == 409
    assert client.get(f"/staff/authorisation/cases/{case.id}/sections/none").status_code == 404
    assert client.get(f"/staff/authorisation/cases/{case.id}/foundations/0/drop").status_code == 409


def test_council_officers_read_no_intelligence(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    case = desk.opened()
    home = f"/staff/authorisation/cases/{case.id}"
    for role, may_read in ((Role.OFFICER, False), (Role.AUDITOR, True)):
        sign_in(client, make_person(desk.session, role))
        assert ("About intelligence." in client.get(home).text) is may_read
        assert ("Sources of the intelligence case" in client.get(home).text) is may_read
    assert case.number in client.get("/staff/authorisation/").text
