"""Who may do what with a motion, written down by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import ANONYMOUS, Role
from plugins.motion.lifecycle import State
from plugins.motion.models import Motion
from plugins.motion.policies import PERMISSIONS, may_read
from plugins.motion.queries import visible_to
from tests.factories import actor_for, make_actor, make_person
from tests.plugins.motion import story

DRAFT = {
    "motion.read": {"proposer", "seconder", "drafter"},
    "motion.read_draft": {"proposer", "seconder", "drafter"},
    "motion.write": {"proposer", "drafter"},
    "motion.edit": {"proposer", "drafter"},
    "motion.lead": {"proposer"},
    "motion.consent": {"proposer", "seconder"},
    "motion.submit": {"proposer"},
    "motion.reopen": {"proposer"},
    "motion.withdraw": {"proposer"},
    "motion.agree_withdrawal": {"seconder"},
    "motion.check": {"officer"},
    "motion.schedule": set(),
    "motion.record_vote": set(),
    "motion.lapse": set(),
    "motion.track": set(),
    "motion.amend": set(),
}
EVERYBODY = {"proposer", "seconder", "drafter", "other", "officer", "resident", "administrator"}
SUBMITTED = DRAFT | {
    "motion.read": {"proposer", "seconder", "drafter", "officer", "administrator"},
    "motion.edit": set(),
    "motion.lead": set(),
    "motion.consent": set(),
    "motion.reopen": set(),
}
ON_AGENDA = SUBMITTED | {
    "motion.read": EVERYBODY,
    "motion.submit": set(),
    "motion.schedule": {"officer"},
    "motion.record_vote": {"officer"},
    "motion.lapse": {"officer"},
    "motion.amend": {"seconder", "drafter", "other", "officer"},
}
CARRIED = ON_AGENDA | {
    "motion.withdraw": set(),
    "motion.agree_withdrawal": set(),
    "motion.schedule": set(),
    "motion.lapse": set(),
    "motion.track": {"officer"},
    "motion.amend": set(),
}


@pytest.mark.parametrize(
    ("state", "table"),
    [
        (State.DRAFT, DRAFT),
        (State.SUBMITTED, SUBMITTED),
        (State.ON_AGENDA, ON_AGENDA),
        (State.CARRIED, CARRIED),
    ],
)
def test_role_part_and_state_decide_together(
    session: Session, clock_at: Callable[..., Any], state: State, table: dict[str, set[str]]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    steps = {State.SUBMITTED: told.submit, State.ON_AGENDA: told.to_agenda, State.CARRIED: told.carry}
    if state in steps:
        steps[state]()
    actors = {part: getattr(told, part) for part in EVERYBODY - {"resident", "administrator"}}
    actors |= {"resident": ANONYMOUS, "administrator": make_actor(session, Role.ADMINISTRATOR)}
    for permission, expected in table.items():
        allowed = {who for who, actor in actors.items() if PERMISSIONS[permission].allows(actor, told.motion)}
        assert allowed == expected, permission


def test_somebody_with_a_part_in_a_motion_does_not_judge_it(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.submit()
    for part in ("proposer", "seconder", "drafter"):
        person = told.people[part]
        person.grants = [*person.grants, *make_person(session, Role.OFFICER).grants]
        session.flush()
        session.expire(person)
        actor = actor_for(session, person)
        assert actor.has(Role.OFFICER)
        assert not PERMISSIONS["motion.check"].allows(actor, told.motion)


def test_a_councillor_who_left_office_loses_the_draft(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.people["proposer"].grants = []
    session.flush()
    former = actor_for(session, told.people["proposer"])
    assert not PERMISSIONS["motion.read_draft"].allows(former, told.motion)
    assert session.scalar(visible_to(former).where(Motion.id == told.motion.id)) is None


def test_rule_and_listing_agree_for_everybody(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    stories = [story.begin(session, title=f"Motion {number}") for number in range(3)]
    stories[0].submit()
    stories[1].agree()
    actors = [ANONYMOUS, make_actor(session, Role.AUDITOR), make_actor(session, Role.ADMINISTRATOR)]
    actors += [getattr(told, part) for told in stories for part in ("proposer", "seconder", "drafter", "other")]
    motions = session.query(Motion).all()
    for actor in actors:
        listed = {motion.id for motion in session.scalars(visible_to(actor))}
        assert listed == {motion.id for motion in motions if may_read.allows(actor, motion)}
