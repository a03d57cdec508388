"""The six-month rule: repeats and rescissions are heard when enough members signed, or when the months are over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.kernel.errors import Invalid, SavedOtherwise
from consult.records.corrections import correct
from plugins.motion.earlier import EarlierDecision
from plugins.motion.lifecycle import ActionState, State
from plugins.motion.meeting_records import EARLIER
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.services.checks import check_motion, put_on_agenda
from plugins.motion.services.council import change_standing_orders
from plugins.motion.services.earlier import Named, found_by, rescissions_of
from plugins.motion.services.resolutions import move_action
from plugins.motion.tasks import waiting_for
from tests.consult.follows.conftest import following, mails, run_jobs
from tests.plugins.motion import debate, story
from tests.plugins.motion.services.test_resolutions import letter

SOON, LATER = date(2027, 1, 25), date(2027, 6, 14)


@pytest.fixture
def carried(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion that was carried on 30 November."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.carry()
    return made


@pytest.fixture
def told(session: Session, carried: story.Story, clock_at: Callable[..., Any]) -> story.Story:
    """Another motion, submitted after that for the meeting in January."""
    orders = replace(standing_orders(session), repeat_signatures=3)
    change_standing_orders(session, carried.officer, orders, orders_version(session))
    made = story.begin(session, title="Start it again")
    clock_at(story.STARTS)
    made.submit()
    story.call(session, SOON, LATER)
    clock_at("2026-12-07 09:00")
    return made


def check(told: story.Story, named: Named | None, *, meeting_on: date = SOON, reason: str = "") -> None:
    """Let the officer check the motion, and name an earlier decision."""
    check_motion(
        told.session,
        told.officer,
        told.motion,
        meeting_on=meeting_on,
        is_in_scope=True,
        is_lawful=True,
        reason=reason,
        text_number=1,
        number=len(told.motion.checks_of_text) or 1,
        earlier=named,
    )


def rescinds(told: story.Story, signatures: int = 3) -> Named:
    """Name the resolution of a motion that was carried."""
    assert told.motion.resolution is not None
    return Named(number=told.motion.resolution.number, is_rescission=True, signatures=signatures)


def repeats(told: story.Story, signatures: int = 3) -> Named:
    """Name a motion that was decided."""
    return Named(number=str(told.motion.number), is_rescission=False, signatures=signatures)


@pytest.mark.parametrize("named", [rescinds, repeats])
def test_within_six_months_it_is_returned_unless_enough_members_signed(
    carried: story.Story, told: story.Story, named: Callable[..., Named]
) -> None:
    with pytest.raises(Invalid) as refused:
        check(told, named(carried, 2))
    assert "Until 30 May 2027 the motion needs 3 signatures of members and has 2" in refused.value.fields["reason"]
    check(told, named(carried, 2), reason="Too few signatures.")
    last = told.motion.last_check
    assert last is not None
    assert (told.motion.status, last.is_valid, last.is_heard, last.is_lawful) == (State.RETURNED, False, False, True)
    check(told, named(carried, 2), reason="Too few signatures.")
    with pytest.raises(SavedOtherwise):
        check(told, named(carried, 3), reason="Too few signatures.")


def test_with_the_signatures_or_after_the_months_it_is_valid_but_not_for_an_earlier_meeting(
    session: Session, carried: story.Story, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    check(told, repeats(carried, 0), meeting_on=LATER)
    assert told.motion.status is State.VALID
    version = told.motion.version
    with pytest.raises(Invalid, match="too soon after an earlier decision"):
        put_on_agenda(session, told.officer, told.motion, meeting_on=SOON, item=1, version=version)
    put_on_agenda(session, told.officer, told.motion, meeting_on=LATER, item=1, version=version)
    other = story.begin(session, title="Once more")
    clock_at(story.STARTS)
    other.submit()
    clock_at("2026-12-07 09:00")
    check(other, repeats(carried, 3))
    assert other.motion.status is State.VALID


def test_only_what_was_decided_can_be_named_and_a_council_can_have_no_such_rule(
    session: Session, carried: story.Story, told: story.Story
) -> None:
    for number, is_rescission, field in (
        (str(told.motion.number), False, "repeated"),
        ("M1999-001", False, "repeated"),
        ("R1999-001", True, "rescinded"),
    ):
        with pytest.raises(Invalid) as refused:
            check(told, Named(number=number, is_rescission=is_rescission, signatures=9))
        assert list(refused.value.fields) == [field]
    orders = replace(standing_orders(session), repeat_months=0)
    change_standing_orders(session, told.officer, orders, orders_version(session))
    check(told, rescinds(carried, 0))
    assert told.motion.status is State.VALID


def test_a_rescission_that_is_carried_stands_with_the_resolution_and_a_slip_is_corrected(
    session: Session, carried: story.Story, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    resolution = carried.motion.resolution
    assert resolution is not None
    mandate = letter(carried)
    following(session, reference_to(carried.motion), "anna@example.org")
    check(told, rescinds(carried))
    put_on_agenda(session, told.officer, told.motion, meeting_on=SOON, item=1, version=told.motion.version)
    assert rescissions_of(session, resolution) == []
    clock_at("2027-01-26 09:00")
    debate.vote(told, None)
    (found,) = rescissions_of(session, resolution)
    assert (found.motion, found.read.value("number")) == (told.motion, resolution.number)
    row = session.scalars(select(EarlierDecision)).one()
    assert list(found_by(session, told.motion.checks)) == [row.check_id]
    run_jobs(session)
    (said,) = [body for to, subject, body in mails(session) if to == "anna@example.org" and "rescinded" in subject]
    assert f"rescinded resolution {resolution.number} with motion {told.motion.number}" in said
    waiting = [one for one in waiting_for(session, told.officer) if "rescinded" in one.text]
    assert [one.parts for one in waiting] == [{"action_id": mandate.id}]
    move_action(
        session,
        told.officer,
        mandate,
        to=ActionState.OVERTAKEN,
        note="Rescinded.",
        happened_on=SOON,
        version=mandate.version,
    )
    assert [one for one in waiting_for(session, told.officer) if "rescinded" in one.text] == []
    correct(session, told.officer, EARLIER, row, "number", says="R2020-009", reason="A slip", seen=0)
    assert rescissions_of(session, resolution) == []
