"""A table of moves lets through what it names, with a reason where one is needed and past its guard alone."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import ANONYMOUS, Actor, Role
from consult.kernel.errors import Conflict, Forbidden, Invalid
from consult.kernel.states import Course, LabelledState
from tests.factories import make_actor


class Kettle(LabelledState):
    """Where a kettle stands."""

    COLD = "cold"
    ON_FIRE = "on_fire", "Being heated", "red"
    THROWN_AWAY = "thrown_away"


@dataclass
class Pot:
    """Something with a state."""

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
)


def test_a_state_has_words_and_a_colour() -> None:
    assert [(state, state.label, state.colour) for state in Kettle] == [
        ("cold", "Cold", "grey"),
        ("on_fire", "Being heated", "red"),
        ("thrown_away", "Thrown away", "grey"),
    ]
    assert Kettle("on_fire") is Kettle.ON_FIRE
    assert f"{Kettle.ON_FIRE}" == "on_fire"


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
    pot = Pot("on_fire")
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
