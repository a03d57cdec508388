"""Beginning a draft, and who takes part."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.services.council import change_standing_orders
from plugins.motion.services.drafts import invite_drafter, name_seconder, remove_drafter, start_draft
from tests.factories import make_person
from tests.plugins.motion import story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft of three clauses."""
    clock_at(story.STARTS)
    return story.begin(session)


def test_a_double_click_begins_one_draft(session: Session, told: story.Story) -> None:
    first = start_draft(session, told.other, title="Trees", meeting_on=story.MEETING)
    assert start_draft(session, told.other, title="Trees", meeting_on=story.MEETING) is first
    assert start_draft(session, told.other, title="Bees", meeting_on=story.MEETING) is not first


def test_inviting_and_removing_twice_is_the_same_as_once(session: Session, told: story.Story) -> None:
    other = told.people["other"]
    for _ in range(2):
        invite_drafter(session, told.proposer, told.motion, other.id)
    assert {drafter.person_id for drafter in told.motion.drafters} == {told.people["drafter"].id, other.id}
    for _ in range(2):
        remove_drafter(session, told.proposer, told.motion, other.id)
    assert [drafter.person_id for drafter in told.motion.drafters] == [told.people["drafter"].id]


def test_only_councillors_in_office_are_invited_or_second(session: Session, told: story.Story) -> None:
    for person in (told.people["officer"], make_person(session, Role.COUNCILLOR, is_active=False)):
        with pytest.raises(Invalid):
            invite_drafter(session, told.proposer, told.motion, person.id)
        with pytest.raises(Invalid):
            name_seconder(session, told.proposer, told.motion, person.id, version=told.motion.version)


def test_nobody_seconds_their_own_motion(session: Session, told: story.Story) -> None:
    with pytest.raises(Invalid, match="other than the proposer"):
        name_seconder(session, told.proposer, told.motion, told.people["proposer"].id, version=told.motion.version)


def test_the_number_of_co_drafters_is_the_councils_to_set(session: Session, told: story.Story) -> None:
    change_standing_orders(
        session, told.officer, replace(standing_orders(session), most_drafters=1), orders_version(session)
    )
    with pytest.raises(Invalid, match="up to 1"):
        invite_drafter(session, told.proposer, told.motion, told.people["other"].id)
