"""Every row of the record of a motion leads to the motion's page and to its consultation; a draft has no such page."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import NotFound
from plugins.motion.published import TEXT
from plugins.motion.published_fields import motion_of
from plugins.motion.published_votes import VOTE
from plugins.motion.records import Choice
from plugins.motion.services.votes import record_named_vote
from tests.plugins.motion import story


def test_rows_lead_to_their_motion_once_it_was_submitted(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told, draft = story.begin(session), story.begin(session, title="Never submitted")
    told.to_agenda()
    clock_at(story.AFTER_MEETING)
    division = record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))
    text, vote = told.motion.texts[0], division.votes[0]
    assert [motion_of(row) for row in (told.motion, text, division, vote)] == [told.motion] * 4
    for record, row in ((TEXT, text), (VOTE, vote)):
        assert record.page(row) == ("motion.page", {"number": told.motion.number})
        assert record.consultation_id(session, row) == told.motion.consultation_id
    with pytest.raises(NotFound):
        VOTE.page(draft.motion)
