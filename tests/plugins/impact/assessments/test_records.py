"""Texts of assessments are found and redacted like any others."""

from consult.contract.records import Record
from consult.records.search import hits_in_row
from plugins.impact.assessments.documents import revisions_at
from plugins.impact.assessments.records import RECORDS
from tests.factories import make_consultation
from tests.plugins.impact.assessments.conftest import Desk

TEXTS: Record = RECORDS[0]


def test_every_text_of_a_row_is_declared_with_its_label(desk: Desk) -> None:
    assessment = desk.written()
    revision = revisions_at(desk.session, assessment, 1)["impacts"][0]
    hits = hits_in_row(desk.session, desk.author, TEXTS, revision, "market")
    assert [hit.where for hit in hits] == [f"Text of an assessment {assessment.number}, impacts: The impact"]


def test_what_goes_with_a_consultation_is_searched_with_it(desk: Desk) -> None:
    consultation = make_consultation(desk.session)
    assessment = desk.signed()
    for record in RECORDS:
        assert desk.session.scalars(record.rows(desk.session, consultation.id)).all() == []
    assessment.consultation_id = consultation.id
    desk.session.flush()
    found = desk.session.scalars(TEXTS.rows(desk.session, consultation.id)).all()
    assert {TEXTS.consultation_id(desk.session, row) for row in found} == {consultation.id}
