"""Changing a text without a vote: with the seconder before the meeting, by the meeting from its day on."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import Conflict, Invalid
from plugins.motion.amendment_course import AmendmentState, NotAtThisStep
from plugins.motion.lifecycle import State
from plugins.motion.policies import MeetingOver
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.records import Origin
from plugins.motion.services.alterations import consent_to_amendment, take_in_amendment
from plugins.motion.services.amendments import second_amendment, withdraw_amendment
from plugins.motion.services.council import change_standing_orders
from plugins.motion.services.parts import step_back
from tests.plugins.motion import debate, story

ON_THE_DAY = "2026-11-30 19:00"


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on the agenda."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    return made


def set_orders(told: story.Story, **changes: Any) -> None:
    """Put changed standing orders in force."""
    orders = replace(standing_orders(told.session), **changes)
    change_standing_orders(told.session, told.officer, orders, orders_version(told.session))


def test_before_the_meeting_the_seconder_consents_and_the_old_text_stays(told: story.Story) -> None:
    before = told.motion.texts[0]
    alteration = debate.alter(told, "Mend the lamps.")
    assert debate.alter(told, "Mend the lamps.") is alteration
    with pytest.raises(NotAtThisStep):
        take_in_amendment(told.session, told.officer, alteration)
    second_amendment(told.session, told.seconder, alteration)
    debate.rule_in_order(told, alteration)
    with pytest.raises(NotAtThisStep):
        consent_to_amendment(told.session, told.other, alteration)
    for _ in range(2):
        take_in_amendment(told.session, told.officer, alteration)
    assert (alteration.status, alteration.agreed_on) == (AmendmentState.ACCEPTED, None)
    assert [text.origin for text in told.motion.texts] == [Origin.SUBMITTED, Origin.ALTERED]
    assert told.motion.texts[1].based_on_id == before.id
    assert (before.clause_texts[2].text, told.motion.texts[1].clause_texts[2].text) == (
        "Clause of resolves.",
        "Mend the lamps.",
    )


def test_a_council_can_leave_every_alteration_to_the_meeting(told: story.Story, clock_at: Callable[..., Any]) -> None:
    set_orders(told, is_altered_before=False)
    alteration = debate.alter(told, "Mend the lamps.")
    second_amendment(told.session, told.seconder, alteration)
    debate.rule_in_order(told, alteration)
    with pytest.raises(Conflict, match="leave this to the meeting"):
        take_in_amendment(told.session, told.officer, alteration)
    clock_at(ON_THE_DAY)
    with pytest.raises(Invalid, match="Confirm"):
        take_in_amendment(told.session, told.officer, alteration)
    take_in_amendment(told.session, told.officer, alteration, is_agreed=True)
    assert (alteration.agreed_on, alteration.consents) == (story.MEETING, [])


def test_after_the_meeting_an_alteration_is_an_act_of_the_meeting_that_an_officer_enters(
    told: story.Story, clock_at: Callable[..., Any]
) -> None:
    with pytest.raises(Conflict, match="not been held"):
        debate.alter(told, "Mend the lamps.", by="officer")
    waiting = debate.alter(told, "Mend the trees.")
    friendly = debate.in_order(told, "Clause, friendly.", place=0)
    clock_at(story.AFTER_MEETING)
    for act in (
        lambda: debate.alter(told, "Mend the lamps."),
        lambda: debate.propose(told, "Mend the lamps."),
        lambda: second_amendment(told.session, told.seconder, waiting),
        lambda: withdraw_amendment(told.session, told.proposer, waiting),
        lambda: consent_to_amendment(told.session, told.proposer, friendly),
        lambda: withdraw_amendment(told.session, told.other, friendly),
    ):
        with pytest.raises(MeetingOver):
            act()
    take_in_amendment(told.session, told.officer, friendly, is_agreed=True)
    assert friendly.agreed_on == story.MEETING
    assert {consent.given_by_id for consent in friendly.consents} == {told.officer.person_id}
    entered = debate.alter(told, "Mend the lamps.", by="officer")
    debate.rule_in_order(told, entered)
    with pytest.raises(NotAtThisStep):
        debate.vote(told, entered)
    take_in_amendment(told.session, told.officer, entered, is_agreed=True)
    assert len(told.motion.texts) == 3
    assert told.motion.status is State.ON_AGENDA


def test_without_its_seconder_or_with_too_many_words_nothing_is_altered(told: story.Story) -> None:
    set_orders(told, word_limit=50)
    with pytest.raises(Invalid, match="may have 50"):
        debate.alter(told, "word " * 60)
    alteration = debate.alter(told, "Mend the lamps.")
    second_amendment(told.session, told.seconder, alteration)
    debate.rule_in_order(told, alteration)
    step_back(told.session, told.seconder, told.motion, reason="x")
    with pytest.raises(Conflict, match="another by now"):
        take_in_amendment(told.session, told.officer, alteration)
    with pytest.raises(Conflict, match="no seconder"):
        debate.alter(told, "Mend the trees.")
