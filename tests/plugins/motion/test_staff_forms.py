"""What officers enter about motions: the bounds, the sentences, and that a vote is read as it was typed."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from consult.web.forms import Form
from plugins.motion.lifecycle import State
from plugins.motion.records import Choice
from plugins.motion.rules import StandingOrders
from plugins.motion.staff_forms import (
    AttachForm,
    CheckForm,
    StandingOrdersForm,
    UnnamedVoteForm,
    vote_form,
)
from tests.support.forms import faults, filled

PEOPLE = [(3, "Cllr Ada"), (5, "Cllr Ben")]
VOTES = {"vote_3": "for", "vote_5": "against", "for_count": "1", "against_count": "1", "abstain_count": "0"}


def day(name: str) -> dict[str, str]:
    """Return the boxes of a day in November 2026."""
    return {f"{name}-day": "30", f"{name}-month": "11", f"{name}-year": "2026"}


def vote(app: Flask, typed: dict[str, str]) -> Any:
    """Return the vote form of two councillors as it was sent."""
    return filled(app, lambda **_: vote_form(PEOPLE, before={}), typed)


def test_a_vote_is_read_name_by_name_with_what_the_chair_announced(application: Flask) -> None:
    form = vote(application, {**VOTES, "casting_vote": "against", "chair_id": "5"})
    assert faults(form) == {}
    named = form.named_vote(PEOPLE)
    assert named.choices == {3: Choice.FOR, 5: Choice.AGAINST}
    assert named.announced == {Choice.FOR: 1, Choice.AGAINST: 1, Choice.ABSTAIN: 0}
    assert (named.casting_vote, named.chair_id) == (Choice.AGAINST, 5)


def test_whoever_was_in_the_chair_does_not_count_without_a_casting_vote(application: Flask) -> None:
    named = vote(application, {**VOTES, "casting_vote": "none", "chair_id": "5"}).named_vote(PEOPLE)
    assert (named.casting_vote, named.chair_id) == (None, None)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"vote_5": ""}, {"vote_5": ["Select how Cllr Ben voted"]}),
        ({"vote_5": "perhaps"}, {"vote_5": ["Select from the options shown"]}),
        ({"for_count": ""}, {"for_count": ["Enter the votes for"]}),
        ({"abstain_count": "1000"}, {"abstain_count": [f"{Choice.ABSTAIN.label} must be 999 or less"]}),
        ({"chair_id": "4"}, {"chair_id": ["Select from the options shown"]}),
        ({"casting_vote": "abstain"}, {"casting_vote": ["Select from the options shown"]}),
    ],
)
def test_a_vote_that_is_not_complete_is_refused_and_the_rest_stays(
    application: Flask, change: dict[str, str], fault: dict[str, list[str]]
) -> None:
    form = vote(application, {**VOTES, "casting_vote": "none", **change})
    assert faults(form) == fault
    assert form["vote_3"].data == "for"


def test_only_an_outcome_of_a_debate_can_be_recorded_without_names(application: Flask) -> None:
    for outcome in State:
        is_offered = outcome in {State.CARRIED, State.LOST, State.TIED}
        assert ("outcome" not in faults(filled(application, UnnamedVoteForm, {"outcome": outcome}))) is is_offered
    form = filled(application, UnnamedVoteForm, {"outcome": "carried", "is_unanimous": "yes", "note": "x" * 500})
    read = form.unnamed_vote()
    assert (read.outcome, read.is_unanimous, read.for_count, read.note) == (State.CARRIED, True, None, "x" * 500)
    assert "note" in faults(filled(application, UnnamedVoteForm, {"outcome": "carried", "note": "x" * 501}))


def test_the_officer_answers_both_questions_of_law(application: Flask) -> None:
    found = faults(filled(application, CheckForm, day("meeting_on")))
    assert found.keys() == {"is_in_scope", "is_lawful"}
    assert faults(filled(application, CheckForm, {**day("meeting_on"), "is_in_scope": "yes", "is_lawful": "no"})) == {}


@pytest.mark.parametrize(
    ("field", "minimum", "maximum"), [("notice_days", 0, 60), ("word_limit", 50, 10_000), ("most_drafters", 0, 100)]
)
def test_standing_orders_stay_within_what_a_council_can_mean(
    application: Flask, field: str, minimum: int, maximum: int
) -> None:
    typed = {"notice_days": "5", "word_limit": "300", "most_drafters": "4", "public_from": "agenda"}
    for number, is_fine in ((minimum - 1, False), (minimum, True), (maximum, True), (maximum + 1, False)):
        assert (faults(filled(application, StandingOrdersForm, {**typed, field: str(number)})) == {}) is is_fine
    assert filled(application, StandingOrdersForm, typed).orders() == StandingOrders(
        notice_days=5, word_limit=300, most_drafters=4, has_casting_vote=False, public_from="agenda"
    )


def test_only_a_motion_that_is_offered_can_be_attached(application: Flask) -> None:
    def offering(**_: Any) -> Form:
        form = AttachForm()
        form.offer([(7, "M2026-001: Lights")])
        return form

    made: Callable[..., Form] = offering
    assert faults(filled(application, made, {"motion_id": "7"})) == {}
    assert faults(filled(application, made, {"motion_id": ""})) == {"motion_id": ["Select a motion"]}
    assert faults(filled(application, made, {"motion_id": "9" * 5_000})) == {
        "motion_id": ["Select from the options shown"]
    }
