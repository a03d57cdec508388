"""What motions publish is corrected beside what was published, and taken down whatever state the motion is in."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import NotFound
from consult.records.corrections import correct
from consult.records.redactions import redact, take_down, undo
from consult.records.words import passages
from consult.sdk.publishing import Audience
from plugins.motion.actions import ActionKind
from plugins.motion.exports import action_rows, motion_rows, vote_rows
from plugins.motion.lifecycle import ActionState
from plugins.motion.published import ACTION, CHANGE, MOTION, TEXT, Reading, due_days
from plugins.motion.published_votes import VOTE
from plugins.motion.services.resolutions import add_action, move_action
from tests.factories import make_actor
from tests.plugins.motion import story
from tests.support.web import FormClient


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A carried motion with a resolution and an action that was sent."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.carry()
    clock_at(story.AFTER_MEETING)
    action = add_action(
        session,
        made.officer,
        made.motion,
        number=1,
        kind=ActionKind.REQUEST,
        text="Write",
        owner="Clerk",
        addressee="Home Ofice",
        due_on=date(2026, 12, 20),
    )
    sent = {"to": ActionState.SENT, "happened_on": story.MEETING, "note": "Signed by Bob"}
    move_action(session, made.officer, action, **sent, version=1)  # type: ignore[arg-type]
    return made


def put_right(told: story.Story, record: Any, row: Any, place: str, says: str) -> None:
    """Correct a value."""
    correct(told.session, told.officer, record, row, place, says=says, reason="It was typed wrongly.", seen=0)


def test_vote_totals_resolution_action_and_reply_are_corrected_and_both_stay_readable(
    told: story.Story, client: FormClient
) -> None:
    division, resolution = told.motion.division, told.motion.resolution
    assert division is not None
    assert resolution is not None
    (action,) = resolution.actions
    put_right(told, VOTE, division.votes[0], "choice", "abstain")
    put_right(told, ACTION, action, "addressee", "Home Office")
    put_right(told, ACTION, action, "due_on", "2026-12-01")
    put_right(told, CHANGE, action.changes[0], "note", "Signed by Ann")
    page = client.get(f"/motions/{told.motion.number}").text
    for said in ("Abstained", "Clause of resolves.", "Home Office", "1 December 2026", "Signed by Ann"):
        assert said in page
    for before in ("Home Ofice", "20 December 2026", "Signed by Bob", "It was typed wrongly."):
        assert before in page
    assert division.votes[0].choice == "for"
    names = ("councillor", "vote")
    assert next(vote_rows(told.session, 0, names, Audience.OFFICER)) == ("Cllr Ada Proposer", "abstain")
    (cells,) = action_rows(told.session, 0, ("addressee", "due_on", "note"), Audience.OFFICER)
    assert cells == ("Home Office", date(2026, 12, 1), "Signed by Ann")
    (cells,) = motion_rows(told.session, 0, ("votes_for", "resolution_text"), Audience.OFFICER)
    assert cells == (3, "1. Clause of resolves.")
    assert due_days(told.session, [action]) == {action.id: date(2026, 12, 1)}


def test_a_published_text_is_redacted_and_the_hash_of_the_original_stays(
    session: Session, told: story.Story, client: FormClient
) -> None:
    text = told.motion.texts[0]
    before, hashed = text.canonical, text.hash
    place = "clauses.clauses.0.text"
    (redaction,) = redact(session, told.officer, TEXT, text, {place: [(0, 6)]}, code="personal")
    assert text.hash == hashed
    assert passages(text.canonical + str(text.clauses), "clause of notes") == []
    page = client.get(f"/motions/{told.motion.number}").text
    assert "Clause of notes." not in page
    assert "Words were taken out of this text" in page
    assert "Clause of notes." not in client.get(f"/motions/{told.motion.number}/text").text
    undo(session, make_actor(session, *told.officer.roles), redaction)
    assert (text.canonical, sha256(text.canonical.encode()).hexdigest()) == (before, hashed)


@pytest.mark.parametrize("step", ["submit_in_public", "to_agenda", "carry"])
def test_a_clause_is_taken_down_at_any_step(
    session: Session, clock_at: Callable[..., Any], client: FormClient, step: str
) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    getattr(told, step)()
    take_down(session, told.officer, TEXT, told.motion.texts[0], "clauses.clauses.2.text", code="personal")
    page = client.get(f"/motions/{told.motion.number}").text
    assert "Clause of resolves." not in page
    assert "Taken down on" in page


def test_officers_do_not_come_to_a_private_draft_by_this_door(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    with pytest.raises(NotFound):
        MOTION.page(told.motion)
    assert not MOTION.rule.allows(told.officer, told.motion)


def test_a_motion_without_vote_is_read_too(session: Session, clock_at: Callable[..., Any]) -> None:
    clock_at(story.STARTS)
    told = story.begin(session)
    told.submit()
    reading = Reading(session, told.motion)
    assert reading.of(told.motion.texts[0]).value("title") == told.motion.title
