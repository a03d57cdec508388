"""Sending files."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from consult.accounts.models import Person
from consult.consultations.documents import add_document
from consult.consultations.models import Document, State
from consult.files.services import store_file
from consult.kernel.authz import SYSTEM, Role
from tests.factories import make_consultation, make_person
from tests.support.documents import small_pdf
from tests.support.files import content_path
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
TITLE = "Évaluation – “draft”; x"


def attach(session: Session, state: State, title: str = "Paper") -> Document:
    made = make_consultation(session, state=state)
    content = io.BytesIO(small_pdf())
    return add_document(session, SYSTEM, made, title=title, name="typed.pdf", content=content, reason="Needed.")


def ask(client: FormClient, url: str, **more: Any) -> Response:
    """Get a file, and let go of it."""
    with client.get(url, **more) as response:
        response.get_data()
        return response


def address(document: Document) -> str:
    return f"/files/{document.file.key}/{quote(document.file.name)}"


def test_a_document_comes_as_an_attachment_in_a_sandbox(client: FormClient, session: Session) -> None:
    document = attach(session, State.OPEN)
    response = ask(client, address(document))
    assert (response.status_code, response.data[:5]) == (200, b"%PDF-")
    assert len(response.data) == document.file.size == response.content_length
    headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == "attachment; filename=Paper.pdf"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-cache"
    unchanged = ask(client, address(document), headers={"If-None-Match": headers["ETag"]})
    assert unchanged.status_code == 304


def test_a_name_beyond_ascii_is_sent_encoded(client: FormClient, session: Session) -> None:
    document = attach(session, State.OPEN, TITLE)
    disposition = ask(client, address(document)).headers["Content-Disposition"]
    assert "filename*=UTF-8''" in disposition
    assert quote("Évaluation") in disposition
    assert "\n" not in disposition


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", [None, *Role])
def test_whoever_may_see_the_consultation_may_read_its_documents(
    client: FormClient, session: Session, sign_in: SignIn, state: State, role: Role | None
) -> None:
    if state is State.ARCHIVED:
        document = attach(session, State.OPEN)
        document.consultation.state = State.ARCHIVED
    else:
        document = attach(session, state)
    if role:
        sign_in(client, make_person(session, role))
    may_see = state is not State.DRAFT or role in {Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR}
    assert ask(client, address(document)).status_code == (200 if may_see else 404)


def test_a_removed_document_or_a_file_nobody_holds_is_not_found(client: FormClient, session: Session) -> None:
    document = attach(session, State.OPEN)
    document.removed_at = document.added_at
    loose = store_file(session, "loose.txt", io.BytesIO(b"x"))
    assert ask(client, address(document)).status_code == 404
    assert client.get(f"/files/{loose.key}/loose.txt").status_code == 404


@pytest.mark.parametrize("tail", ["other.pdf", "..%2FPaper.pdf", "Paper.pdf/", "PAPER.PDF"])
def test_only_the_exact_address_is_answered(client: FormClient, session: Session, tail: str) -> None:
    document = attach(session, State.OPEN)
    assert client.get(f"/files/{document.file.key}/{tail}").status_code == 404
    assert client.get(f"/files/{document.file.key[:-1]}/Paper.pdf").status_code == 404


def test_a_file_missing_from_the_store_is_told_plainly(client: FormClient, session: Session) -> None:
    document = attach(session, State.OPEN)
    content_path(session, document.file).unlink()
    response = ask(client, address(document))
    assert response.status_code == 410
    assert "missing from the store" in response.get_data(as_text=True)


def test_a_part_of_a_file_can_be_asked_for(client: FormClient, session: Session) -> None:
    document = attach(session, State.OPEN)
    response = ask(client, address(document), headers={"Range": "bytes=0-4"})
    assert (response.status_code, response.data) == (206, b"%PDF-")


def test_text_names_its_encoding_once(client: FormClient, session: Session) -> None:
    made = make_consultation(session, state=State.OPEN)
    content = io.BytesIO("Zoë".encode("cp1252"))
    document = add_document(session, SYSTEM, made, title="A", name="a.csv", content=content, reason="Needed.")
    # As files were recorded before: the type with its encoding.
    document.file.media_type = "text/csv; charset=utf-8"
    response = ask(client, address(document))
    assert (response.headers["Content-Type"], response.data.decode()) == ("text/csv; charset=utf-8", "Zoë")


def test_a_link_in_the_place_of_a_file_leads_nowhere(client: FormClient, session: Session, tmp_path: Path) -> None:
    document = attach(session, State.OPEN)
    place = content_path(session, document.file)
    (tmp_path / "secret").write_text("secret")
    place.unlink()
    place.symlink_to(tmp_path / "secret")
    assert ask(client, address(document)).status_code == 410
