"""Everything a consultation says is declared, each text with the page on which it is read."""

from typing import Any

from flask import Flask, url_for
from sqlalchemy.orm import Session

from consult.consultations.documents import add_document
from consult.consultations.records import RECORDS
from consult.kernel.authz import Role
from consult.records.places import places_of
from consult.records.search import hits_in_consultation
from tests.factories import make_actor, make_consultation
from tests.support.documents import small_pdf


def test_each_row_has_a_name_a_page_and_texts(application: Flask, session: Session) -> None:
    import io

    officer, consultation = make_actor(session, Role.OFFICER), make_consultation(session)
    given: Any = {"title": "Plan of Ann", "name": "plan.pdf", "content": io.BytesIO(small_pdf()), "reason": "Ann asked"}
    add_document(session, officer, consultation, is_material=False, **given)
    hits = hits_in_consultation(session, officer, consultation.id, "ann")
    assert {"document", "consultation_change"} <= {hit.record.table for hit in hits}
    with application.test_request_context():
        for record in RECORDS:
            for row in session.scalars(record.rows(session, consultation.id)):
                assert record.name(row)
                assert record.consultation_id(session, row) == consultation.id
                endpoint, arguments = record.page(row)
                assert url_for(endpoint, **arguments).startswith("/")
                assert list(places_of(record, row))
