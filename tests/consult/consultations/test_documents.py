"""Documents beside a consultation."""

import io
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.documents import add_document, add_kept_document, remove_document
from consult.consultations.models import Change, Consultation, Document, State
from consult.files.intake import HoldsHidden
from consult.files.models import StoredFile
from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Invalid
from tests.factories import make_consultation
from tests.support.documents import workbook_with_hidden_sheet
from tests.support.files import content_path


def add(session: Session, made: Consultation, **more: Any) -> Document:
    arguments = {"title": "Paper", "name": "paper.txt", "content": io.BytesIO(b"In full."), **more}
    return add_document(session, SYSTEM, made, **arguments)


def test_a_document_of_a_draft_comes_and_goes_quietly(session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT)
    document = add(session, made)
    assert [offered_document.title for offered_document in made.offered_documents] == ["Paper"]
    remove_document(session, SYSTEM, document)
    assert made.documents == []
    assert session.scalar(select(StoredFile)) is None
    assert session.scalar(select(Change)) is None
    names = session.scalars(select(AuditEntry.name).where(AuditEntry.consultation_id == made.id)).all()
    assert names == ["consultations.document_added", "consultations.document_removed"]


def test_documents_of_an_open_consultation_change_in_public(session: Session) -> None:
    made = make_consultation(session, state=State.OPEN)
    with pytest.raises(Invalid, match="Say why"):
        add(session, made)
    document = add(session, made, reason="It came late.", is_material=True)
    remove_document(session, SYSTEM, document, reason="It named a person.")
    assert made.offered_documents == []
    assert session.get(StoredFile, document.file_id) is not None
    changes = session.scalars(select(Change).order_by(Change.number)).all()
    assert [(change.kind, change.is_material, change.before, change.after) for change in changes] == [
        ("documents", True, {"documents": ""}, {"documents": "Paper"}),
        ("documents", False, {"documents": "Paper"}, {"documents": ""}),
    ]


def test_the_public_name_of_a_file_comes_from_its_title(session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT)
    document = add(session, made, title="Plan 1/2: “draft”", name="Complaint from Mrs Miggins.TXT")
    assert document.file.name == "Plan 1-2- “draft”.txt"


def test_what_a_file_holds_out_of_sight_waits_for_an_officer(session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT)
    with pytest.raises(HoldsHidden, match="hidden sheets: Names") as held:
        add(session, made, name="table.xlsx", content=io.BytesIO(workbook_with_hidden_sheet("Names")))
    assert made.documents == []
    assert session.scalar(select(StoredFile)) is None
    kept = held.value.kept
    document = add_kept_document(session, SYSTEM, made, title="Table", name="table.xlsx", kept=kept)
    assert content_path(session, document.file).read_bytes()[:2] == b"PK"
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert entry.facts["hidden"] == "hidden_sheets"
