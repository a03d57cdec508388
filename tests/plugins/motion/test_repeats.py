"""Motions that say again what another said."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel.authz import SYSTEM, Actor
from plugins.motion.amendments import wording_of
from plugins.motion.canonical import ClauseText, Section
from plugins.motion.changes import Wording, in_sections
from plugins.motion.demo import FACIAL_RECOGNITION
from plugins.motion.lifecycle import State
from plugins.motion.models import Motion
from plugins.motion.repeats import Likeness, motions_alike
from plugins.motion.services.clauses import save_clause
from plugins.motion.services.consents import draft_as_it_stands
from plugins.motion.services.council import enter_past_motion
from plugins.motion.services.drafts import name_seconder, start_draft
from tests.plugins.motion import story
from tests.support.web import FormClient

NOTES = (
    "Residents have asked in two petitions for light on the path along the river, where nobody feels safe after dark, "
    "and the police have recorded eleven robberies there since January."
)
RESOLVES = "Ask the Chief Executive to publish a plan for lamps on the path along the river within 28 days."


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A submitted motion about lamps."""
    clock_at(story.STARTS)
    made = story.begin(session, title="Lamps")
    notes, _believes, resolves = made.clauses()
    save_clause(session, made.proposer, notes, text=NOTES, version=notes.version)
    save_clause(session, made.proposer, resolves, text=RESOLVES, version=resolves.version)
    made.submit()
    return made


def likenesses(told: story.Story, actor: Actor, motion: Motion, text: Wording) -> list[tuple[str | None, Likeness]]:
    return [(one.motion.number, one.likeness) for one in motions_alike(told.session, actor, motion, text)]


def text_of(title: str, notes: str, resolves: str) -> Wording:
    clauses = [ClauseText("C-1", Section.NOTES, notes), ClauseText("C-2", Section.RESOLVES, resolves)]
    return in_sections(title, clauses)


@pytest.mark.parametrize(
    ("text", "likeness"),
    [
        (text_of("Light", f"This is urgent. {NOTES}", RESOLVES.replace("28", "14")), Likeness.TEXT),
        (text_of("Light", "There is a path.", f"{RESOLVES} It costs nothing."), Likeness.MANDATES),
        (text_of("LAMPS", "There is a path.", "Buy them."), Likeness.TITLE),
        (text_of("Light", "There is a path.", "Buy lamps for the path along the river at once, and say so."), None),
    ],
)
def test_another_motion_is_known_by_its_words(told: story.Story, text: Wording, likeness: Likeness | None) -> None:
    other = start_draft(told.session, told.other, title="Light", meeting_on=story.MEETING)
    found = likenesses(told, told.officer, other, text)
    assert found == ([(told.motion.number, likeness)] if likeness else [])


def test_no_motion_is_like_itself_and_a_text_that_is_hidden_is_not_found(told: story.Story) -> None:
    text = wording_of(told.motion.texts[0])
    assert likenesses(told, told.officer, told.motion, text) == []
    other = start_draft(told.session, told.other, title="Light", meeting_on=story.MEETING)
    assert likenesses(told, told.other, other, text) == []
    told.check(is_lawful=False, reason="Libel")
    assert told.motion.status is State.RETURNED
    told.motion.public_at = told.motion.submitted_at
    told.session.flush()
    assert likenesses(told, told.other, other, text_of("Light", NOTES, RESOLVES)) == []
    assert likenesses(told, told.other, other, text) == [(told.motion.number, Likeness.TITLE)]
    assert likenesses(told, told.officer, other, text) == [(told.motion.number, Likeness.TEXT)]


def test_a_motion_of_the_past_is_known_by_what_the_record_says_it_resolved(told: story.Story) -> None:
    past = enter_past_motion(told.session, SYSTEM, FACIAL_RECOGNITION)
    asked = text_of("Cameras", "Cameras know faces.", f"Say again: {FACIAL_RECOGNITION.resolution}")
    assert likenesses(told, told.other, told.motion, asked) == [(past.number, Likeness.MANDATES)]


def test_proposer_and_officer_see_it_before_they_go_on(
    told: story.Story, client: FormClient, sign_in: Callable[[FormClient, Person], None]
) -> None:
    told.check()
    again = start_draft(told.session, told.other, title="Lamps", meeting_on=story.MEETING)
    name_seconder(told.session, told.other, again, told.people["drafter"].id, version=again.version)
    sign_in(client, told.people["other"])
    page = client.get(f"/motions/drafts/{again.id}/submit").text
    assert "1 motion says nearly the same" in page
    assert f'href="/motions/{told.motion.number}"' in page
    assert "It has the same title" in page
    sign_in(client, told.people["officer"])
    past = Motion(number="M2020-001", title="lamps", state="lost", created_at=told.motion.created_at)
    told.session.add(past)
    told.session.flush()
    assert "M2020-001: lamps" in client.get(f"/staff/motions/{told.motion.id}/check").text
    assert draft_as_it_stands(told.session, again).clauses == []
