"""Deployments and pauses move along one table, by its courses alone; the database refuses any other move."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import plugins.register
from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Conflict
from plugins.register.lifecycle import ACCESS, MOVES, STAGE, STAGES, USE, State, only_moves, refusal
from plugins.register.models import Cause, Change, Deployment
from plugins.register.pauses import pause, resume
from plugins.register.services import announce, cancel, settle_changes
from plugins.register.withholding import release, withhold
from tests.plugins.register.conftest import STRATFORD, taken
from tests.plugins.register.test_services import PLAN
from tests.support.web import FormClient

CODE = Path(plugins.register.__file__).parent
KEPT = {"stage", "is_withheld", "access", "state"}
NEW_ROWS = {("imports.py", "stage"), ("imports.py", "is_withheld"), ("services.py", "stage")}
"""Where rows are born: from a file, and announced."""
OTHERS = {("models.py", "is_withheld"), ("models.py", "stage")}
"""What the course itself sets, and the condition of the database."""


def set_in(tree: ast.AST) -> Iterator[str]:
    """Yield what code sets: an attribute, a key of a dictionary, or a column of a statement or of a new row."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.Dict):
            yield from (key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in (
            "values",
            "Deployment",
            "Pause",
        ):
            yield from (word.arg for word in node.keywords if word.arg)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr":
            yield from (str(part.value) for part in node.args if isinstance(part, ast.Constant))


def test_nothing_but_the_courses_sets_where_a_row_stands() -> None:
    found = {
        (path.name, name) for path in CODE.glob("*.py") for name in set_in(ast.parse(path.read_text())) if name in KEPT
    }
    assert found - OTHERS - {("registers.py", "stage")} == NEW_ROWS


def test_a_hand_that_sets_it_would_be_found() -> None:
    written = (
        "row.stage = x",
        "row.is_withheld, other = 1, 2",
        "update(D).values(stage=1)",
        '{"state": 1}',
        "Pause(state=1)",
        'setattr(row, "stage", 1)',
    )
    for line in written:
        assert KEPT & set(set_in(ast.parse(line))), line


def test_every_state_has_its_moves_and_every_other_is_refused() -> None:
    assert set(MOVES) == set(State)
    for before in State:
        for after in set(State) - MOVES[before]:
            with pytest.raises(Conflict):
                STAGE.require(before, after)
    assert "took place" in str(refusal(State.HELD, State.CANCELLED))
    assert only_moves("stage", STAGES).count("OLD.stage") == 3


@pytest.mark.parametrize("before", STAGES)
@pytest.mark.parametrize("after", STAGES)
def test_the_database_makes_no_move_that_the_table_has_not(session: Session, before: State, after: State) -> None:
    row = announce(session, SYSTEM, PLAN)
    if before is not State.PLANNED:
        session.execute(update(Deployment).values(stage=before))
    if after is before or after in MOVES[before]:
        session.execute(update(Deployment).values(stage=after))
        session.refresh(row)
        assert row.stage is after
    else:
        with pytest.raises(DBAPIError, match="permanent record"), session.begin_nested():
            session.execute(update(Deployment).values(stage=after))


def test_every_door_leaves_its_step(session: Session) -> None:
    row = announce(session, SYSTEM, PLAN)
    withhold(session, SYSTEM, row, "FOIA s31", date(2090, 1, 1))
    release(session, SYSTEM, row)
    cancel(session, SYSTEM, row, "Not authorised")
    taken(session, STRATFORD)
    settle_changes(session, SYSTEM, session.scalars(select(Change)).all(), is_confirmed=True, reason="It took place")
    states = [step.stands_at for step in ACCESS.timeline(session, row)]
    assert states == [State.WITHHELD, State.OPEN, State.CANCELLED, State.HELD]
    assert (row.stage, row.arrests, row.versions[-1].cause) == (State.HELD, 4, Cause.REVISED)


def test_the_page_tells_the_steps_and_of_a_withheld_row_no_other(session: Session, client: FormClient) -> None:
    row = announce(session, SYSTEM, PLAN)
    address = f"/register/deployments/{row.number}"
    assert "What was done with it" not in client.get(address).text
    taken(session, STRATFORD)
    assert "took place</li>" in client.get(address).text
    withhold(session, SYSTEM, row, "FOIA s31", date(2090, 1, 1))
    page = client.get(address).text
    assert ("withheld</li>" in page, "took place" in page) == (True, False)


def test_a_plan_that_was_made_again_gets_the_figures(session: Session) -> None:
    first = announce(session, SYSTEM, PLAN)
    cancel(session, SYSTEM, first, "Not authorised")
    second = announce(session, SYSTEM, PLAN)
    taken(session, STRATFORD)
    session.refresh(second)
    assert (first.stage, second.stage, second.arrests) == (State.CANCELLED, State.HELD, 4)


def test_a_pause_ends_once(session: Session) -> None:
    noted = pause(session, SYSTEM, "Newham", date(2023, 1, 16), "Asked for", "")
    assert noted.state is State.PAUSED
    for _again in range(2):
        resume(session, SYSTEM, noted, date(2024, 1, 16), "Safeguards")
    assert [step.stands_at for step in USE.timeline(session, noted)] == [State.RESUMED]
    with pytest.raises(Conflict, match="a last day already"):
        resume(session, SYSTEM, noted, date(2024, 1, 17), "Another")
