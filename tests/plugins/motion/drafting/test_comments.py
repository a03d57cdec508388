"""What was said about a clause, as the pages read it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from plugins.motion.drafting.comments import open_comments, threads_of
from plugins.motion.services.comments import comment_on, settle_comment
from tests.plugins.motion import story


def test_what_is_open_comes_first_with_its_answers_and_is_counted(
    session: Session, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    clause, another = (clause.key for clause in told.clauses()[:2])
    first, second = (
        comment_on(session, told.drafter, told.motion, clause, key=f"C-{number}", text=f"{number}.")
        for number in range(2)
    )
    answer = comment_on(session, told.proposer, told.motion, clause, key="C-2", text="Yes.", parent=second)
    assert open_comments(session, told.motion) == {clause: 2}
    settle_comment(session, told.proposer, first, is_settled=True)
    found = threads_of(session, told.motion, clause)
    assert [(thread.comment, list(thread.replies)) for thread in found] == [(second, [answer]), (first, [])]
    assert threads_of(session, told.motion, another) == []
    assert open_comments(session, told.motion)[clause] == 1
