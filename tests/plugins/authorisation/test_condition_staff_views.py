"""Officers enter what was asked for and what was found of it, and nothing that they typed is lost."""

from collections.abc import Callable

from sqlalchemy import select

from consult.accounts.models import Person
from consult.kernel.authz import Role
from plugins.authorisation.condition_models import ConditionList, Status
from tests.factories import make_person
from tests.plugins.authorisation.conftest import Desk, make_condition, make_list, note
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
HOME = "/staff/authorisation/conditions"


def _day(name: str, year: int = 2023) -> dict[str, str]:
    return {f"{name}-day": "5", f"{name}-month": "4", f"{name}-year": str(year)}


ASKED = {
    "title": "Safeguards",
    "asked_by": "The council",
    "source": "Minutes",
    "applies_to": "area",
    **_day("asked_on"),
}
FOUND = {"status": "met", "reason": "It is so.", "evidence": "", "typed": "", **_day("found_on")}


def test_conditions_are_entered_and_answered(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, make_person(desk.session, Role.OFFICER))
    assert client.post_form(f"{HOME}/new", ASKED).status_code == 303
    found = desk.session.scalars(select(ConditionList)).one()
    sent = {"topic": "signs", "text": "Signs at each entrance.", "version": "0"}
    assert client.post_form(f"{HOME}/{found.id}/conditions/new", sent).status_code == 303
    (condition,) = found.conditions
    assert "Signs at each entrance." in client.get(f"{HOME}/findings/{condition.id}").text
    of_it = {**FOUND, "typed": desk.opened().number, "version": "0"}
    assert client.post_form(f"{HOME}/findings/{condition.id}", of_it).status_code == 303
    page = client.get(f"/authorisation/conditions/{found.number}").text
    assert "It is so." in page
    assert "Operation Example" in page
    assert client.post_form(f"{HOME}/{found.id}/withdraw", {"reason": "Asked for anew."}).status_code == 303
    assert "Asked for anew." in client.get(f"/authorisation/conditions/{found.number}").text
    late = client.post_form(f"{HOME}/findings/{condition.id}", {**FOUND, "reason": "Late words.", "version": "1"})
    assert late.status_code == 409
    assert "Late words." in late.text


def test_conditions_are_answered_on_the_page_of_their_case(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    case = desk.opened()
    found = make_list(desk.session, case=case)
    first, second = make_condition(desk.session, found), make_condition(desk.session, found, "Signs.")
    home = f"/staff/authorisation/cases/{case.id}"
    sign_in(client, make_person(desk.session, Role.OFFICER))
    page = client.get(home).text
    for condition in (first, second):
        answer = f"{HOME}/findings/{condition.id}?case={case.id}"
        assert f'action="{answer}"' in page
        assert page.count(f'id="reason-{condition.id}"') == 1
        assert f'for="reason-{condition.id}"' in page
    assert client.post_form(answer, {**FOUND, "reason": "", "version": "0"}).status_code == 422
    saved = client.post_form(answer, {**FOUND, "version": "0"})
    assert saved.location == f"{home}#asked"
    assert second.newest is not None
    assert second.newest.status is Status.MET
    entered = client.get(f"{HOME}/new?case={case.number}").text
    assert f'value="{case.number}"' in entered


def test_the_police_read_what_was_asked_and_answer_nothing(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    case = desk.opened()
    condition = make_condition(desk.session, make_list(desk.session, case=case))
    sign_in(client, desk.superintendent_person)
    page = client.get(f"/staff/authorisation/cases/{case.id}").text
    assert condition.text in page
    assert "/findings/" not in page


def test_ward_and_number_stand_inside_the_choice_that_needs_them(
    desk: Desk, client: FormClient, sign_in: SignIn
) -> None:
    sign_in(client, make_person(desk.session, Role.OFFICER))
    page = client.get(f"{HOME}/new").text
    for name in ("ward", "case_number"):
        assert page.count(f'name="{name}"') == 1
    assert page.count("govuk-radios__conditional") == 2
    due = client.post_form(f"{HOME}/new", {**ASKED, **_day("answer_by", 2022)})
    assert (due.status_code, "must not be before the conditions were asked for" in due.text) == (422, True)
    assert client.post_form(f"{HOME}/new", {**ASKED, **_day("answer_by", 2030)}).status_code == 303
    found = desk.session.scalars(select(ConditionList)).one()
    assert "Answer asked for by" in client.get(f"/authorisation/conditions/{found.number}").text


def test_of_two_officers_the_second_sees_both_texts(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, make_person(desk.session, Role.OFFICER))
    condition = make_condition(desk.session, make_list(desk.session))
    note(desk.session, condition, Status.REFUSED, reason="They answered no.")
    sent = client.post_form(f"{HOME}/findings/{condition.id}", {**FOUND, "reason": "All is well.", "version": "0"})
    assert sent.status_code == 409
    assert "They answered no." in sent.text
    assert "All is well." in sent.text
    assert len(condition.findings) == 1


def test_what_it_is_asked_of_must_be_there(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, make_person(desk.session, Role.OFFICER))
    for wrong, words in (
        ({"applies_to": "ward"}, "Enter the ward"),
        ({"applies_to": "case", "case_number": "A-1999-001"}, "There is no case of this number"),
        ({"typed": "R1999-001"}, "Line 1"),
        ({"typed": f"{desk.opened().number}\n{desk.opened().number}"}, "Enter one reference"),
        (_day("asked_on", 2030), "The day must be today or in the past"),
    ):
        sent = client.post_form(f"{HOME}/new", {**ASKED, "title": "My words", **wrong})
        assert sent.status_code == 422, wrong
        assert words in sent.text
        assert "My words" in sent.text
    assert desk.session.scalars(select(ConditionList)).all() == []
    case = desk.opened()
    assert (
        client.post_form(f"{HOME}/new", {**ASKED, "applies_to": "case", "case_number": case.number}).status_code == 303
    )
    assert desk.session.scalars(select(ConditionList)).one().case is case


def test_the_police_enter_none(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, desk.superintendent_person)
    assert client.post_form(f"{HOME}/new", ASKED).status_code == 403
