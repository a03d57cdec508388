"""Moving through the lifecycle by hand."""

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations import moves
from consult.consultations.lifecycle import MOVES, state_at
from consult.consultations.models import Change, Consultation, Override, State
from consult.jobs.models import Job
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import Conflict, Invalid
from tests.factories import make_actor, make_consultation

AT = "2026-11-02 09:00"
REASONS = dict.fromkeys(("formative", "information", "time", "holidays", "questions"), "Because it is urgent.")
Move = Callable[[Session, Actor, Consultation], None]
MOVE: dict[State, Move] = {
    State.DRAFT: lambda s, a, c: moves.take_back(s, a, c, "A mistake."),
    State.SCHEDULED: lambda s, a, c: moves.schedule_opening(s, a, c, REASONS),
    State.OPEN: lambda s, a, c: moves.open_now(s, a, c, REASONS),
    State.CLOSED: lambda s, a, c: moves.close_early(s, a, c, "The building burnt down."),
    State.ANALYSING: lambda s, a, c: moves.begin_analysis(s, a, c, "All letters are in."),
    State.DECIDED: lambda s, a, c: moves.mark_decided(s, c, a),
    State.ARCHIVED: lambda s, a, c: moves.archive(s, a, c, "Nothing more to come."),
}


def audit_log(session: Session, made: Consultation) -> list[str]:
    query = select(AuditEntry.name).where(AuditEntry.consultation_id == made.id).order_by(AuditEntry.id)
    return [name for name in session.scalars(query) if name != "consultations.warning_set_aside"]


@pytest.mark.parametrize("target", State)
@pytest.mark.parametrize("start", State)
def test_only_the_moves_of_the_table_are_made(
    session: Session, clock_at: Callable[[str], datetime], start: State, target: State
) -> None:
    now = clock_at(AT)
    actor = make_actor(session, Role.OFFICER)
    made = make_consultation(session, state=start)
    if target not in MOVES[start]:
        with pytest.raises(Conflict, match="This consultation is"):
            MOVE[target](session, actor, made)
        assert made.state == start
        assert audit_log(session, made) == []
        return
    MOVE[target](session, actor, made)
    assert made.state == target == state_at(made, now)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.consultation_id == made.id)).all()[-1]
    assert entry.actor_id == actor.person_id


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.lists(st.one_of(st.sampled_from(State), st.timedeltas(timedelta(0), timedelta(days=60))), max_size=12))
def test_no_sequence_of_moves_and_time_leaves_the_table(session: Session, steps: list[State | timedelta]) -> None:
    at = clock.from_london(datetime.fromisoformat(AT))
    with clock.set_clock(at):
        actor = make_actor(session, Role.OFFICER)
        made = make_consultation(session, state=State.DRAFT)
    seen = [State.DRAFT]
    for step in steps:
        if isinstance(step, timedelta):
            at += step
        with clock.set_clock(at):
            if isinstance(step, State):
                with contextlib.suppress(Conflict, Invalid):
                    MOVE[step](session, actor, made)
            seen.append(state_at(made, at))
    for before, after in pairwise(seen):
        # time may pass twice at once: a scheduled one that nobody looked at opens and closes
        skipped = before is State.SCHEDULED and after is State.CLOSED
        assert before is after or after in MOVES[before] or skipped


def test_each_warning_needs_a_public_reason(session: Session, clock_at: Callable[[str], datetime]) -> None:
    clock_at(AT)
    actor = make_actor(session, Role.OFFICER)
    made = make_consultation(session, state=State.DRAFT, options_open="")
    with pytest.raises(Invalid) as refused:
        moves.schedule_opening(session, actor, made, {"formative": "   "})
    unmet = {"formative", "holidays", "information", "questions"}
    assert set(refused.value.fields) == {f"override_{code}" for code in unmet}
    assert made.state == State.DRAFT
    given_reasons = {code: f"Reason for {code}." for code in (*unmet, "time")}
    moves.schedule_opening(session, actor, made, given_reasons)
    kept = session.scalars(select(Override).where(Override.consultation_id == made.id)).all()
    assert {(override.check, override.reason) for override in kept} == {(code, f"Reason for {code}.") for code in unmet}
    moves.take_back(session, actor, made, "Not yet.")
    assert session.scalar(select(Override).where(Override.consultation_id == made.id)) is None


