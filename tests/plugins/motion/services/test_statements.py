"""What another body was reported to say is entered once, with where it was reported."""

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Invalid
from plugins.motion.actions import Action
from plugins.motion.demo import FACIAL_RECOGNITION
from plugins.motion.lifecycle import ActionState
from plugins.motion.services.council import enter_past_motion
from plugins.motion.services.statements import enter_statement

SAID = {"said_by": "The Mayor", "text": "It must be open.", "source": "A newspaper, January 2023"}


@pytest.fixture
def action(session: Session) -> Action:
    """The request of a motion of the past, of which nobody was reported to say anything."""
    motion = enter_past_motion(session, SYSTEM, FACIAL_RECOGNITION)
    assert motion.resolution is not None
    return motion.resolution.actions[-1]


def test_the_same_statement_is_entered_once_and_changes_no_state(session: Session, action: Action) -> None:
    first = enter_statement(session, SYSTEM, action, **SAID)
    assert enter_statement(session, SYSTEM, action, **SAID) is first
    enter_statement(session, SYSTEM, action, **{**SAID, "text": "Something else."})
    assert [statement.text for statement in action.statements] == ["It must be open.", "Something else."]
    assert action.status is ActionState.NOT_KNOWN


@pytest.mark.parametrize("field", list(SAID))
def test_what_is_missing_is_named(session: Session, action: Action, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        enter_statement(session, SYSTEM, action, **{**SAID, field: " "})
    assert list(refused.value.fields) == [field]
    assert action.statements == []
