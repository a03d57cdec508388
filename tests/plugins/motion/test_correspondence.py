"""When everybody may read a letter."""

import pytest

from consult.kernel import clock
from plugins.motion.actions import Action, Resolution
from plugins.motion.correspondence import Letter
from plugins.motion.lifecycle import ActionState
from plugins.motion.models import Motion


@pytest.mark.parametrize(("state", "is_public"), [(ActionState.DRAFTED, False), (ActionState.SENT, True)])
def test_a_letter_is_public_once_it_is_sent(state: ActionState, is_public: bool) -> None:
    motion = Motion(public_at=clock.now())
    letter = Letter(action=Action(state=state, resolution=Resolution(motion=motion)))
    assert letter.is_public is is_public
    motion.public_at = None
    assert not letter.is_public
