"""The pages on which staff keep the list of people in office."""

from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel.authz import SYSTEM, Role
from consult.office.models import OfficeTerm
from consult.office.services import add_term
from tests.consult.office.council import MAY_2026, police, seated
from tests.factories import make_person
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
DAYS = {"from_on-day": "9", "from_on-month": "5", "from_on-year": "2022"}
JANE = {
    "holder": "new",
    "name": "Councillor Jane Smith",
    "ward": "Beckton",
    "seat": "1",
    "group_name": "Labour",
    **DAYS,
}
ENDS = {"last_day-day": "11", "last_day-month": "5", "last_day-year": "2026"}


@pytest.fixture(autouse=True)
def officer(client: FormClient, session: Session, sign_in: SignIn) -> Person:
    """An officer, signed in."""
    person = make_person(session, Role.OFFICER, name="Otto Officer")
    sign_in(client, person)
    return person


def test_a_member_is_added_corrected_and_leaves(client: FormClient, session: Session) -> None:
    wrong = client.post_form("/staff/office/members/new", {**JANE, "ward": ""})
    assert wrong.status_code == 422
    assert "Councillor Jane Smith" in wrong.text
    added = client.post_form("/staff/office/members/new", JANE)
    term = session.scalars(select(OfficeTerm)).one()
    assert added.location == f"/staff/office/{term.id}"
    taken = client.post_form("/staff/office/members/new", {**JANE, "name": "Councillor Ann Other"})
    assert taken.status_code == 422
    assert "This seat is taken in these days" in taken.text
    edited = {**JANE, "name": "Councillor Jayne Smith", "reason": "Misspelt", "version": str(term.version)}
    assert client.post_form(f"{added.location}/edit", {**edited, "reason": ""}).status_code == 422
    assert client.post_form(f"{added.location}/edit", edited).status_code == 303
    late = client.post_form(f"{added.location}/edit", {**edited, "name": "Older page"})
    assert late.status_code == 409
    assert "Older page" in late.text
    assert client.post_form(f"{added.location}/end").status_code == 422
    assert client.post_form(f"{added.location}/end", ENDS).status_code == 303
    assert term.to_on == MAY_2026
    again = client.post_form(f"{added.location}/end", {**ENDS, "last_day-day": "12"})
    assert "has a last day already" in again.text
    page = client.get(added.location).text
    assert [words in page for words in ("Councillor Jayne Smith", "Misspelt")] == [True] * 2
    assert page.count("from 9 May 2022 to 11 May 2026") == 3  # the title, the summary, the list of terms
    assert client.get("/staff/office?day-day=11&day-month=5&day-year=2026").text.count("Jayne") == 1


def test_a_role_is_added_for_somebody_on_the_list(client: FormClient, session: Session) -> None:
    term = seated(session)
    sent = {"holder": str(term.holder_id), "name": term.name, "role": "cabinet_member", "remit": "Housing", **DAYS}
    assert client.post_form("/staff/office/roles/new", {**sent, "remit": ""}).status_code == 422
    assert client.post_form("/staff/office/roles/new", {**sent, "holder": "99999"}).status_code == 422
    added = client.post_form("/staff/office/roles/new", sent)
    assert added.status_code == 303
    assert "Cabinet member: Housing" in client.get(added.location).text
    officer = add_term(session, SYSTEM, police())
    edited = {**DAYS, "name": officer.name, "role": "police", "rank": "commander", "version": str(officer.version)}
    assert client.post_form(f"/staff/office/{officer.id}/edit", {**edited, "reason": "Typed wrong"}).status_code == 303
    assert officer.rank == "commander"


def test_an_account_is_linked_and_taken_off(client: FormClient, session: Session) -> None:
    term, person = seated(session), make_person(session, Role.COUNCILLOR, name="J. Smith")
    path = f"/staff/office/holders/{term.holder_id}/account"
    seen = {"version": str(term.holder.version)}
    assert client.post_form(path, {**seen, "person_id": str(person.id)}).location == f"/staff/office/{term.id}"
    assert term.holder.person_id == person.id
    assert client.post_form(path, {**seen, "person_id": ""}).status_code == 409
    assert client.post_form(path, {"person_id": "", "version": str(term.holder.version)}).status_code == 303
    assert term.holder.person_id is None


def test_a_file_is_imported_whole_or_not_at_all(client: FormClient, session: Session) -> None:
    def send(text: str, **chosen: str) -> tuple[int, str]:
        upload = {"file": (BytesIO(text.encode()), "people.csv"), **chosen}
        answer = client.post_form("/staff/office/import", upload, content_type="multipart/form-data")
        return answer.status_code, answer.text

    head = "name,role,ward,seat,from\nCouncillor Jane Smith,member,Beckton,1,2022-05-09\n"
    status, page = send(f"{head}Councillor B,member,Beckton,1,2022-05-09\n")
    assert status == 422
    assert "Line 3: This seat is taken in these days" in page
    assert session.scalars(select(OfficeTerm)).all() == []
    assert send("name\nA\n")[0] == 422
    assert client.post_form("/staff/office/import").status_code == 422
    status, page = send(head, dry_run="y")
    assert (status, "Lines that are new: 1" in page) == (200, True)
    assert session.scalars(select(OfficeTerm)).all() == []
    assert send(head)[0] == 303
    assert session.scalars(select(OfficeTerm.name)).all() == ["Councillor Jane Smith"]
    assert "Lines that were new: 1" in client.get("/staff/office").text
    page = client.get("/staff/office/import").text
    assert "Short name of the person" in page
    assert 'enctype="multipart/form-data"' in page
