"""Registering a group in the browser."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Organisation, Person
from consult.accounts.verification import refuse_verification
from consult.kernel.authz import Role
from tests.factories import make_actor, make_organisation, make_person
from tests.support.web import FormClient

FILLED = {"name": "Stratford Traders", "kind": "business", "represents": "40", "email": "chair@traders.example"}


def test_a_group_registers_itself_and_is_told_to_open_its_mail(client: FormClient, session: Session) -> None:
    wrong = client.post_form("/groups/register", {**FILLED, "kind": "", "name": "Kept words"})
    assert wrong.status_code == 422
    assert "Kept words" in wrong.text
    assert client.post_form("/groups/register", FILLED).location == "/groups/registered"
    assert session.scalars(select(Organisation.name)).all() == ["Stratford Traders"]
    assert "works once" in client.get("/groups/registered").text
    assert "Stratford Traders" in client.post_form("/groups/register", FILLED).text


def test_it_cannot_be_asked_without_end(client: FormClient, session: Session) -> None:
    answers = [client.post_form("/groups/register", {**FILLED, "name": f"Group {number}"}) for number in range(12)]
    assert {answer.status_code for answer in answers} == {303, 422}
    assert "asked too often" in answers[-1].text
    assert len(session.scalars(select(Organisation)).all()) < 12


def test_a_member_reads_why_the_group_is_not_verified_and_asks_again(
    client: FormClient, session: Session, sign_in: Callable[[FormClient, Person], None]
) -> None:
    member = make_person(session)
    group = make_organisation(session, members=[member], verified=False)
    address = f"/groups/{group.id}/verification"
    sign_in(client, member)
    assert address in client.get("/account").text
    missing = client.post_form(address, {"represents": "lots", "basis": "", "version": str(group.version)})
    assert (missing.status_code, "lots" in missing.text) == (422, True)
    sent = {"represents": "40", "basis": "Number 12345.", "version": str(group.version)}
    assert client.post_form(address, sent).location == address
    assert "has waited for an officer since" in client.get(address).text
    assert client.post_form(address, sent).status_code == 409
    refuse_verification(session, make_actor(session, Role.OFFICER), group, "We do not find that number.")
    page = client.get(address).text
    assert "We do not find that number." in page
    assert "Number 12345." in page
    older = client.post_form(address, {**sent, "basis": "Number 54321.", "version": "1"})
    assert (older.status_code, "Number 54321." in older.text) == (409, True)
