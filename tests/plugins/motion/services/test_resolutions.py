"""Resolutions and their actions."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid, SavedOtherwise
from plugins.motion.actions import Action, ActionKind
from plugins.motion.lifecycle import ACTION_MOVES, ActionState
from plugins.motion.services.resolutions import add_action, make_resolution, move_action
from tests.plugins.motion import story

DAY = date(2026, 12, 1)


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A carried motion with its resolution."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.carry()
    clock_at(story.AFTER_MEETING)
    return made


def letter(told: story.Story, number: int = 1, **more: Any) -> Action:
    """Add an action: a letter to the Home Office."""
    given: dict[str, Any] = {
        "kind": ActionKind.REQUEST,
        "text": "Write to the Home Secretary",
        "owner": "Chief executive",
        "addressee": "Home Office",
        "due_on": date(2026, 12, 31),
        **more,
    }
    return add_action(told.session, told.officer, told.motion, number=number, **given)


def test_a_carried_motion_is_a_resolution_in_the_words_that_were_voted(session: Session, told: story.Story) -> None:
    resolution = told.motion.resolution
    assert resolution is not None
    assert (resolution.number, resolution.words) == ("R2026-001", "1. Clause of resolves.")
    assert make_resolution(session, told.officer, told.motion) is resolution
    assert resolution.text is told.motion.frozen
    assert [clause.key for clause in resolution.mandates] == [told.clauses()[-1].key]


def test_numbers_of_resolutions_follow_each_other_by_the_year_of_the_meeting(
    session: Session, told: story.Story, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    second = story.begin(session, title="Second")
    second.carry()
    assert make_resolution(session, second.officer, second.motion).number == "R2026-002"


def test_the_same_action_sent_twice_is_added_once(told: story.Story) -> None:
    assert letter(told) is letter(told)
    assert letter(told, 2, text="Write to the Mayor").number == 2
    assert len(told.motion.resolution.actions if told.motion.resolution else []) == 2


def test_a_request_needs_an_addressee(told: story.Story) -> None:
    with pytest.raises(Invalid) as refused:
        letter(told, addressee=" ")
    assert "addressee" in refused.value.fields
    assert letter(told, addressee="", kind=ActionKind.BINDING).addressee == ""


def is_moved(told: story.Story, action: Action, to: ActionState) -> bool:
    """Try a move and take it back; tells whether it was made."""
    before = action.state
    with told.session.begin_nested() as attempt:
        try:
            move_action(told.session, told.officer, action, to=to, happened_on=DAY, note="Because", version=1)
        except Conflict:
            assert action.changes == []
            return False
        assert [(change.from_state, change.to_state) for change in action.changes] == [(before, to)]
        attempt.rollback()
    return True


@pytest.mark.parametrize("before", ActionState)
def test_an_action_moves_only_as_the_table_says(told: story.Story, before: ActionState) -> None:
    action = letter(told)
    action.state = before
    told.session.flush()
    assert {to for to in ActionState if is_moved(told, action, to)} == set(ACTION_MOVES[before])


def test_a_repeat_moves_nothing_and_a_stale_page_is_refused(told: story.Story) -> None:
    action = letter(told)
    for _ in range(2):
        move_action(told.session, told.officer, action, to=ActionState.SENT, happened_on=DAY, note="By post", version=1)
    assert len(action.changes) == 1
    with pytest.raises(ChangedMeanwhile):
        move_action(told.session, told.officer, action, to=ActionState.CLOSED, happened_on=DAY, note="x", version=1)


def test_a_letter_may_be_chased_again_and_again(told: story.Story) -> None:
    action = letter(told)
    for version, to in enumerate((ActionState.SENT, ActionState.CHASED, ActionState.CHASED), 1):
        move_action(told.session, told.officer, action, to=to, happened_on=DAY, note="", version=version)
    assert len(action.changes) == 3


@pytest.mark.parametrize(
    ("to", "day", "note", "field"),
    [
        (ActionState.CLOSED, DAY, "", "note"),
        (ActionState.OVERTAKEN, DAY, " ", "note"),
        (ActionState.SENT, date(2026, 12, 2), "", "happened_on"),
        (ActionState.SENT, date(2026, 11, 29), "", "happened_on"),
    ],
)
def test_an_end_needs_a_reason_and_a_day_must_be_possible(
    told: story.Story, to: ActionState, day: date, note: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        move_action(told.session, told.officer, letter(told), to=to, happened_on=day, note=note, version=1)
    assert field in refused.value.fields


def test_no_step_lies_before_the_one_it_follows(told: story.Story) -> None:
    action = letter(told)
    steps = ((ActionState.SENT, date(2026, 12, 1)), (ActionState.REPLIED, date(2026, 11, 30)))
    (sent, sent_on), (replied, replied_on) = steps
    move_action(told.session, told.officer, action, to=sent, happened_on=sent_on, note="", version=1)
    with pytest.raises(Invalid) as refused:
        move_action(told.session, told.officer, action, to=replied, happened_on=replied_on, note="", version=2)
    assert "on 1 December 2026. Enter that day or a later one" in refused.value.fields["happened_on"]
    move_action(told.session, told.officer, action, to=replied, happened_on=sent_on, note="", version=2)
    assert [change.happened_on for change in action.changes] == [sent_on, sent_on]


def test_a_day_that_has_passed_is_due_only_when_it_is_meant(told: story.Story) -> None:
    with pytest.raises(Invalid) as refused:
        letter(told, due_on=date(1999, 1, 1))
    assert "due_on" in refused.value.fields
    assert letter(told, due_on=date(1999, 1, 1), is_past_meant=True).due_on == date(1999, 1, 1)


def test_an_action_sent_again_with_another_day_is_refused_with_both(told: story.Story) -> None:
    first = letter(told, due_on=date(2026, 12, 1))
    with pytest.raises(SavedOtherwise) as refused:
        letter(told, due_on=date(2027, 3, 1))
    assert [pair.label for pair in refused.value.compared if pair.saved != pair.sent] == ["By when?"]
    assert first.due_on == date(2026, 12, 1)
