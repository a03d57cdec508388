"""Changes after opening."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.changes import change_consultation, described, extend
from consult.consultations.models import Change, Consultation, State
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import ChangedMeanwhile, Closed, Conflict, Invalid
from tests.factories import make_actor, make_consultation

AT = "2026-11-02 09:00"


def change(session: Session, actor: Actor, made: Consultation, **values: object) -> Change:
    return change_consultation(
        session,
        actor,
        made,
        version=made.version,
        reason="The police sent a correction.",
        is_material=False,
        values=values,
    )


def test_a_change_keeps_what_was_and_what_is(session: Session, clock_at: Callable[[str], datetime]) -> None:
    now = clock_at(AT)
    actor = make_actor(session, Role.OFFICER)
    made = make_consultation(
        session, summary="Cameras in ten places.", decision_on=date(2027, 2, 1), results_due_on=None
    )
    kept = change(
        session, actor, made, summary="Cameras in two places.", decision_on=date(2027, 3, 1), title=made.title
    )
    assert made.summary == "Cameras in two places."
    assert (kept.number, kept.kind, kept.is_material, kept.changed_at) == (1, "text", False, now)
    assert kept.before == {"summary": "Cameras in ten places.", "decision_on": "2027-02-01"}
    assert kept.after == {"summary": "Cameras in two places.", "decision_on": "2027-03-01"}
    assert [(field.label, field.parts) for field in described(kept)] == [
        (
            "Summary",
            [("same", "Cameras in "), ("removed", "ten"), ("added", "two"), ("same", " places.")],
        ),
        (
            "Date of the decision",
            [("same", "1 "), ("removed", "February"), ("added", "March"), ("same", " 2027")],
        ),
    ]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "consultations.changed")).one()
    assert (entry.actor_id, entry.facts["number"], entry.facts["kind"]) == (actor.person_id, 1, "text")
    assert change(session, actor, made, title="Another title").number == 2


def test_more_time_is_an_extension_that_people_are_told_of(
    session: Session, clock_at: Callable[[str], datetime]
) -> None:
    clock_at(AT)
    actor = make_actor(session, Role.OFFICER)
    made = make_consultation(session)
    assert made.closes_at is not None
    later = made.closes_at + timedelta(days=7)
    kept = extend(session, actor, made, later, "The papers came late.")
    assert (kept.kind, kept.is_material, made.closes_at) == ("extension", True, later)
    with_text = change(session, actor, made, closes_at=later + timedelta(days=1), summary="Clearer.")
    assert (with_text.kind, with_text.is_material) == ("text", True)


@pytest.mark.parametrize("days", [0, -1])
def test_the_closing_date_never_comes_earlier(session: Session, clock_at: Callable[[str], datetime], days: int) -> None:
    clock_at(AT)
    made = make_consultation(session)
    assert made.closes_at is not None
    with pytest.raises(Invalid):
        extend(session, make_actor(session, Role.OFFICER), made, made.closes_at + timedelta(days=days), "Why not.")
    assert session.scalar(select(Change)) is None


def test_a_closed_consultation_cannot_be_extended_although_its_stored_state_is_open(
    session: Session, clock_at: Callable[[str], datetime]
) -> None:
    now = clock_at(AT)
    made = make_consultation(session, state=State.OPEN, opens_at=now - timedelta(days=9), closes_at=now)
    with pytest.raises(Closed):
        extend(session, make_actor(session, Role.OFFICER), made, now + timedelta(days=1), "Please.")


@pytest.mark.parametrize("state", [State.CLOSED, State.ANALYSING])
def test_after_closing_only_promises_can_change(
    session: Session, clock_at: Callable[[str], datetime], state: State
) -> None:
    clock_at(AT)
    actor = make_actor(session, Role.OFFICER)
    made = make_consultation(session, state=state)
    assert change(session, actor, made, results_due_on=date(2027, 6, 1)).after == {"results_due_on": "2027-06-01"}
    with pytest.raises(Closed):
        change(session, actor, made, summary="Something else was asked.")


@pytest.mark.parametrize("state", [State.DRAFT, State.SCHEDULED])
def test_before_opening_it_is_edited_instead(
    session: Session, clock_at: Callable[[str], datetime], state: State
) -> None:
    clock_at(AT)
    made = make_consultation(session, state=state)
    with pytest.raises(Conflict, match="Edit it instead"):
        change(session, make_actor(session, Role.OFFICER), made, title="New")


@pytest.mark.parametrize("state", [State.DECIDED, State.ARCHIVED])
def test_after_the_decision_nothing_changes(
    session: Session, clock_at: Callable[[str], datetime], state: State
) -> None:
    clock_at(AT)
    made = make_consultation(session, state=state)
    with pytest.raises(Closed):
        change(session, make_actor(session, Role.OFFICER), made, results_due_on=date(2030, 1, 1))


def test_nothing_different_is_no_change(session: Session, clock_at: Callable[[str], datetime]) -> None:
    clock_at(AT)
    made = make_consultation(session)
    with pytest.raises(Invalid, match="Nothing has been changed"):
        change(session, make_actor(session, Role.OFFICER), made, title=made.title)


def test_line_ends_and_space_around_a_text_are_no_change(session: Session, clock_at: Callable[[str], datetime]) -> None:
    clock_at(AT)
    actor = make_actor(session, Role.OFFICER)
    made = make_consultation(session, background="One paragraph.\n\nAnother.\n", summary="Cameras in ten places.")
    kept = change(session, actor, made, background="One paragraph.\r\n\r\nAnother.", summary="Cameras in two places.")
    assert list(kept.after) == ["summary"]
    assert [field.label for field in described(kept)] == ["Summary"]


def test_a_small_change_to_a_long_text_is_found_without_reading_it_all(
    session: Session, clock_at: Callable[[str], datetime]
) -> None:
    clock_at(AT)
    many = " ".join(f"word{number}" for number in range(400))
    made = make_consultation(session, background=f"{many} ten {many}")
    (field,) = described(change(session, make_actor(session, Role.OFFICER), made, background=f"{many} two {many}"))
    assert [kind for kind, _ in field.excerpt] == ["left_out", "same", "removed", "added", "same", "left_out"]
    assert field.is_shortened
    before, after = field.excerpt[1][1], field.excerpt[4][1]
    assert before.split() == many.split()[-30:]
    assert after.split() == many.split()[:30]
    assert before.endswith(" ")
    assert after.startswith(" ")
    (short,) = described(change(session, make_actor(session, Role.OFFICER), made, summary="Short."))
    assert not short.is_shortened


def test_a_save_over_somebody_elses_is_refused(session: Session, clock_at: Callable[[str], datetime]) -> None:
    clock_at(AT)
    actor = make_actor(session, Role.OFFICER)
    made = make_consultation(session)
    seen = made.version
    change(session, actor, made, title="Saved first")
    with pytest.raises(ChangedMeanwhile):
        change_consultation(
            session, actor, made, version=seen, reason="Late.", is_material=False, values={"title": "Saved second"}
        )
    assert made.title == "Saved first"


def test_a_reason_quotes_only_what_is_said_word_for_word(session: Session) -> None:
    actor = make_actor(session, Role.OFFICER)
    for reason in ("Many said “the cameras frighten our children”.", "They read “cameras in ten places here”."):
        other = make_consultation(session, summary="Cameras in ten places.")
        facts: dict[str, Any] = {"version": other.version, "is_material": False, "values": {"notice": "New"}}
        with pytest.raises(Invalid) as refused:
            change_consultation(session, actor, other, reason=reason, **facts)
        assert list(refused.value.fields) == ["reason"]
    made = make_consultation(session, summary="Cameras in ten places.")
    kept = change(session, actor, made, summary="Cameras in two places.")
    again = change_consultation(
        session,
        actor,
        made,
        version=made.version,
        reason="We had written “Cameras in ten places” and then “Cameras in two places”.",
        is_material=False,
        values={"summary": "Cameras in one place."},
    )
    assert (kept.number, again.kind) == (again.number - 1, "text")
