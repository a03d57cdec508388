"""A resolution says what was voted, and an action when it is overdue."""

from datetime import date

import pytest

from plugins.motion.actions import Action, Resolution
from plugins.motion.lifecycle import ActionState
from plugins.motion.records import FrozenText

CLAUSES = [
    {"key": "C-1", "section": "notes", "text": "Lamps are dark."},
    {"key": "C-2", "section": "resolves", "text": "Mend the lamps."},
    {"key": "C-3", "section": "resolves", "text": "Report in May."},
]


def test_a_resolution_is_the_mandates_of_the_text_that_was_voted() -> None:
    resolution = Resolution(text=FrozenText(clauses={"clauses": CLAUSES}), summary="")
    assert [clause.key for clause in resolution.mandates] == ["C-2", "C-3"]
    assert resolution.words == "1. Mend the lamps.\n\n2. Report in May."
    assert not resolution.is_summary


def test_a_resolution_of_the_past_is_a_summary() -> None:
    resolution = Resolution(summary="To mend the lamps.")
    assert (resolution.mandates, resolution.words, resolution.is_summary) == ([], "To mend the lamps.", True)


@pytest.mark.parametrize(
    ("state", "due", "overdue"),
    [
        (ActionState.SENT, date(2026, 11, 1), True),
        (ActionState.NOT_STARTED, date(2026, 11, 1), True),
        (ActionState.SENT, date(2026, 11, 2), False),
        (ActionState.SENT, None, False),
        (ActionState.REPLIED, date(2026, 11, 1), False),
        (ActionState.CLOSED, date(2026, 11, 1), False),
    ],
)
def test_an_action_is_overdue_after_its_day_until_it_is_answered_or_ended(
    state: ActionState, due: date | None, overdue: bool
) -> None:
    action = Action(number=1, kind="binding", text="Write", owner="Clerk", due_on=due, state=state)
    assert action.is_overdue(date(2026, 11, 2)) is overdue
