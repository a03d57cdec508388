"""Everybody reads every version of the rules with its source; an administrator enters a later one."""

from collections.abc import Callable

from consult.accounts.models import Person
from consult.kernel.authz import Role
from plugins.authorisation.presentation import plan_rows
from tests.factories import make_person
from tests.plugins.authorisation.conftest import Desk
from tests.support.web import FormClient


def test_everybody_reads_the_rules_of_each_time_and_a_case_links_to_its_own(desk: Desk, client: FormClient) -> None:
    page = client.get("/authorisation/rules").text
    for words in (
        "It never authorises anything",
        "2.7(b)",
        "deployment grid 2020 to 2022",
        "In force from 17 September",
    ):
        assert words in page
    case = desk.opened()
    assert f'href="/authorisation/rules#{case.regime.code}"' in client.get(f"/authorisation/cases/{case.number}").text
    said = dict(plan_rows(case))["Rules"]
    assert said.startswith("Use cases since September 2024, version 2024-09 (Metropolitan Police")


def test_an_administrator_enters_a_later_version_on_a_page(
    desk: Desk, client: FormClient, sign_in: Callable[[FormClient, Person], None]
) -> None:
    assert "Enter a later version" not in client.get("/authorisation/rules").text
    sign_in(client, make_person(desk.session, Role.ADMINISTRATOR))
    assert "Enter a later version" in client.get("/authorisation/rules").text
    assert "Rank in urgent cases" in client.get("/staff/authorisation/rules/import").text
