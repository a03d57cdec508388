"""Finding motions: a draft is seen by its drafters alone, and every list agrees with the rule."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.accounts.models import RoleGrant
from consult.consultations.models import State as ConsultationState
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS, Role
from consult.kernel.errors import NotFound, SignInNeeded
from plugins.motion.actions import ActionKind
from plugins.motion.drafting.queries import all_clauses, draft_text, find_clause, newest_deleted
from plugins.motion.models import Motion
from plugins.motion.policies import is_party, is_public, is_submitted, may_read
from plugins.motion.queries import (
    councillors,
    desk_motions,
    find_draft,
    find_motion,
    find_public_motion,
    find_submitted,
    motions_of,
    motions_of_activity,
    open_actions,
    unattached_motions,
    visible_to,
)
from plugins.motion.searching import public_motions
from plugins.motion.services.clauses import delete_clause
from plugins.motion.services.council import attach_motion
from plugins.motion.services.resolutions import add_action
from plugins.motion.services.submission import ask_withdrawal
from tests.factories import actor_for, make_activity, make_consultation, make_person
from tests.plugins.motion import story

PARTS = ("proposer", "seconder", "drafter", "other", "officer", "stranger")
STEPS = ("draft", "submitted", "withdrawn", "agenda")


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft of three clauses with its people."""
    clock_at(story.STARTS)
    return story.begin(session)


def brought_to(session: Session, step: str) -> story.Story:
    """Bring a new motion to a step."""
    made = story.begin(session, title=f"Motion at {step}")
    if step == "submitted":
        made.submit()
    if step == "agenda":
        made.to_agenda()
    if step == "withdrawn":
        ask_withdrawal(session, made.proposer, made.motion, reason="Second thoughts.")
    return made


def numbers(session: Session, query: Any) -> set[int]:
    """Return the motions that a query finds."""
    return {motion.id for motion in session.scalars(query)}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=3),
    roles=st.sets(st.sampled_from(list(Role)), max_size=3),
    part=st.sampled_from(PARTS),
)
def test_every_list_agrees_with_the_rule_for_whoever_asks(
    session: Session, steps: list[str], roles: set[Role], part: str
) -> None:
    with clock.set_clock(clock.from_london(datetime.fromisoformat(story.STARTS))):
        stories = [brought_to(session, step) for step in steps]
        person = make_person(session) if part == "stranger" else stories[0].people[part]
        person.grants = []
        session.flush()
        held = sorted(roles - {Role.GROUP_MEMBER})
        person.grants = [RoleGrant(role=role, granted_at=clock.now()) for role in held]
        session.flush()
        session.expire(person)
        motions = session.query(Motion).all()
        for actor in (actor_for(session, person), ANONYMOUS):
            shown = numbers(session, visible_to(actor))
            assert shown == {motion.id for motion in motions if may_read.allows(actor, motion)}
            for motion in motions:
                if motion.id in shown:
                    assert find_motion(session, motion.id, actor) is motion
                else:
                    with pytest.raises(NotFound):
                        find_motion(session, motion.id, actor)
        public = {motion.id for motion in motions if is_public.allows(ANONYMOUS, motion)}
        submitted = {motion.id for motion in motions if is_submitted.allows(ANONYMOUS, motion)}
        assert numbers(session, public_motions(session).limit(None)) == public
        for query in (desk_motions(), unattached_motions()):
            assert numbers(session, query.limit(None)) == submitted
        theirs = {motion.id for motion in motions if is_party.allows(actor_for(session, person), motion)}
        assert numbers(session, motions_of(person.id)) == theirs


def test_a_draft_is_found_by_no_number_and_no_way_of_officers(told: story.Story) -> None:
    with pytest.raises(NotFound):
        find_submitted(told.session, told.motion.id)
    with pytest.raises(SignInNeeded):
        find_draft(told.session, told.motion.id, ANONYMOUS)
    with pytest.raises(NotFound):
        find_draft(told.session, told.motion.id, told.officer)
    told.submit_in_public()
    assert find_submitted(told.session, told.motion.id) is told.motion
    for typed in (str(told.motion.number), f"  {told.motion.number} "):
        assert find_public_motion(told.session, typed, told.other) is told.motion
    for typed in ("", "M2026-999", "%", "None"):
        with pytest.raises(NotFound):
            find_public_motion(told.session, typed, told.other)


def test_a_clause_is_found_in_its_own_motion_alone(told: story.Story) -> None:
    other = story.begin(told.session)
    key = other.clauses()[0].key
    with pytest.raises(NotFound):
        find_clause(told.session, told.motion.id, key, told.proposer)
    with pytest.raises(NotFound):
        find_clause(told.session, other.motion.id, key, told.proposer)
    assert find_clause(told.session, other.motion.id, f" {key} ", other.proposer).key == key


def test_a_deleted_clause_leaves_the_text_and_can_still_be_found(told: story.Story) -> None:
    first, *rest = told.clauses()
    delete_clause(told.session, told.proposer, first, version=first.version)
    assert [clause.key for clause in told.clauses()] == [clause.key for clause in rest]
    assert [clause_text.key for clause_text in draft_text(told.session, told.motion)] == [clause.key for clause in rest]
    assert [one.key for one in newest_deleted(all_clauses(told.session, told.motion))] == [first.key]
    assert find_clause(told.session, told.motion.id, first.key, told.drafter).is_deleted


def test_what_is_submitted_is_the_draft_as_it_was_read(told: story.Story) -> None:
    read = draft_text(told.session, told.motion)
    assert [clause_text.section for clause_text in read] == ["notes", "believes", "resolves"]
    told.submit()
    assert told.motion.frozen is not None
    assert list(told.motion.frozen.clause_texts) == read


def test_a_motion_stands_with_its_consultation_or_with_none(told: story.Story) -> None:
    told.submit_in_public()
    draft = story.begin(told.session)
    activity = make_activity(told.session, make_consultation(told.session, state=ConsultationState.OPEN), "motion")
    attach_motion(told.session, told.officer, told.motion, activity)
    draft.motion.activity_id = activity.id
    told.session.flush()
    assert numbers(told.session, motions_of_activity(activity.id)) == {told.motion.id}
    assert told.motion.id not in numbers(told.session, unattached_motions())


def test_only_councillors_in_office_are_offered(told: story.Story) -> None:
    told.people["other"].is_active = False
    told.people["drafter"].grants = []
    make_person(told.session, Role.OFFICER)
    told.session.flush()
    offered = [person.name for person in told.session.scalars(councillors())]
    assert offered == ["Cllr Ada Proposer", "Cllr Ben Seconder"]


def test_actions_stand_by_the_day_they_are_due_and_those_without_one_last(told: story.Story) -> None:
    told.carry()
    for number, days in enumerate((None, 30, 10), start=1):
        due = None if days is None else story.MEETING + timedelta(days=days)
        add_action(
            told.session,
            told.officer,
            told.motion,
            number=number,
            kind=ActionKind.BINDING,
            text=f"Do {number}",
            owner="Director",
            addressee="",
            due_on=due,
        )
    assert [open_action.text for open_action in told.session.scalars(open_actions())] == ["Do 3", "Do 2", "Do 1"]
