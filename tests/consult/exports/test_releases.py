"""What was shown stays as it was until many come or go, whoever looks."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.plugin import Audience
from consult.desk.exclusions import exclude, reinstate
from consult.exports.equality import ABOUT_YOU, COLUMNS
from consult.exports.export_files import Wanted
from consult.exports.formats import Format
from consult.exports.releases import newest_results
from consult.exports.services import begin_export, publish_results
from consult.exports.summary import about_you_tables
from consult.kernel.authz import Role
from consult.kernel.db import database_of
from consult.submissions.models import Submission
from tests.factories import make_actor

NAMES = [column.name for column in COLUMNS]


def closed(session: Session, activity: Activity) -> Activity:
    """Return the activity after its consultation closed."""
    activity.consultation.state = State.CLOSED
    session.flush()
    return activity


def taken(session: Session, activity: Activity) -> list[tuple[Any, ...]]:
    """Return the rows of an officer's export, with all that taking it does before the first byte leaves."""
    wanted = Wanted(ABOUT_YOU, activity.id, activity.consultation, Format.CSV)
    begin_export(database_of(session), make_actor(session, Role.OFFICER), wanted)
    return list(ABOUT_YOU.rows(session, activity.id, NAMES, Audience.OFFICER))


def women(rows: list[tuple[Any, ...]]) -> tuple[Any, Any]:
    """Return how many women there are by an export, and the mark where it is hidden."""
    return next((people, mark) for question, answer, people, _, mark, *_ in rows if answer == "Female")


def test_one_excluded_response_more_or_less_cannot_be_seen(session: Session, portrayed: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    before = taken(session, closed(session, portrayed))
    assert women(before) == (25, "")
    one = session.scalars(select(Submission).where(Submission.activity_id == portrayed.id)).first()
    assert one is not None
    exclude(session, officer, portrayed, one, "duplicate", "")
    assert taken(session, portrayed) == before
    reinstate(session, officer, portrayed, one)
    assert taken(session, portrayed) == before


def test_totals_are_counted_anew_without_the_excluded_once_enough_have_gone(
    session: Session, portrayed: Activity
) -> None:
    officer = make_actor(session, Role.OFFICER)
    before = taken(session, closed(session, portrayed))
    found = session.scalars(select(Submission).where(Submission.activity_id == portrayed.id).limit(13)).all()
    for submission in found:
        exclude(session, officer, portrayed, submission, "duplicate", "")
    assert women(taken(session, portrayed)) != women(before)
    assert {
        table.people or sum(row[0] for row in table.counts) for table in about_you_tables(session, portrayed.id)
    } == {20}


def test_what_officers_saw_is_compared_with_what_is_published_later(session: Session, portrayed: Activity) -> None:
    rows = taken(session, closed(session, portrayed))
    one = session.scalars(select(Submission).where(Submission.activity_id == portrayed.id)).first()
    assert one is not None
    exclude(session, make_actor(session, Role.OFFICER), portrayed, one, "duplicate", "")
    assert newest_results(session, portrayed.id) is None
    published = publish_results(session, make_actor(session, Role.OFFICER), portrayed)
    sex = next(table for table in published.shown["tables"] if table["key"] == "sex")
    assert [line["people"] for line in sex["lines"][:-1]] == [row[2] for row in rows if row[0] == sex["title"]][:-1]
    assert "Counted on" in sex["notes"][0]
    assert newest_results(session, portrayed.id) is published
