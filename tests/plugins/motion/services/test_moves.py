"""Moves and numbers."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from plugins.motion.lifecycle import COURSE, AlreadyOver, NotYet, State
from plugins.motion.models import Motion
from plugins.motion.services.moves import next_number


def test_numbers_handed_out_at_once_are_all_different(live_database: Database) -> None:
    def draw(_: int) -> str:
        return live_database.write(lambda session: next_number(session, "R", 2026))

    with ThreadPoolExecutor(max_workers=4) as pool:
        numbers = sorted(pool.map(draw, range(12)))
    assert numbers == [f"R2026-{number:03d}" for number in range(1, 13)]


@pytest.mark.parametrize(
    ("state", "to", "refusal"),
    [(State.DRAFT, State.CARRIED, NotYet), (State.CARRIED, State.LOST, AlreadyOver)],
)
def test_a_move_that_is_not_in_the_table_is_refused(
    session: Session, state: State, to: State, refusal: type[Exception]
) -> None:
    motion = Motion(title="A", state=state)
    with pytest.raises(refusal):
        COURSE.enter(session, SYSTEM, motion, to)
    assert motion.status is state
