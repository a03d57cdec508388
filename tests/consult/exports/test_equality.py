"""About-you totals: never small, never while people can take part, and the same until many come or go."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.disclosure.release import StillOpen
from consult.exports.equality import ABOUT_YOU, COLUMNS, protected_tables
from consult.exports.records import officer_records
from consult.exports.services import newest_results, publish_results, record_export
from consult.exports.summary import about_you_tables, summarise
from consult.exports.writing import Format, Wanted
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.clock import london
from consult.submissions.drafts import Content, start_draft
from consult.submissions.exclusions import exclude, reinstate
from consult.submissions.intake import submit
from consult.submissions.models import Submission
from tests.factories import make_activity, make_actor, make_consultation

NAMES = [column.name for column in COLUMNS]


@pytest.fixture
def activity(session: Session) -> Activity:
    """An open written response that 33 people answered: 23 women and 10 men, three of them Sikh."""
    made = make_activity(session, make_consultation(session))
    for number in range(33):
        about = {"religion": "sikh" if number < 3 else "none", "sex": "female" if number < 23 else "male"}
        content = Content(answers={"position": "support"}, about_you=about)
        submit(session, start_draft(session, made.id, made.settings_version, content=content))
    return made


def closed(session: Session, activity: Activity) -> Activity:
    """Return the activity after its consultation closed."""
    activity.consultation.state = State.CLOSED.value
    session.flush()
    return activity


def test_nothing_is_told_while_people_can_take_part(session: Session, activity: Activity) -> None:
    with pytest.raises(StillOpen):
        protected_tables(session, activity)
    with pytest.raises(StillOpen):
        ABOUT_YOU.columns(session, activity.id)
    records = officer_records(session, activity.consultation, [summarise(session, activity)])
    about = [record for record in records if record.section == "About you"]
    assert [(record.item, record.people) for record in about] == [("Not shown", None)]


def test_small_groups_are_hidden_from_officers_too(session: Session, activity: Activity) -> None:
    rows = taken(session, closed(session, activity))
    religion = {answer: (people, mark) for question, answer, people, _, mark, _ in rows if "religion" in question}
    assert religion["Sikh"][0] is None
    assert religion["Sikh"][1]
    assert all(people is None or people % 5 == 0 for _, _, people, _, _, _ in rows)


def taken(session: Session, activity: Activity) -> list[tuple[Any, ...]]:
    """Return the rows of an officer's export, with all that taking it does before the first byte leaves."""
    wanted = Wanted(ABOUT_YOU, activity.id, activity.consultation, Format.CSV)
    record_export(session, make_actor(session, Role.OFFICER), wanted)
    return list(ABOUT_YOU.rows(session, activity.id, NAMES))


def women(rows: list[tuple[Any, ...]]) -> tuple[Any, Any]:
    """Return how many women there are by an export, and the mark where it is hidden."""
    return next((people, mark) for question, answer, people, _, mark, _ in rows if answer == "Female")


def test_one_excluded_response_more_or_less_cannot_be_seen(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    before = taken(session, closed(session, activity))
    assert women(before) == (25, "")
    one = session.scalars(select(Submission).where(Submission.activity_id == activity.id)).first()
    assert one is not None
    exclude(session, officer, activity, one, "duplicate", "")
    assert taken(session, activity) == before
    reinstate(session, officer, activity, one)
    assert taken(session, activity) == before


def test_totals_are_counted_anew_without_the_excluded_once_enough_have_gone(
    session: Session, activity: Activity
) -> None:
    officer = make_actor(session, Role.OFFICER)
    before = taken(session, closed(session, activity))
    found = session.scalars(select(Submission).where(Submission.activity_id == activity.id).limit(13)).all()
    for one in found:
        exclude(session, officer, activity, one, "duplicate", "")
    assert women(taken(session, activity)) != women(before)
    assert {
        table.people or sum(row[0] for row in table.counts) for table in about_you_tables(session, activity.id)
    } == {20}


def test_what_officers_saw_is_compared_with_what_is_published_later(session: Session, activity: Activity) -> None:
    rows = taken(session, closed(session, activity))
    one = session.scalars(select(Submission).where(Submission.activity_id == activity.id)).first()
    assert one is not None
    exclude(session, make_actor(session, Role.OFFICER), activity, one, "duplicate", "")
    assert newest_results(session, activity.id) is None
    published = publish_results(session, make_actor(session, Role.OFFICER), activity, with_comments=False)
    sex = next(one for one in published.shown["tables"] if one["key"] == "sex")
    assert [line["people"] for line in sex["lines"][:-1]] == [row[2] for row in rows if row[0] == sex["title"]][:-1]
    assert "Counted on" in sex["notes"][0]
    assert newest_results(session, activity.id) is published


def test_the_summary_says_of_when_the_totals_are(session: Session, activity: Activity) -> None:
    rows = taken(session, closed(session, activity))
    assert {row[5] for row in rows} == {london(clock.now()).date().isoformat()}
    records = officer_records(session, activity.consultation, [summarise(session, activity)])
    notes = [record.text for record in records if record.section == "About you" and record.answer == "Note"]
    assert notes
    assert all("Counted on" in note for note in notes)
