"""The pages on which officers look after community groups."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Invitation, Organisation, Person
from consult.accounts.verification import wait_for_officer
from consult.kernel.authz import Role
from tests.factories import XSS, make_organisation, make_person
from tests.support.mail import written_mail
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: SignIn) -> Person:
    """An officer, signed in."""
    person = make_person(session, Role.OFFICER, name="Otto Officer")
    sign_in(client, person)
    return person


def test_a_group_is_added_verified_and_the_verification_withdrawn(
    client: FormClient, session: Session, officer: Person
) -> None:
    wrong = client.post_form("/staff/groups/new", {"name": "Newham Mums", "represents": "many", "basis": "We meet."})
    assert wrong.status_code == 422
    assert "We meet." in wrong.text
    filled = {"name": "Newham Mums", "kind": "faith", "represents": "40", "basis": "We meet."}
    added = client.post_form("/staff/groups/new", filled)
    group = session.scalars(select(Organisation)).one()
    assert added.location == f"/staff/groups/{group.id}"
    assert client.post_form("/staff/groups/new", {"name": "newham mums"}).status_code == 422
    assert client.post_form(f"{added.location}/verify").status_code == 422
    ground = {"ground": "Met its committee.", "document": "Constitution of 4 May 2024"}
    assert client.post_form(f"{added.location}/verify", ground).status_code == 303
    shown = client.get(added.location).text
    assert [words in shown for words in (*ground.values(), "Faith group")] == [True, True, True]
    edited = {**filled, "name": "Newham Parents", "version": str(group.version)}
    assert client.post_form(f"{added.location}/edit", edited).status_code == 303
    assert group.name == "Newham Parents"
    assert client.post_form(f"{added.location}/edit", {**edited, "name": "Older page"}).status_code == 409
    assert group.verified_by_id == officer.id
    assert "by Otto Officer" in client.get(added.location).text
    assert client.post_form(f"{added.location}/withdraw-verification").status_code == 303
    assert not group.is_verified


@pytest.mark.usefixtures("officer")
def test_a_member_is_invited_and_removed(client: FormClient, session: Session) -> None:
    person = make_person(session, name="Greta Group")
    group = make_organisation(session, members=[person])
    assert client.post_form(f"/staff/groups/{group.id}/invite", {"email": person.email}).status_code == 422
    answer = client.post_form(f"/staff/groups/{group.id}/invite", {"email": "new@people.example"})
    assert answer.location == f"/staff/groups/{group.id}"
    assert session.scalars(select(Invitation)).one().organisation_id == group.id
    path = f"/staff/groups/{group.id}/members/{person.id}/remove"
    assert "Remove Greta Group" in client.get(path).text
    assert client.post_form(path).status_code == 303
    assert group.members == []
    assert client.post_form(path).status_code == 404


@pytest.mark.usefixtures("officer")
def test_pages_are_sound_html_and_show_markup_as_text(client: FormClient, session: Session) -> None:
    person = make_person(session, xss=True)
    group = make_organisation(session, members=[person], xss=True)
    for path in ("", "/new", f"/{group.id}", f"/{group.id}/invite", f"/{group.id}/members/{person.id}/remove"):
        answer = client.get(f"/staff/groups{path}")
        assert answer.status_code == 200, path
        assert XSS not in answer.text
        assert faults_of(parsed(answer.text, is_page=True)) == [], path


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.AUDITOR, Role.AUTHORISING_OFFICER, Role.GROUP_MEMBER])
def test_others_may_not_look_after_groups_not_even_their_own(
    client: FormClient, session: Session, sign_in: SignIn, role: Role
) -> None:
    person = make_person(session, role)
    group = make_organisation(session, members=[person], verified=False)
    sign_in(client, person)
    assert client.get(f"/staff/groups/{group.id}").status_code == (200 if role is Role.AUDITOR else 403)
    assert client.post_form(f"/staff/groups/{group.id}/verify").status_code == 403
    assert client.post_form(f"/staff/groups/{group.id}/invite", {"email": "a@b.example"}).status_code == 403
    assert not group.is_verified


def test_the_auditor_reads_the_groups_and_changes_none(client: FormClient, session: Session, sign_in: SignIn) -> None:
    group = make_organisation(session, name="Newham Mums")
    sign_in(client, make_person(session, Role.AUDITOR))
    assert "/staff/groups" in client.get("/").text
    shown = client.get("/staff/groups").text + client.get(f"/staff/groups/{group.id}").text
    assert "Newham Mums" in shown
    for way in ("/new", "/edit", "/verify", "/invite"):
        assert f'{way}"' not in shown
    assert client.post_form(f"/staff/groups/{group.id}/edit", {"name": "Mine"}).status_code == 403


def test_an_officer_refuses_a_group_that_asked_and_says_why(
    client: FormClient, session: Session, officer: Person
) -> None:
    member = make_person(session)
    group = make_organisation(session, members=[member], verified=False)
    address = f"/staff/groups/{group.id}"
    assert f"{address}/refuse" not in client.get(address).text
    wait_for_officer(session, group)
    assert "Waits to be verified" in client.get("/staff/groups").text
    assert f"{address}/refuse" in client.get(address).text
    assert client.post_form(f"{address}/refuse").status_code == 422
    assert client.post_form(f"{address}/refuse", {"reason": "We do not find it."}).location == address
    assert "We do not find it." in client.get(address).text
    assert "Refused" in client.get("/staff/groups").text
    assert client.post_form(f"{address}/refuse", {"reason": "Again."}).status_code == 409
    assert [letter.subject for letter in written_mail(session, member.email)] == [f"{group.name} is not verified"]
