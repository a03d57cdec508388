"""The council's standing orders decide: a change holds from then on, and for nothing that was judged before."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.kernel.errors import Invalid
from plugins.motion.lifecycle import State
from plugins.motion.models import StandingOrdersVersion
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.rules import StandingOrders
from plugins.motion.services.checks import findings
from plugins.motion.services.council import change_standing_orders
from plugins.motion.services.drafts import invite_drafter
from tests.plugins.motion import story


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft of three clauses with its people."""
    clock_at(story.STARTS)
    return story.begin(session)


def set_orders(told: story.Story, **changes: Any) -> StandingOrders:
    """Put changed standing orders in force."""
    orders = replace(standing_orders(told.session), **changes)
    change_standing_orders(told.session, told.officer, orders, orders_version(told.session))
    return orders


def test_new_orders_are_in_force_at_once_and_the_earlier_ones_are_kept(told: story.Story) -> None:
    usual = standing_orders(told.session)
    changed = set_orders(told, word_limit=250)
    assert standing_orders(told.session) == changed != usual
    change_standing_orders(told.session, told.officer, usual, orders_version(told.session))
    assert standing_orders(told.session) == usual
    assert told.session.scalar(select(func.count()).select_from(StandingOrdersVersion)) == 2


def test_saving_the_same_orders_again_makes_no_version_and_no_entry(told: story.Story) -> None:
    for _ in range(2):
        set_orders(told, notice_days=10)
    names = [entry.name for entry in told.session.scalars(select(AuditEntry))]
    assert names.count("motion.standing_orders_changed") == 1


def test_length_and_notice_are_judged_by_the_orders_in_force(told: story.Story) -> None:
    told.submit()
    set_orders(told, word_limit=50, notice_days=0)
    before = findings(told.session, told.motion, story.MEETING)
    assert (before.words_allowed, before.is_within_words, before.is_in_time) == (50, True, True)
    set_orders(told, notice_days=60)
    after = findings(told.session, told.motion, story.MEETING)
    assert (after.clear_days_needed, after.is_in_time) == (60, False)
    assert after.words == before.words


def test_a_motion_found_valid_stays_valid_when_the_orders_change(told: story.Story) -> None:
    told.submit()
    told.check()
    set_orders(told, notice_days=60)
    told.check()
    assert told.motion.status is State.VALID


def test_no_more_co_drafters_than_the_orders_allow(told: story.Story) -> None:
    set_orders(told, most_drafters=1)
    with pytest.raises(Invalid, match="up to 1 co-drafters"):
        invite_drafter(told.session, told.proposer, told.motion, told.people["other"].id)
    set_orders(told, most_drafters=2)
    invite_drafter(told.session, told.proposer, told.motion, told.people["other"].id)
    assert len(told.motion.drafters) == 2


def test_nobody_changes_orders_in_passing(told: story.Story) -> None:
    orders: Any = standing_orders(told.session)
    with pytest.raises(FrozenInstanceError):
        orders.word_limit = 1