def test_scheduling_needs_dates_ahead(session: Session, clock_at: Callable[[str], datetime]) -> None:
    now = clock_at(AT)
    actor = make_actor(session, Role.OFFICER)
    made = make_consultation(session, state=State.DRAFT, opens_at=now)
    with pytest.raises(Invalid, match="future"):
        moves.schedule_opening(session, actor, made, REASONS)
    made = make_consultation(session, state=State.DRAFT)
    made.closes_at = None
    session.flush()
    with pytest.raises(Invalid, match="closing date"):
        moves.schedule_opening(session, actor, made, REASONS)
    old = make_consultation(session, state=State.DRAFT, opens_at=now - timedelta(9), closes_at=now - timedelta(1))
    with pytest.raises(Invalid, match="later"):
        moves.open_now(session, actor, old, REASONS)


def test_opening_at_once_sets_the_opening_date(session: Session, clock_at: Callable[[str], datetime]) -> None:
    now = clock_at(AT)
    made = make_consultation(session, state=State.SCHEDULED)
    moves.open_now(session, make_actor(session, Role.OFFICER), made, REASONS)
    assert (made.opens_at, made.state) == (now, State.OPEN)
    assert audit_log(session, made) == ["consultations.opened"]


def test_closing_early_is_a_public_change(session: Session, clock_at: Callable[[str], datetime]) -> None:
    now = clock_at(AT)
    made = make_consultation(session, state=State.OPEN)
    was = made.closes_at
    moves.close_early(session, make_actor(session, Role.OFFICER), made, "The plan was withdrawn.")
    assert made.closes_at == now
    change = session.scalars(select(Change).where(Change.consultation_id == made.id)).one()
    assert (change.number, change.kind, change.is_material, change.reason) == (
        1,
        "early_close",
        True,
        "The plan was withdrawn.",
    )
    assert was is not None
    assert change.before == {"closes_at": was.isoformat()}
    assert audit_log(session, made) == ["consultations.closed", "consultations.changed"]


def test_a_move_first_tells_what_the_clock_did(session: Session, clock_at: Callable[[str], datetime]) -> None:
    now = clock_at(AT)
    made = make_consultation(
        session, state=State.SCHEDULED, opens_at=now - timedelta(days=40), closes_at=now - timedelta(days=1)
    )
    moves.begin_analysis(session, make_actor(session, Role.OFFICER), made, "Everything is in.")
    assert audit_log(session, made) == [
        "consultations.opened",
        "consultations.closed",
        "consultations.analysis_begun",
    ]


def test_scheduling_plans_the_turn(session: Session, clock_at: Callable[[str], datetime]) -> None:
    clock_at(AT)
    made = make_consultation(session, state=State.DRAFT)
    moves.schedule_opening(session, make_actor(session, Role.OFFICER), made, REASONS)
    assert session.scalars(select(Job.due_at).where(Job.name == "consultations.turn")).all() == [made.opens_at]


def test_the_reasons_of_a_move_quote_nobody_falsely(session: Session) -> None:
    actor, wrong = make_actor(session, Role.OFFICER), "Many said “the cameras frighten our children”."
    with pytest.raises(Invalid) as refused:
        moves.close_early(session, actor, make_consultation(session, state=State.OPEN), wrong)
    assert list(refused.value.fields) == ["reason"]
    made = make_consultation(session, state=State.DRAFT, options_open="")
    with pytest.raises(Invalid) as refused:
        moves.schedule_opening(session, actor, made, {**REASONS, "formative": wrong})
    assert list(refused.value.fields) == ["override_formative"]
