"""Saying something about a clause."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import Invalid, TooMany
from plugins.motion.drafting.comments import ClauseComment
from plugins.motion.policies import NotADraft
from plugins.motion.services import comments
from plugins.motion.services.comments import comment_on, settle_comment
from tests.plugins.motion import story


def test_no_more_is_said_than_a_bound_nor_on_what_is_no_draft_nor_under_the_id_of_another_motion(
    session: Session, clock_at: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock_at(story.STARTS)
    told, other = story.begin(session), story.begin(session, title="Another")
    monkeypatch.setattr(comments, "MOST", 2)
    clause = told.clauses()[0].key

    def say(key: str, told: story.Story = told) -> ClauseComment:
        return comment_on(session, told.proposer, told.motion, clause, key=key, text="Words.")

    first = say("C-0000-0001")
    assert say("C-0000-0001") is first
    with pytest.raises(Invalid):
        say("C-0000-0001", other)
    say("C-0000-0002")
    with pytest.raises(TooMany):
        say("C-0000-0003")
    told.submit()
    with pytest.raises(NotADraft):
        settle_comment(session, told.proposer, first, is_settled=True)
