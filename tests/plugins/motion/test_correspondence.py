"""When everybody may read a letter, and which file of a reply they may fetch."""

from datetime import date

import pytest

from consult.files.models import StoredFile
from consult.kernel import clock
from plugins.motion.actions import Action, Resolution
from plugins.motion.correspondence import Dispatch, FiledReply, Letter, Publication, Way
from plugins.motion.lifecycle import ActionState
from plugins.motion.models import Motion


def test_a_letter_is_public_once_it_is_sent_whatever_its_action_says() -> None:
    motion = Motion(public_at=clock.now())
    letter = Letter(action=Action(state=ActionState.SENT, resolution=Resolution(motion=motion)))
    seen = [letter.is_public]
    letter.dispatches.append(Dispatch(way=Way.POST, sent_on=date(2026, 12, 1)))
    seen.append(letter.is_public)
    motion.public_at = None
    assert [*seen, letter.is_public] == [False, True, False]


@pytest.mark.parametrize(
    ("publication", "name"),
    [(Publication.WHOLE, "whole.pdf"), (Publication.REDACTED, "copy.pdf"), (Publication.WITHHELD, None)],
)
def test_the_public_has_the_file_that_was_decided_on(publication: Publication, name: str | None) -> None:
    motion = Motion(public_at=clock.now())
    reply = FiledReply(
        action=Action(resolution=Resolution(motion=motion)),
        publication=publication,
        file=StoredFile(name="whole.pdf"),
        copy=StoredFile(name="copy.pdf"),
    )
    assert (reply.public_file.name if reply.public_file else None) == name
    reply.voided_at = clock.now()
    assert reply.public_file is None
