"""What stays for good."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import JSON, delete, inspect, literal_column, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from consult.contract.registry import Registry
from consult.kernel.db import Database
from consult.kernel.types import UtcDateTime
from consult.migrate import downgrade, upgrade
from plugins.motion.actions import KEPT as KEPT_AFTER_THE_VOTE
from plugins.motion.actions import ActionKind, Resolution
from plugins.motion.lifecycle import ActionState
from plugins.motion.records import KEPT, Check, Choice, Division, FrozenText, TextConsent, Vacancy, Vote
from plugins.motion.services.resolutions import add_action, move_action
from plugins.motion.services.statements import enter_statement
from tests.plugins.motion import story

PERMANENT = (*KEPT, *KEPT_AFTER_THE_VOTE)
REFUSED = pytest.raises(DBAPIError, match="part of the permanent record")


@pytest.fixture
def carried(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A carried motion with its resolution."""
    clock_at(story.STARTS)
    told = story.begin(session)
    told.carry()
    return told


@pytest.mark.parametrize(
    ("model", "column", "value"),
    [
        (FrozenText, "canonical", "another text"),
        (FrozenText, "hash", "0" * 64),
        (Check, "reason", "another"),
        (Division, "for_count", 99),
        (Vote, "choice", Choice.AGAINST),
        (Resolution, "summary", "another"),
    ],
)
def test_a_permanent_row_cannot_be_changed(
    session: Session, carried: story.Story, model: Any, column: str, value: object
) -> None:
    changed = session.query(model).first()
    setattr(changed, column, value)
    with REFUSED:
        session.flush()


@pytest.mark.parametrize("model", [FrozenText, Check, Division, Vote, Resolution])
def test_a_permanent_row_cannot_be_deleted(session: Session, carried: story.Story, model: Any) -> None:
    session.delete(session.query(model).first())
    with REFUSED:
        session.flush()


@pytest.mark.parametrize("model", PERMANENT)
def test_no_statement_changes_permanent_rows_at_once(session: Session, carried: story.Story, model: Any) -> None:
    rows = session.scalars(select(model)).all()
    for statement in (delete(model), update(model).values(id=0)):
        if rows:
            with REFUSED, session.begin_nested():
                session.execute(statement)


EMPTIED = {"person_id", "made_by_id", "recorded_by_id", "entered_by_id"}


@pytest.fixture
def recorded(session: Session, carried: story.Story, clock_at: Callable[..., Any]) -> story.Story:
    """The carried motion, with an action that went on, what was reported of it, and a seat that was vacant."""
    told = carried.motion
    assert told.division is not None
    session.add(Vacancy(division_id=told.division.id, ward="Beckton", seat="1"))
    session.flush()
    action = add_action(
        session,
        carried.officer,
        told,
        number=1,
        kind=ActionKind.REQUEST,
        text="Write",
        owner="Clerk",
        addressee="Home Office",
        due_on=None,
    )
    clock_at(story.AFTER_MEETING)
    day = story.MEETING
    move_action(session, carried.officer, action, to=ActionState.SENT, happened_on=day, note="", version=action.version)
    enter_statement(session, carried.officer, action, said_by="Home Office", text="It is fair.", source="A newspaper")
    return carried


@pytest.mark.parametrize("model", PERMANENT)
def test_the_database_itself_keeps_every_column_of_the_record(
    session: Session, recorded: story.Story, model: Any
) -> None:
    connection = session.connection()
    table = model.__table__
    before = connection.execute(table.select()).all()
    assert before
    refused = pytest.raises(DBAPIError, match=f"{table.name} is part of the permanent record")
    for column in table.columns:
        other = "(SELECT min(id) FROM person)" if column.name in EMPTIED else _other(column)
        with refused, connection.begin_nested():
            connection.execute(update(table).values({column.name: literal_column(other)}))
    with refused, connection.begin_nested():
        connection.execute(delete(table))
    assert connection.execute(table.select()).all() == before


@pytest.mark.parametrize("model", [model for model in PERMANENT if model not in {FrozenText, TextConsent, Vacancy}])
def test_an_account_may_leave_the_record_and_the_name_stays(
    session: Session, recorded: story.Story, model: Any
) -> None:
    table = model.__table__
    (name,) = EMPTIED & set(table.columns.keys())
    connection = session.connection()
    connection.execute(update(table).values({name: None}))
    assert set(connection.scalars(select(table.c[name]))) == {None}


def _other(column: Any) -> str:
    """Return another value of the column's type, as SQL."""
    if isinstance(column.type, JSON):
        return "'{}'"
    kind = column.type.python_type if not isinstance(column.type, UtcDateTime) else datetime
    if kind is bool:
        return f"NOT {column.name}"
    if kind is int:
        return f"COALESCE({column.name}, 0) + 1000"
    if kind in {date, datetime}:
        return "'1999-12-31'"
    return "'other'"


def test_the_database_refuses_a_valid_check_of_which_a_condition_fails(session: Session, carried: story.Story) -> None:
    frozen = carried.motion.texts[0]
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(
            Check(
                motion_id=carried.motion.id,
                text_id=frozen.id,
                number=2,
                is_valid=True,
                is_in_time=False,
                is_in_scope=True,
                is_within_words=True,
                is_lawful=True,
                meeting_on=story.MEETING,
                clear_days=1,
                clear_days_needed=7,
                words=1,
                words_allowed=2,
                made_at=frozen.frozen_at,
            )
        )


def test_removing_the_plugin_takes_the_record_along_and_adding_it_guards_again(
    live_database: Database, registry: Registry, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    with live_database.unit_of_work() as opened:
        story.begin(opened).carry()
    downgrade(live_database, registry, "motion")
    assert not [name for name in inspect(live_database.engine).get_table_names() if name.startswith("motion_vote")]
    upgrade(live_database, registry)
    with live_database.unit_of_work() as opened:
        assert opened.scalars(select(Vote)).all() == []
        story.begin(opened).carry()
    with live_database.engine.connect() as connection, pytest.raises(DBAPIError, match="motion_vote is part of"):
        connection.execute(delete(Vote))


def test_votes_of_before_the_roll_stay_guarded_on_the_way_up_and_down(
    live_database: Database, registry: Registry, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    with live_database.unit_of_work() as opened:
        story.begin(opened).carry()
    columns = (Vote.id, Vote.division_id, Vote.person_id, Vote.councillor_name, Vote.choice)
    by_number = select(*columns).order_by(Vote.id)
    with live_database.engine.connect() as connection:
        before = connection.execute(by_number).all()
    assert len(before) == 4
    for step in ("down", "up"):
        if step == "down":
            downgrade(live_database, registry, "motion", "0005_texts_taken_out")
        else:
            upgrade(live_database, registry)
        with live_database.engine.connect() as connection:
            assert connection.execute(by_number).all() == before
        for change in (update(Vote).values(choice="against"), delete(Vote)):
            with (
                live_database.engine.connect() as connection,
                pytest.raises(DBAPIError, match="motion_vote is part of"),
            ):
                connection.execute(change)
    with live_database.reading() as opened:
        assert {(vote.term_id, vote.ward, vote.group_name) for vote in opened.scalars(select(Vote))} == {(None, "", "")}
