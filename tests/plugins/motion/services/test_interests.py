"""Interests by item: in agreement with attendance and votes, kept for good, corrected with a reason."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from consult.kernel.errors import Invalid, SavedOtherwise
from consult.records.corrections import correct
from plugins.motion.attendance import Presence
from plugins.motion.interests import InterestKind, Participation
from plugins.motion.lifecycle import State
from plugins.motion.published_votes import INTEREST, VOTE, withdrawn_from
from plugins.motion.queries import interests_on
from plugins.motion.records import Choice
from plugins.motion.services.attendance import record_attendance
from plugins.motion.services.closures import minute_vote
from plugins.motion.services.interests import Declared, record_interest
from plugins.motion.services.votes import UnnamedVote, known_before, record_named_vote, record_unnamed_vote
from tests.plugins.motion import story

DAY = story.MEETING


@pytest.fixture
def told(session: Session, clock_at: Callable[..., Any]) -> story.Story:
    """A motion on the agenda of a meeting that is over, to which everybody came."""
    clock_at(story.STARTS)
    made = story.begin(session)
    made.to_agenda()
    clock_at(story.AFTER_MEETING)
    record_attendance(session, made.officer, DAY, dict.fromkeys(made.term_ids(), Presence.PRESENT))
    return made


@pytest.fixture
def declared(told: story.Story) -> Declared:
    """The last member of the roll withdrew for the motion."""
    return Declared(
        term_id=told.term_ids()[-1],
        motion_id=told.motion.id,
        item="",
        kind=InterestKind.PECUNIARY,
        text="A share\r\nin a firm ",
        participation=Participation.WITHDREW,
    )


def test_an_interest_is_a_row_of_its_item_and_stays(session: Session, told: story.Story, declared: Declared) -> None:
    first = record_interest(session, told.officer, DAY, declared)
    assert record_interest(session, told.officer, DAY, declared) is first
    other = replace(declared, motion_id=None, item="  Item 9,\ngrants", kind=InterestKind.NON_REGISTRABLE)
    record_interest(session, told.officer, DAY, other)
    rows = [(row.motion_id, row.item, row.kind.value, row.text) for row in interests_on(session, DAY)]
    assert rows == [
        (told.motion.id, None, "pecuniary", "A share\nin a firm"),
        (None, "Item 9, grants", "non_registrable", "A share\nin a firm"),
    ]
    with pytest.raises(SavedOtherwise) as refused:
        record_interest(session, told.officer, DAY, replace(declared, participation=Participation.STAYED))
    assert [both.label for both in refused.value.compared if both.differs] == ["Withdrew or stayed"]
    first.participation = Participation.STAYED
    with pytest.raises(DatabaseError):
        session.flush()


@pytest.mark.parametrize(
    ("change", "field"), [({"term_id": 0}, "member"), ({"motion_id": 0}, "item"), ({"motion_id": None}, "other_item")]
)
def test_member_and_item_belong_to_the_meeting(
    session: Session, told: story.Story, declared: Declared, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        record_interest(session, told.officer, DAY, replace(declared, **change))
    assert list(refused.value.fields) == [field]
    assert list(interests_on(session, DAY)) == []


def test_whoever_withdrew_cannot_vote_on_the_item(session: Session, told: story.Story, declared: Declared) -> None:
    row = record_interest(session, told.officer, DAY, declared)
    assert known_before(session, told.motion) == {declared.term_id: Choice.INTEREST}
    with pytest.raises(Invalid) as refused:
        record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))
    assert refused.value.fields == {
        f"vote_{declared.term_id}": "Cllr Di Other withdrew because of an interest and cannot vote. Select “Declared "
        "interest”, or correct the interest"
    }
    division = record_named_vote(
        session, told.officer, told.motion, told.ballot(Choice.FOR, Choice.FOR, Choice.FOR, Choice.INTEREST)
    )
    vote = division.votes[-1]
    with pytest.raises(Invalid, match="answers need changing") as refused:
        correct(session, told.officer, VOTE, vote, "choice", says="for", reason="A slip", seen=0)
    assert list(refused.value.fields) == ["says"]
    correct(session, told.officer, INTEREST, row, "participation", says="stayed", reason="A slip", seen=0)
    assert withdrawn_from(session, told.motion) == set()
    correct(session, told.officer, VOTE, vote, "choice", says="for", reason="A slip", seen=0)
    with pytest.raises(Invalid) as refused:
        correct(session, told.officer, INTEREST, row, "participation", says="withdrew", reason="A slip", seen=1)
    assert list(refused.value.fields) == ["says"]


def test_whoever_voted_did_not_withdraw(session: Session, told: story.Story, declared: Declared) -> None:
    record_named_vote(session, told.officer, told.motion, told.ballot(Choice.FOR))
    with pytest.raises(Invalid) as refused:
        record_interest(session, told.officer, DAY, declared)
    assert refused.value.fields == {"participation": "This member voted on the motion. Correct the vote first"}
    record_interest(session, told.officer, DAY, replace(declared, participation=Participation.STAYED))


def test_the_item_of_an_interest_in_a_motion_is_that_motion(
    session: Session, told: story.Story, declared: Declared
) -> None:
    row = record_interest(session, told.officer, DAY, declared)
    with pytest.raises(Invalid):
        correct(session, told.officer, INTEREST, row, "item", says="Item 9", reason="A slip", seen=0)


def test_who_withdrew_has_no_vote_to_be_minuted_and_a_minuted_one_is_corrected_only_as_the_numbers_allow(
    session: Session, told: story.Story, declared: Declared
) -> None:
    record_interest(session, told.officer, DAY, declared)
    counts = UnnamedVote(outcome=State.CARRIED, for_count=2, against_count=1, abstain_count=0)
    division = record_unnamed_vote(session, told.officer, told.motion, counts)
    first, second, _third, last = told.roll()
    with pytest.raises(Invalid) as refused:
        minute_vote(session, told.officer, division, last, Choice.FOR)
    assert list(refused.value.fields) == ["member"]
    minute_vote(session, told.officer, division, first, Choice.AGAINST)
    other = minute_vote(session, told.officer, division, second, Choice.FOR)
    for says in ("against", "abstain"):
        with pytest.raises(Invalid) as refused:
            correct(session, told.officer, VOTE, other, "choice", says=says, reason="A slip", seen=0)
        assert "As many names" in refused.value.fields["says"]
    correct(session, told.officer, VOTE, division.votes[0], "choice", says="for", reason="A slip", seen=0)
    correct(session, told.officer, VOTE, other, "choice", says="against", reason="A slip", seen=0)
