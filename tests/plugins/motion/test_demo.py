"""The demo's motion, as the public record knows it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel.authz import Role
from plugins.motion.amendment_queries import amendments_of, clashes
from plugins.motion.demo import DRAFT_TITLE, LAMPS, LAMPS_TITLE, build_demo
from plugins.motion.lifecycle import State
from plugins.motion.models import Motion
from tests.factories import make_actor
from tests.plugins.motion import story


def test_the_demo_tells_what_is_known_and_can_be_built_twice(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    actors = {
        "officer": make_actor(session, Role.OFFICER),
        "councillor": make_actor(session, Role.COUNCILLOR),
        "second": make_actor(session, Role.COUNCILLOR),
    }
    for _ in range(2):
        build_demo(session, actors)
    motions = session.scalars(select(Motion).order_by(Motion.id)).all()
    assert [motion.title for motion in motions] == ["Live facial recognition in Newham", DRAFT_TITLE]
    past, draft = motions
    assert (past.number, past.status, past.seconder_name) == ("M2023-001", State.CARRIED, "")
    assert past.resolution is not None
    assert past.resolution.number == "R2023-001"
    assert [action.addressee for action in past.resolution.actions][:3] == [
        "the Home Office",
        "the Mayor of London",
        "the Metropolitan Police Service",
    ]
    assert [
        [(statement.said_by, statement.source) for statement in action.statements] for action in past.resolution.actions
    ] == [
        [("the Home Office", "Computer Weekly, January 2023")],
        [("the Mayor of London", "Computer Weekly, January 2023")],
        [("the Metropolitan Police Service", "Computer Weekly, January 2023")],
        [],
    ]
    assert draft.status is State.DRAFT
    assert draft.seconder_id == actors["second"].person_id


def test_two_amendments_that_collide_are_before_a_meeting(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    for _ in range(2):
        build_demo(session, {"officer": told.officer, "first": told.proposer, "second": told.seconder})
    motion = session.scalars(select(Motion).where(Motion.title == LAMPS_TITLE)).one()
    assert motion.status is State.ON_AGENDA
    ((first, second, places),) = clashes(amendments_of(session, motion))
    assert (first.number, second.number) == (f"{motion.number}-A1", f"{motion.number}-A2")
    assert [place.before for place in places] == [LAMPS[2][1]]


def test_the_demo_needs_no_accounts(session: Session) -> None:
    build_demo(session, {})
    assert len(session.scalars(select(Motion)).all()) == 1
