"""Texts of engagement are searched with their consultation."""

from plugins.impact.engagement import services
from plugins.impact.engagement.records import RECORDS
from plugins.impact.engagement.withholding import withhold
from tests.factories import make_consultation
from tests.plugins.impact.engagement.conftest import Log
from tests.plugins.impact.engagement.test_documents import EXEMPTION


def test_every_text_is_found_with_the_consultation_of_its_assessment(log: Log) -> None:
    voice = log.heard(log.held(), said="Ask the imam.")
    withhold(log.session, log.desk.author, voice.engagement, voice.id, EXEMPTION)
    services.answer_gap(log.session, log.desk.author, log.assessment, "ward", "Plashet", "We wrote again.")
    consultation = make_consultation(log.session)
    log.assessment.consultation_id = consultation.id
    log.session.flush()
    for record in RECORDS:
        (row,) = log.session.scalars(record.rows(log.session, consultation.id))
        assert record.consultation_id(log.session, row) == consultation.id
        assert record.name(row)
        assert record.page(row)[0].startswith("impact_engagement.")
