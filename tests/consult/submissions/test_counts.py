"""Kept counts are held against the responses themselves, and put right."""

from click.testing import CliRunner
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.imports.commands import counts_group
from consult.kernel.db import Database
from consult.submissions.counts import drift_of, rebuild_counts, uncounted_activities
from consult.submissions.models import Tally
from consult.submissions.tallies import counts_of
from tests.factories import make_activity, make_consultation, make_submission


def answered(session: Session, *positions: str) -> Activity:
    """Return a written response that somebody answered with each position."""
    activity = make_activity(session, make_consultation(session))
    for position in positions:
        make_submission(session, activity, answers={"position": position})
    return activity


def test_a_count_that_is_wrong_is_named_and_put_right(session: Session) -> None:
    activity = answered(session, "support", "oppose", "oppose")
    assert drift_of(session, activity) == []
    wrong = (Tally.activity_id == activity.id, Tally.value == "oppose")
    session.execute(delete(Tally).where(*wrong))
    assert drift_of(session, activity) == ["q:position@1 “oppose”: kept 0, counted 2"]
    rebuild_counts(session, activity)
    assert drift_of(session, activity) == []


def test_what_an_upgrade_left_uncounted_is_found(session: Session) -> None:
    activity, empty = answered(session, "support"), answered(session)
    assert uncounted_activities(session) == []
    session.execute(delete(Tally).where(Tally.activity_id.in_([activity.id, empty.id])))
    assert uncounted_activities(session) == [activity]
    rebuild_counts(session, activity)
    assert counts_of(session, activity.id)["q:position@1"] == {"*": 1, "support": 1}


def test_the_shell_checks_and_rebuilds(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        activity_id = answered(session, "support").id
        session.execute(update(Tally).where(Tally.activity_id == activity_id).values(count=9))
    checked = CliRunner().invoke(counts_group, ["check"], obj=live_database)
    assert checked.exit_code == 1
    assert "kept 9, counted 1" in checked.output
    assert CliRunner().invoke(counts_group, ["rebuild"], obj=live_database).exit_code == 0
    assert CliRunner().invoke(counts_group, ["check"], obj=live_database).exit_code == 0
