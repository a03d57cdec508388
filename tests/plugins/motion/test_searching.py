"""Searching the public motions."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Select
from sqlalchemy.orm import Session

from consult.kernel import clock
from plugins.motion.models import Motion
from plugins.motion.searching import PAGE, public_motions
from tests.plugins.motion import debate, story
from tests.plugins.motion.services.test_resolutions import letter


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A draft of three clauses with its people."""
    clock_at(story.STARTS)
    return story.begin(session)


def numbers(session: Session, query: Select[Motion]) -> set[int]:
    return {motion.id for motion in session.scalars(query)}


def test_the_public_list_is_cut_into_pages_that_miss_nothing(told: story.Story) -> None:
    for number in range(PAGE + 3):
        past = Motion(
            number=f"M2020-{number:03}", title="Past", state="lost", created_at=clock.now(), public_at=clock.now()
        )
        told.session.add(past)
    told.session.flush()
    seen: list[str] = []
    before = ""
    while True:
        found = [
            str(public_motion.number)
            for public_motion in told.session.scalars(public_motions(told.session, before=before))
        ]
        seen += found[:PAGE]
        if len(found) <= PAGE:
            break
        before = found[PAGE - 1]
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == PAGE + 3


def test_words_are_looked_for_in_the_submitted_title_and_never_in_a_draft(told: story.Story) -> None:
    told.submit_in_public()
    number = str(told.motion.number)
    for typed in ("FACIAL", "facial rec*", number.lower(), "recognition facial", "recogniţion"):
        assert numbers(told.session, public_motions(told.session, words=typed)) == {told.motion.id}, typed
    told.motion.title = "Secret new title"
    told.session.flush()
    for typed in ("secret", "100%", "facial  zebra"):
        assert numbers(told.session, public_motions(told.session, words=typed)) == set(), typed


def test_whole_texts_amendments_resolutions_and_actions_are_searched(
    told: story.Story, clock_at: Callable[..., Any]
) -> None:
    told.to_agenda()
    amendment = debate.in_order(told, "Ask the wildfowl trust.", reason="Moorhens nest there.")
    clock_at(story.AFTER_MEETING)
    debate.vote(told, amendment)
    debate.vote(told, None)
    letter(told, text="Write to the herons")
    for typed in ("wildfowl", "moorhens", "herons", "clause notes", "R2026-001", "Di Other"):
        assert numbers(told.session, public_motions(told.session, words=typed)) == {told.motion.id}, typed


def test_the_words_of_a_text_that_was_returned_are_not_given_away_by_a_search(told: story.Story) -> None:
    told.submit_in_public()
    assert numbers(told.session, public_motions(told.session, words="clause")) == {told.motion.id}
    told.check(is_lawful=False, reason="Not lawful")
    assert numbers(told.session, public_motions(told.session, words="clause")) == set()
    assert numbers(told.session, public_motions(told.session, words="facial")) == {told.motion.id}
