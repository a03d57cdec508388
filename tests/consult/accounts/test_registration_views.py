"""Registering a group in the browser."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Organisation
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
