"""Preparing a consultation."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations import services
from consult.consultations.documents import add_document, remove_document
from consult.consultations.models import Activity, Consultation, Document, State
from consult.consultations.moves import schedule_opening
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from tests.factories import make_activity, make_actor, make_consultation

AT = "2026-11-02 09:00"
REASONS = dict.fromkeys(("formative", "information", "time", "holidays", "questions"), "Because.")


def add(session: Session, made: Consultation, **more: Any) -> Document:
    arguments = {"title": "Paper", "name": "paper.txt", "content": io.BytesIO(b"In full."), **more}
    return add_document(session, SYSTEM, made, **arguments)


def test_addresses_are_made_from_titles_and_never_taken_twice(session: Session) -> None:
    actor = make_actor(session, Role.OFFICER)
    titles = ["Live facial recognition?", "Live facial recognition!", "Live", "New", "нет"]
    made = [services.create_consultation(session, actor, title=title, summary="Why.") for title in titles]
    assert [consultation.slug for consultation in made] == [
        "live-facial-recognition",
        "live-facial-recognition-2",
        "live",
        "new-2",
        "нет",
    ]
    assert {consultation.state for consultation in made} == {"draft"}


def test_dates_must_be_in_order(session: Session, clock_at: Callable[[str], datetime]) -> None:
    now = clock_at(AT)
    with pytest.raises(Invalid) as refused:
        services.create_consultation(session, SYSTEM, title="T", summary="S", opens_at=now, closes_at=now)
    assert "closes_at" in refused.value.fields
    made = make_consultation(session, state=State.DRAFT)
    with pytest.raises(Invalid):
        services.edit_consultation(
            session, SYSTEM, made, version=made.version, values={"closes_at": now - timedelta(days=1)}
        )


def test_an_edit_tells_which_fields_and_guards_its_version(session: Session) -> None:
    actor = make_actor(session, Role.OFFICER)
    made = make_consultation(session, state=State.DRAFT)
    seen = made.version
    services.edit_consultation(session, actor, made, version=seen, values={"title": "First", "summary": made.summary})
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "consultations.edited")).one()
    assert entry.facts == {"fields": "title"}
    with pytest.raises(ChangedMeanwhile):
        services.edit_consultation(session, actor, made, version=seen, values={"title": "Second"})
    assert made.title == "First"


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED, State.ANALYSING, State.DECIDED, State.ARCHIVED])
def test_what_has_opened_is_not_edited(session: Session, state: State) -> None:
    made = make_consultation(session, state=state)
    with pytest.raises(Conflict, match="Make a change with a reason"):
        services.edit_consultation(session, SYSTEM, made, version=made.version, values={"title": "Quietly"})


def test_an_announced_consultation_gets_no_new_warning_by_editing(
    session: Session, clock_at: Callable[[str], datetime]
) -> None:
    now = clock_at("2027-01-04 09:00")
    actor = make_actor(session, Role.OFFICER)
    made = make_consultation(session, state=State.DRAFT, opens_at=now + timedelta(days=1))
    make_activity(session, made)
    session.expire(made, ["activities"])
    document = add(session, made)
    schedule_opening(session, actor, made, {})
    assert made.opens_at is not None
    for values in ({"options_open": ""}, {"closes_at": made.opens_at + timedelta(days=3)}, {"opens_at": None}):
        with session.begin_nested() as attempt:
            with pytest.raises(Invalid):
                services.edit_consultation(session, actor, made, version=made.version, values=values)
            attempt.rollback()
        session.refresh(made)
    with session.begin_nested() as attempt:
        with pytest.raises(Invalid, match="No document"):
            remove_document(session, actor, document)
        attempt.rollback()
    session.expire_all()
    services.edit_consultation(session, actor, made, version=made.version, values={"summary": "Clearer."})
    assert made.summary == "Clearer."


def test_ways_of_taking_part_are_added_ordered_and_removed(session: Session) -> None:
    actor = make_actor(session, Role.OFFICER)
    made = make_consultation(session, state=State.DRAFT)
    one, two, three = (
        services.add_activity(session, actor, made, kind="response", title=title) for title in ("A", "B", "C")
    )
    services.shift_activity(session, actor, three, -1)
    services.shift_activity(session, actor, one, -1)
    services.shift_activity(session, actor, two, 1)
    services.rename_activity(session, actor, three, "Third", seen="C")
    assert [activity.title for activity in made.activities] == ["A", "Third", "B"]
    services.remove_activity(session, actor, one)
    titles = session.scalars(select(Activity.title).order_by(Activity.position)).all()
    assert titles == ["Third", "B"]


def test_an_unknown_way_of_taking_part_is_refused(session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT)
    with pytest.raises(Invalid):
        services.add_activity(session, SYSTEM, made, kind="polling", title="Poll")


@pytest.mark.parametrize("state", [State.SCHEDULED, State.OPEN])
def test_ways_of_taking_part_are_set_in_the_draft(session: Session, state: State) -> None:
    made = make_consultation(session, state=state)
    activity = make_activity(session, made)
    actor = make_actor(session, Role.OFFICER)
    with pytest.raises(Conflict):
        services.add_activity(session, actor, made, kind="response", title="More")
    with pytest.raises(Conflict):
        services.remove_activity(session, actor, activity)
