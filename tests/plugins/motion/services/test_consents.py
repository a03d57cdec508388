"""An agreement covers the words and the meeting, and ends when either is changed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import ChangedMeanwhile, Conflict
from plugins.motion.services.clauses import move_clause, save_clause
from plugins.motion.services.consents import draft_as_it_stands, give_consent
from plugins.motion.services.drafts import change_details
from plugins.motion.services.submission import submit_motion
from tests.plugins.motion import story
from tests.support.mail import written_mail

LATER = date(2027, 9, 1)


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft to whose text both agreed."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.agree()
    return made


def move_to(told: story.Story, meeting_on: date) -> None:
    """Let the proposer choose another meeting."""
    story.call(told.session, meeting_on)
    change_details(
        told.session,
        told.proposer,
        told.motion,
        title=told.motion.title,
        meeting_on=meeting_on,
        version=told.motion.version,
    )


def test_another_meeting_ends_both_agreements_and_asks_again(session: Session, told: story.Story) -> None:
    seen = draft_as_it_stands(session, told.motion).seen
    move_to(told, LATER)
    with pytest.raises(Conflict, match="both agree"):
        submit_motion(session, told.proposer, told.motion)
    with pytest.raises(ChangedMeanwhile, match="date of the meeting"):
        give_consent(session, told.seconder, told.motion, seen=seen)
    (letter,) = [
        letter
        for letter in written_mail(session, told.people["seconder"].email)
        if "agreed to was changed" in letter.subject
    ]
    assert f"/motions/drafts/{told.motion.id}" in letter.body
    assert told.motion.title not in letter.body
    told.agree()
    assert submit_motion(session, told.proposer, told.motion).number is not None


def test_an_agreement_that_ended_does_not_come_back_with_the_old_words(session: Session, told: story.Story) -> None:
    move_to(told, LATER)
    move_to(told, story.MEETING)
    clause = told.clauses()[0]
    save_clause(session, told.drafter, clause, text="Other words.", version=clause.version)
    save_clause(session, told.drafter, clause, text="Clause of notes.", version=told.clauses()[0].version)
    draft = draft_as_it_stands(session, told.motion)
    assert (draft.proposer, draft.seconder) == (None, None)
    told.agree()


def test_the_same_words_again_end_nothing(session: Session, told: story.Story) -> None:
    save_clause(session, told.drafter, told.clauses()[0], text="Clause of notes.", version=told.clauses()[0].version)
    move_clause(session, told.proposer, told.clauses()[0], direction="up", position=told.clauses()[0].position)
    move_to(told, story.MEETING)
    draft = draft_as_it_stands(session, told.motion)
    assert draft.proposer is not None
    assert draft.seconder is not None
