"""A report names people only as those who acted in office."""

from collections.abc import Callable

from consult.reports.models import Report
from consult.reports.personal_data import PERSONAL_DATA
from tests.consult.reports.conftest import Told


def test_who_asked_and_who_published_may_ask_for_that(told: Told, published: Callable[[], Report]) -> None:
    report = published()
    (data,) = PERSONAL_DATA
    assert data.collect(told.session, report.asked_by_id or 0) == {"report.asked_by_id": [report.id]}
    assert data.collect(told.session, report.published_by_id or 0) == {"report.published_by_id": [report.id]}
