"""What officers enter about a vote: it is read as it was typed, and one that is not complete is refused."""

from typing import Any

import pytest
from flask import Flask

from plugins.motion.lifecycle import State
from plugins.motion.records import Choice
from plugins.motion.vote_forms import UnnamedVoteForm, vote_form
from tests.support.forms import faults, filled

PEOPLE = [(3, "Cllr Ada"), (5, "Cllr Ben")]
VOTES = {
    "threshold": "simple",
    "vote_3": "for",
    "vote_5": "against",
    "for_count": "1",
    "against_count": "1",
    "abstain_count": "0",
}


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
    form = filled(
        application,
        UnnamedVoteForm,
        {"threshold": "simple", "outcome": "carried", "is_unanimous": "yes", "note": "x" * 500},
    )
    read = form.unnamed_vote()
    assert (read.outcome, read.is_unanimous, read.for_count, read.note) == (State.CARRIED, True, None, "x" * 500)
    assert "note" in faults(
        filled(application, UnnamedVoteForm, {"threshold": "simple", "outcome": "carried", "note": "x" * 501})
    )
