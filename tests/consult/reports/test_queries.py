"""What a version quotes is known, so that it can go."""

from collections.abc import Callable

from sqlalchemy import select

from consult.reports.models import Report, ReportText
from consult.reports.queries import (
    asked_version,
    document_of,
    may_be_read,
    quoted_submissions,
    references_in,
    versions_of,
)
from tests.consult.reports.conftest import Told


def test_the_responses_behind_a_version_are_known(told: Told, published: Callable[[], Report]) -> None:
    report = published()
    document = document_of(report)
    found = quoted_submissions(told.session, references_in(document))
    assert found == set(told.session.scalars(select(ReportText.submission_id)))
    assert found <= {one.id for one in told.quotable}
    assert may_be_read(told.session, document)
    assert told.session.scalars(versions_of(told.consultation.id)).all() == [report]
    assert asked_version(told.session, told.consultation.id) is None
