"""The demonstration has results of more than a hundred made-up people, with percentages and cross-tables."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.demo.street_lights import PEOPLE, SLUG
from consult.exports.editions import crossed_editions, newest_edition
from consult.kernel.db import Database
from consult.submissions.models import Submission

Built = tuple[Database, dict[str, Any]]


def test_results_have_percentages_and_cross_tables_and_nobody_in_them_is_real(
    demonstration: Built, read: Session
) -> None:
    activity = read.scalars(select(Activity).join(Activity.consultation).where(Consultation.slug == SLUG)).one()
    edition = newest_edition(read, activity.id)
    assert edition is not None
    assert edition.people == PEOPLE
    dimming = next(table for table in edition.tables if table["key"] == "dimming")
    assert any(line["percent"] is not None for line in dimming["lines"])
    assert crossed_editions(read, activity.id) == [edition]
    sent = read.scalars(select(Submission).where(Submission.activity_id == activity.id)).all()
    assert all(submission.is_synthetic for submission in sent)
