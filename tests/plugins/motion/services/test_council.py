"""What the council itself sets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Invalid
from plugins.motion.lifecycle import State
from plugins.motion.models import StandingOrdersVersion
from plugins.motion.queries import motions_of_activity, orders_version, standing_orders
from plugins.motion.services.council import PastMotion, attach_motion, change_standing_orders, enter_past_motion
from plugins.motion.services.votes import UnnamedVote
from tests.factories import make_activity, make_consultation
from tests.plugins.motion import story


def test_standing_orders_begin_with_usual_ones_and_keep_every_version(session: Session) -> None:
    orders = standing_orders(session)
    assert (orders.notice_days, orders.word_limit, orders.has_casting_vote) == (7, 500, True)
    for _ in range(2):
        change_standing_orders(session, SYSTEM, replace(orders, notice_days=10), orders_version(session))
    assert standing_orders(session).notice_days == 10
    assert session.scalar(select(func.count()).select_from(StandingOrdersVersion)) == 1


def test_a_motion_is_shown_in_a_consultation_and_taken_off(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.submit_in_public()
    activity = make_activity(session, make_consultation(session), "motion")
    attach_motion(session, told.officer, told.motion, activity)
    assert session.scalars(motions_of_activity(activity.id)).all() == [told.motion]
    attach_motion(session, told.officer, told.motion, None)
    assert session.scalars(motions_of_activity(activity.id)).all() == []
    with pytest.raises(Invalid):
        attach_motion(session, told.officer, told.motion, make_activity(session, make_consultation(session)))


def test_a_past_motion_needs_no_accounts_and_invents_nothing(session: Session) -> None:
    past = PastMotion(
        title="Old",
        note="Little is known.",
        held_on=date(2020, 7, 13),
        proposer_name="Cllr Somebody",
        vote=UnnamedVote(outcome=State.LOST),
    )
    motion = enter_past_motion(session, SYSTEM, past)
    assert (motion.number, motion.status, motion.proposer_id, motion.seconder_name) == (
        "M2020-001",
        State.LOST,
        None,
        "",
    )
    assert motion.division is not None
    assert motion.division.for_count is None
    assert motion.resolution is None
