"""Results whose data were wrong are withdrawn: for good, for a reason that everybody reads, and from every file."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, State
from consult.exports.editions import newest_edition
from consult.exports.making import CrossedAlready, NoMoreEditions, Stands, publish_results
from consult.exports.models import Edition
from consult.exports.withdrawing import find_published, withdraw_results
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.errors import Conflict, Invalid, NotFound
from consult.records.places import record_named
from consult.records.redactions import redact
from tests.factories import make_activity, make_actor, make_consultation, make_submission


def add(session: Session, activity: Activity, number: int) -> None:
    for place in range(number):
        make_submission(session, activity, answers={"position": ("support", "oppose")[place % 2]})


@pytest.fixture
def activity(session: Session) -> Activity:
    """A closed written response with 100 answers, whose results were never published."""
    made = make_activity(session, make_consultation(session, state=State.CLOSED))
    add(session, made, 100)
    return made


def test_all_tables_go_those_of_earlier_editions_too_and_the_log_says_who(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    first = publish_results(session, SYSTEM, activity, with_crossed=True)
    add(session, activity, 10)
    second = publish_results(session, SYSTEM, activity)
    withdraw_results(session, officer, activity, " Rows were doubled. ", seen=2)
    for edition in (first, second):
        session.refresh(edition)
        assert (edition.tables, edition.withdrawn_because) == ([], "Rows were doubled.")
        assert (edition.withdrawn_by_id, edition.withdrawn_at is not None) == (officer.person_id, True)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "exports.results_withdrawn")).one()
    assert (entry.actor_id, entry.facts["number"]) == (officer.person_id, 2)


def test_there_is_no_second_time_no_empty_reason_and_nothing_to_withdraw_before(
    session: Session, activity: Activity
) -> None:
    officer = make_actor(session, Role.OFFICER)
    with pytest.raises(NotFound):
        find_published(session, activity.id, officer)
    publish_results(session, SYSTEM, activity)
    assert find_published(session, activity.id, officer) is activity
    with pytest.raises(Invalid):
        withdraw_results(session, officer, activity, "  ", seen=1)
    with pytest.raises(Conflict, match="meanwhile"):
        withdraw_results(session, officer, activity, "Wrong.", seen=2)
    withdraw_results(session, officer, activity, "Wrong.", seen=1)
    with pytest.raises(Conflict, match="already"):
        withdraw_results(session, officer, activity, "Wrong.", seen=1)
    with pytest.raises(NotFound):
        find_published(session, activity.id, officer)


def test_what_was_withdrawn_still_counts_towards_waiting_the_four_and_cross_tables(
    session: Session, activity: Activity
) -> None:
    publish_results(session, SYSTEM, activity, with_crossed=True)
    withdraw_results(session, SYSTEM, activity, "Wrong.", seen=1)
    with pytest.raises(Stands):
        publish_results(session, SYSTEM, activity)
    add(session, activity, 10)
    with pytest.raises(CrossedAlready):
        publish_results(session, SYSTEM, activity, with_crossed=True)
    for number in (2, 3, 4):
        assert publish_results(session, SYSTEM, activity).number == number
        add(session, activity, 10)
    with pytest.raises(NoMoreEditions):
        publish_results(session, SYSTEM, activity)
    newest = newest_edition(session, activity.id)
    assert newest is not None
    assert newest.tables


@pytest.mark.parametrize("values", [{"withdrawn_because": "Other."}, {"withdrawn_at": None, "withdrawn_because": ""}])
def test_the_database_keeps_when_and_why(session: Session, activity: Activity, values: dict[str, object]) -> None:
    made = publish_results(session, SYSTEM, activity)
    withdraw_results(session, SYSTEM, activity, "Wrong.", seen=1)
    with pytest.raises(DBAPIError, match="permanent record"), session.begin_nested():
        session.execute(update(Edition).where(Edition.id == made.id).values(**values))


def test_a_name_in_the_reason_is_taken_out(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    made = publish_results(session, SYSTEM, activity)
    withdraw_results(session, officer, activity, "Ann Bell typed it.", seen=1)
    redact(session, officer, record_named(session, "edition"), made, {"withdrawn_because": [(0, 8)]}, code="personal")
    assert made.withdrawn_because == "[redacted: personal details] typed it."


def test_why_results_are_withdrawn_quotes_nobody_falsely(session: Session, activity: Activity) -> None:
    publish_results(session, SYSTEM, activity)
    with pytest.raises(Invalid) as refused:
        withdraw_results(session, make_actor(session, Role.OFFICER), activity, "She said “I never sent it”.", seen=1)
    assert list(refused.value.fields) == ["reason"]
