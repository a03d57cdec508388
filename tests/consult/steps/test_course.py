"""A table of moves lets through what it names, past its guard and with a reason where one is needed, and keeps it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS, Actor, Role
from consult.kernel.db import database_now
from consult.kernel.errors import Conflict, Forbidden, Invalid
from consult.kernel.states import LabelledState
from consult.steps.course import Course
from consult.steps.models import StepTaken
from consult.steps.services import Withheld
from tests.factories import make_actor


class Kettle(LabelledState):
    """Where a kettle stands."""

    COLD = "cold"
    ON_FIRE = "on_fire", "Being heated", "red"
    THROWN_AWAY = "thrown_away"


@dataclass
class Pot:
    """Something with a state."""

    __tablename__: ClassVar[str] = "pot"
    id: int = 1
    heat: str = "cold"


def _cook(_session: Session, actor: Actor, _pot: Pot) -> None:
    if not actor.has(Role.OFFICER):
        raise Forbidden("Only the cook lights the fire.")


COURSE = Course(
    moves={
        Kettle.COLD: frozenset({Kettle.ON_FIRE, Kettle.THROWN_AWAY}),
        Kettle.ON_FIRE: frozenset({Kettle.COLD}),
        Kettle.THROWN_AWAY: frozenset(),
    },
    refusal=lambda before, after: Conflict(f"It is {before.label}, not {after.label}."),
    column="heat",
    needs_reason=frozenset({Kettle.THROWN_AWAY}),
    reason_field="why",
    guards={(Kettle.COLD, Kettle.ON_FIRE): _cook},
    exemptions={"safety": "somebody’s safety"},
)


def test_a_move_of_the_table_is_made_and_its_step_returned(session: Session) -> None:
    pot, cook = Pot(), make_actor(session, Role.OFFICER)
    step = COURSE.enter(session, cook, pot, Kettle.ON_FIRE, "  For tea. ")
    assert pot.heat == "on_fire"
    assert COURSE.state_of(pot) is Kettle.ON_FIRE
    assert (step.before, step.after, step.reason, step.by_id) == (
        Kettle.COLD,
        Kettle.ON_FIRE,
        "For tea.",
        cook.person_id,
    )
    assert step.at.tzinfo is not None


def test_what_the_table_does_not_name_is_refused_with_its_own_sentence(session: Session) -> None:
    pot = Pot(heat="on_fire")
    with pytest.raises(Conflict, match="It is Being heated, not Thrown away"):
        COURSE.enter(session, ANONYMOUS, pot, Kettle.THROWN_AWAY, "Broken.")
    assert pot.heat == "on_fire"


def test_a_reason_is_asked_for_where_one_is_needed(session: Session) -> None:
    pot = Pot()
    with pytest.raises(Invalid) as refused:
        COURSE.enter(session, ANONYMOUS, pot, Kettle.THROWN_AWAY, " \n ")
    assert list(refused.value.fields) == ["why"]
    assert pot.heat == "cold"


def test_a_guard_stands_in_one_move_alone(session: Session) -> None:
    pot = Pot()
    with pytest.raises(Forbidden, match="Only the cook"):
        COURSE.enter(session, ANONYMOUS, pot, Kettle.ON_FIRE)
    assert pot.heat == "cold"
    pot.heat = "on_fire"
    assert COURSE.enter(session, ANONYMOUS, pot, Kettle.COLD).by_id is None


def test_each_move_is_kept_with_its_post_and_read_as_a_timeline(session: Session) -> None:
    pot, cook = Pot(), make_actor(session, Role.OFFICER)
    COURSE.enter(session, cook, pot, Kettle.ON_FIRE, post="Cook")
    COURSE.enter(session, ANONYMOUS, pot, Kettle.COLD)
    kept = session.scalars(select(StepTaken).order_by(StepTaken.id)).all()
    assert [(step.subject_kind, step.subject_id, step.before, step.after, step.by_id) for step in kept] == [
        ("pot", 1, "cold", "on_fire", cook.person_id),
        ("pot", 1, "on_fire", "cold", None),
    ]
    assert [(step.stands_at, step.post) for step in COURSE.timeline(session, pot)] == [
        (Kettle.ON_FIRE, "Cook"),
        (Kettle.COLD, ""),
    ]
    assert [step.stands_at for step in COURSE.timeline(session, pot, {Kettle.COLD})] == [Kettle.COLD]
    assert COURSE.timeline(session, Pot(id=2)) == []


def test_a_refused_move_leaves_no_step(session: Session) -> None:
    with pytest.raises(Conflict):
        COURSE.enter(session, ANONYMOUS, Pot(heat="on_fire"), Kettle.THROWN_AWAY, "Broken.")
    assert session.scalars(select(StepTaken)).all() == []


def test_a_move_that_is_withheld_shows_its_exemption_until_its_date(session: Session) -> None:
    pot, until = Pot(), database_now(session) + timedelta(days=2)
    COURSE.enter(
        session, ANONYMOUS, pot, Kettle.THROWN_AWAY, "Broken.", withheld=Withheld(until=until, exemption="safety")
    )
    (step,) = COURSE.timeline(session, pot)
    assert (step.stands_at, step.at, step.post, step.exemption) == (None, until, "", "somebody’s safety")
    with clock.set_clock(until):
        (step,) = COURSE.timeline(session, pot)
    assert (step.stands_at, step.exemption) == (Kettle.THROWN_AWAY, "somebody’s safety")
