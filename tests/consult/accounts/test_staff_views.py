"""The pages on which administrators look after people."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.invitations import invite
from consult.accounts.models import Invitation, Person
from consult.kernel.authz import SYSTEM, Role
from consult.mail.models import MailMessage
from tests.factories import XSS, make_organisation, make_person
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def administrator(client: FormClient, session: Session, sign_in: SignIn) -> Person:
    """An administrator, signed in."""
    person = make_person(session, Role.ADMINISTRATOR, name="Ada Administrator")
    sign_in(client, person)
    return person


@pytest.mark.usefixtures("administrator")
def test_people_are_found_by_name_address_role_and_standing(client: FormClient, session: Session) -> None:
    make_person(session, Role.COUNCILLOR, name="Carla Councillor", email="carla@people.example")
    make_person(session, Role.OFFICER, name="Otto Officer", email="otto@people.example")
    make_person(session, Role.OFFICER, name="Olga Gone", is_active=False)
    make_person(session, Role.GROUP_MEMBER, name="Greta Group")

    def names(**query: str) -> set[str]:
        return set(re.findall(r'people/\d+">([^<]+)</a>', client.get("/staff/people", query_string=query).text))

    assert names() == {"Ada Administrator", "Carla Councillor", "Otto Officer", "Greta Group"}
    assert names(q="CARLA") == {"Carla Councillor"}
    assert names(q="otto@") == {"Otto Officer"}
    assert names(q="%") == set()
    assert names(role="officer") == {"Otto Officer"}
    assert names(role="officer", standing="all") == {"Otto Officer", "Olga Gone"}
    assert names(standing="closed") == {"Olga Gone"}
    assert names(role="group_member") == {"Greta Group"}


@pytest.mark.usefixtures("administrator")
def test_a_long_list_is_turned_page_by_page_without_loss(client: FormClient, session: Session) -> None:
    for number in range(120):
        make_person(session, name=f"Twin {number % 60:03}")
    url, seen = "/staff/people?q=twin&standing=active", []
    while url:
        page = client.get(url).text
        seen += re.findall(r'people/(\d+)">', page)
        found = re.search(r'href="\?([^"]*)" rel="next"', page)
        url = f"/staff/people?{found[1].replace('&amp;', '&')}" if found else ""
    assert len(seen) == len(set(seen)) == 120


@pytest.mark.usefixtures("administrator")
def test_a_list_costs_as_many_queries_with_many_people_as_with_few(
    client: FormClient, session: Session, count_queries: Callable[..., object]
) -> None:
    def cost() -> int:
        with count_queries() as statements:  # type: ignore[attr-defined]
            client.get("/staff/people")
        return len(statements)

    make_person(session, Role.OFFICER)
    few = cost()
    for _ in range(30):
        make_person(session, Role.OFFICER, Role.GROUP_MEMBER)
    assert cost() == few


def test_roles_are_saved_and_the_last_administrator_stays(
    client: FormClient, session: Session, administrator: Person
) -> None:
    person = make_person(session, Role.COUNCILLOR)
    path = f"/staff/people/{person.id}/roles"
    assert 'value="councillor" checked' in client.get(path).text
    assert client.post_form(path, {"roles": ["officer", "auditor"]}).status_code == 303
    assert set(person.roles) == {Role.OFFICER, Role.AUDITOR}
    assert client.post_form(path, {"roles": ["group_member"]}).status_code == 422
    refused = client.post_form(f"/staff/people/{administrator.id}/roles", {"roles": ["officer"]})
    assert refused.status_code == 422
    assert "only administrator" in refused.text
    assert Role.ADMINISTRATOR in administrator.roles


def test_an_account_is_closed_after_asking_and_can_be_opened_again(
    client: FormClient, session: Session, administrator: Person
) -> None:
    person = make_person(session, name="Otto Officer")
    assert "Close the account of Otto Officer?" in client.get(f"/staff/people/{person.id}/close").text
    assert person.is_active
    assert client.post_form(f"/staff/people/{person.id}/close").status_code == 303
    assert "Open this account again" in client.get(f"/staff/people/{person.id}").text
    assert client.post_form(f"/staff/people/{person.id}/open").status_code == 303
    assert "Close this account" in client.get(f"/staff/people/{person.id}").text
    assert client.post_form(f"/staff/people/{administrator.id}/close").status_code == 409
    assert "Close this account" not in client.get(f"/staff/people/{administrator.id}").text


@pytest.mark.usefixtures("administrator")
def test_somebody_is_invited_and_the_invitation_cancelled(client: FormClient, session: Session) -> None:
    form = {"email": "New@people.example", "name": "", "role": "officer"}
    assert client.post_form("/staff/people/invite", {"email": "new", "role": ""}).status_code == 422
    assert client.post_form("/staff/people/invite", {**form, "role": "group_member"}).status_code == 422
    assert client.post_form("/staff/people/invite", form).location == "/staff/people/invitations"
    assert len(session.scalars(select(MailMessage)).all()) == 1
    page = client.get("/staff/people/invitations").text
    assert "new@people.example" in page
    assert "Ada Administrator" in page
    cancel = re.search(r'action="([^"]+/cancel)"', page)
    assert cancel is not None
    assert client.post_form(cancel[1]).status_code == 303
    assert session.scalars(select(Invitation)).all() == []
    assert client.post_form(cancel[1]).status_code == 404


@pytest.mark.usefixtures("administrator")
def test_the_list_of_invitations_does_not_give_their_links_away(client: FormClient, session: Session) -> None:
    secret = invite(session, SYSTEM, email="new@people.example", role=Role.OFFICER).rsplit("/", 1)[-1]
    assert secret not in client.get("/staff/people/invitations").text


@pytest.mark.usefixtures("administrator")
def test_pages_are_sound_html_and_show_markup_as_text(client: FormClient, session: Session) -> None:
    person = make_person(session, Role.OFFICER, Role.GROUP_MEMBER, xss=True)
    make_organisation(session, members=[person], xss=True)
    invite(session, SYSTEM, email="new@people.example", role=Role.OFFICER)
    for path in ("", "/invite", "/invitations", f"/{person.id}", f"/{person.id}/roles", f"/{person.id}/close"):
        answer = client.get(f"/staff/people{path}")
        assert answer.status_code == 200, path
        assert XSS not in answer.text
        assert faults_of(parsed(answer.text, is_page=True)) == [], path


@pytest.mark.usefixtures("administrator")
def test_an_address_nobody_has_is_not_found(client: FormClient) -> None:
    for path in (
        "/staff/people/0",
        f"/staff/people/{'9' * 40}",
        "/staff/groups/0",
        "/invitations-x",
        "/staff/people/x",
    ):
        assert client.get(path).status_code == 404
    for secret in ("%00", "x" * 64, "%F0%9F%98%80"):
        assert client.post_form(f"/staff/people/invitations/{secret}/cancel").status_code == 404
    assert client.get(f"/staff/people?after={'9' * 40}&q=%00").status_code == 200
    for name in ("role", "standing"):
        assert client.get(f"/staff/people?{name}=%00").status_code == 422


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_may_look_after_people(client: FormClient, session: Session, sign_in: SignIn, role: Role) -> None:
    person = make_person(session, role)
    sign_in(client, person)
    assert client.get("/staff/people").status_code == 403
    assert client.get(f"/staff/people/{person.id}").status_code == 403
    assert client.post_form(f"/staff/people/{person.id}/roles", {"roles": ["administrator"]}).status_code == 403
    assert client.post_form("/staff/people/invite", {"email": "a@b.example", "role": "officer"}).status_code == 403
