"""The table of moves, and what the clock makes of the stored state."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.lifecycle import BY_CLOCK, MOVES, due_to_turn, is_open_at, state_at, state_column
from consult.consultations.models import Consultation, State
from tests.factories import make_consultation

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOURS = st.integers(-50, 50).map(lambda hours: timedelta(hours=hours))


def test_every_state_can_be_reached_and_only_the_archive_is_an_end() -> None:
    reached, border = {State.DRAFT}, {State.DRAFT}
    while border:
        border = {target for state in border for target in MOVES[state]} - reached
        reached |= border
    assert reached == set(State) == set(MOVES)
    assert [state for state, targets in MOVES.items() if not targets] == [State.ARCHIVED]


def test_nothing_closed_opens_again() -> None:
    def after(state: State) -> set[State]:
        found: set[State] = set()
        border = {state}
        while border:
            border = {target for state in border for target in MOVES[state]} - found
            found |= border
        return found

    assert State.OPEN not in after(State.CLOSED)


@given(st.sampled_from(State), HOURS, st.integers(1, 99), HOURS)
def test_the_clock_moves_only_what_is_scheduled_or_open(
    stored: State, opens: timedelta, hours: int, later: timedelta
) -> None:
    opens_at = AT + opens
    one = Consultation(state=stored.value, opens_at=opens_at, closes_at=opens_at + timedelta(hours=hours))
    at = AT + later
    state = state_at(one, at)
    if stored not in BY_CLOCK:
        assert state is stored
    else:
        assert (state is State.OPEN) == (opens_at <= at < opens_at + timedelta(hours=hours)) == is_open_at(one, at)


def test_it_is_open_from_the_first_instant_to_the_one_before_closing() -> None:
    one = Consultation(state="scheduled", opens_at=AT, closes_at=AT + timedelta(days=1))
    tick = timedelta(microseconds=1)
    moments = [AT - tick, AT, AT + timedelta(days=1) - tick, AT + timedelta(days=1)]
    assert [state_at(one, at) for at in moments] == [State.SCHEDULED, State.OPEN, State.OPEN, State.CLOSED]


def test_lists_and_pages_agree_on_the_state(session: Session) -> None:
    made = [
        make_consultation(
            session, state=state, opens_at=AT + timedelta(days=days), closes_at=AT + timedelta(days=days + 2)
        )
        for state in State
        for days in (-5, -2, -1, 0, 3)
        if not (state is State.OPEN and days > 0)  # what has opened does not open later
    ]
    listed = {row[0]: row[1] for row in session.execute(select(Consultation.id, state_column(AT)))}
    assert {consultation.id: listed[consultation.id] for consultation in made} == {
        consultation.id: state_at(consultation, AT).value for consultation in made
    }
    due = set(session.scalars(select(Consultation.id).where(due_to_turn(AT))))
    assert due == {consultation.id for consultation in made if state_at(consultation, AT).value != consultation.state}
