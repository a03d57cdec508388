"""The officers' pages for documents."""

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Change, Document, State
from consult.kernel.authz import Role
from tests.factories import XSS, make_consultation, make_person
from tests.support.documents import small_pdf, workbook, workbook_with_hidden_sheet
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
PDF = small_pdf()


@pytest.fixture(autouse=True)
def officer(client: FormClient, session: Session, sign_in: SignIn) -> None:
    sign_in(client, make_person(session, Role.OFFICER))


def test_a_document_is_added_to_a_draft_and_removed(client: FormClient, session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT)
    url = f"/staff/consultations/{made.slug}/documents"
    response = client.post_form(url, {"title": f"The plan {XSS}", "file": (io.BytesIO(PDF), "plan.pdf")})
    assert (response.status_code, response.headers["Location"]) == (303, url)
    document = session.scalars(select(Document)).one()
    page = client.get(url)
    assert faults_of(parsed(page.text, is_page=True)) == []
    assert "<script>alert" not in page.text
    removal = f"{url}/{document.id}/remove"
    assert faults_of(parsed(client.get(removal).text, is_page=True)) == []
    assert client.post_form(removal).status_code == 303
    assert session.scalar(select(Document)) is None


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.html", b"<script>", "The file must be one of"),
        ("plan.pdf", b"<script>", "is not PDF"),
        ("plan.txt", b"", "The file is empty"),
    ],
)
def test_a_wrong_file_is_refused_at_its_field(
    client: FormClient, session: Session, name: str, content: bytes, words: str
) -> None:
    made = make_consultation(session, state=State.DRAFT)
    url = f"/staff/consultations/{made.slug}/documents"
    response = client.post_form(url, {"title": "The plan", "file": (io.BytesIO(content), name)})
    assert response.status_code == 422
    tree = parsed(response.text, is_page=True)
    assert words in response.text
    assert tree.find(".//input[@name='title']").get("value") == "The plan"
    assert "#file" in {link.get("href") for link in tree.iter("a")}
    assert session.scalar(select(Document)) is None


def test_after_opening_a_reason_is_asked_for_and_public(client: FormClient, session: Session) -> None:
    made = make_consultation(session, state=State.OPEN)
    url = f"/staff/consultations/{made.slug}/documents"
    without = client.post_form(url, {"title": "Late", "file": (io.BytesIO(PDF), "late.pdf")})
    assert without.status_code == 422
    with_reason = {"title": "Late", "reason": "It came late.", "is_material": "yes"}
    assert client.post_form(url, {**with_reason, "file": (io.BytesIO(PDF), "late.pdf")}).status_code == 303
    document = session.scalars(select(Document)).one()
    removal = f"{url}/{document.id}/remove"
    assert client.post_form(removal).status_code == 422
    assert client.post_form(removal, {"reason": "A mistake.", "is_material": "no"}).status_code == 303
    assert [change.is_material for change in session.scalars(select(Change).order_by(Change.number))] == [True, False]
    assert client.post_form(removal, {"reason": "Again.", "is_material": "no"}).status_code == 404


def test_a_document_belongs_to_its_own_consultation(client: FormClient, session: Session) -> None:
    made, other = make_consultation(session, state=State.DRAFT), make_consultation(session, state=State.DRAFT)
    url = f"/staff/consultations/{made.slug}/documents"
    client.post_form(url, {"title": "The plan", "file": (io.BytesIO(PDF), "plan.pdf")})
    document = session.scalars(select(Document)).one()
    assert client.post_form(f"/staff/consultations/{other.slug}/documents/{document.id}/remove").status_code == 404


def test_an_archived_consultation_keeps_its_documents(client: FormClient, session: Session) -> None:
    made = make_consultation(session, state=State.ARCHIVED)
    fields = {"title": "Late", "reason": "Late.", "is_material": "no", "file": (io.BytesIO(PDF), "late.pdf")}
    response = client.post_form(f"/staff/consultations/{made.slug}/documents", fields)
    assert response.status_code == 422
    assert "can no longer change" in response.text


def test_what_a_file_hides_is_named_before_it_is_published(client: FormClient, session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT)
    url = f"/staff/consultations/{made.slug}/documents"
    book = io.BytesIO(workbook_with_hidden_sheet("Names"))
    asked = client.post_form(url, {"title": "The table", "file": (book, "table.xlsx")})
    assert asked.status_code == 422
    tree = parsed(asked.text, is_page=True)
    assert faults_of(tree) == []
    assert "It holds hidden sheets: Names." in asked.text
    assert session.scalar(select(Document)) is None
    waiting = tree.find(".//input[@name='waiting']").get("value")
    forged = client.post_form(url, {"title": "The table", "waiting": waiting[:-2] + "xx"})
    assert (forged.status_code, "Select a file" in forged.text) == (422, True)
    assert client.post_form(url, {"title": "The table", "waiting": waiting}).status_code == 303
    assert session.scalars(select(Document)).one().file.name == "The table.xlsx"


def test_another_file_can_be_chosen_instead(client: FormClient, session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT)
    url = f"/staff/consultations/{made.slug}/documents"
    book = io.BytesIO(workbook_with_hidden_sheet("Names"))
    asked = client.post_form(url, {"title": "The table", "file": (book, "table.xlsx")})
    waiting = parsed(asked.text, is_page=True).find(".//input[@name='waiting']").get("value")
    fields = {"title": "The table", "waiting": waiting, "file": (io.BytesIO(workbook()), "table.xlsx")}
    assert client.post_form(url, fields).status_code == 303
    document = session.scalars(select(Document)).one()
    with client.get(f"/files/{document.file.key}/{document.file.name}") as response:
        assert load_workbook(io.BytesIO(response.get_data())).sheetnames == ["Sheet"]
