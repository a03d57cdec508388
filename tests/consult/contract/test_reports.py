"""A plugin contributes to the report on a consultation by a value."""

from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.contract.reports import ReportSection
from consult.kernel.db import database_of
from consult.publishing.blocks import Paragraph
from consult.reports.making import report_of
from tests.factories import make_consultation
from tests.support.deployments import change_deployment, with_feature


def test_a_section_of_a_feature_stands_where_it_says(session: Session) -> None:
    consultation = make_consultation(session, title="Cameras")
    said = ReportSection(
        code="own", title="Our own", place=15, blocks=lambda _session, number: [Paragraph(f"Of {number}")]
    )
    database = database_of(session)
    registry = with_feature(deployment_of(database).registry, report_sections=(said,))
    change_deployment(database, registry=registry)
    words = str(report_of(session, consultation).blocks)
    assert f"Of {consultation.id}" in words
    assert words.index("How this was done") < words.index("Our own") < words.index("Campaigns")
