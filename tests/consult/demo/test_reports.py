"""The demonstration has a report for each consultation with results, and asking for another run makes no second one."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.demo.street_lights import SLUG
from consult.kernel.authz import ANONYMOUS
from consult.kernel.db import Database
from consult.reports.counts import counts_told
from consult.reports.models import Report, Told
from consult.reports.queries import document_of, find_version
from tests.support.reports import text_of

Built = tuple[Database, dict[str, Any]]


def test_everybody_reads_a_report_that_two_officers_published(demonstration: Built, read: Session) -> None:
    reports = read.scalars(select(Report)).all()
    assert len(reports) == 2
    assert all(report.asked_by_id != report.published_by_id for report in reports)
    consultation, report = find_version(read, SLUG, 1, ANONYMOUS)
    assert "Who lives here" in text_of(document_of(report))
    counts = counts_told(read, consultation)
    assert counts.are_drawn
    assert len(counts.keys(Told.ADDRESSES)) == 1
    others = read.scalars(select(Consultation).where(Consultation.id != consultation.id)).all()
    assert any(counts_told(read, other).keys(Told.THEME) for other in others)
