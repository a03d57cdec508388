"""Answers that came another way, and the second look."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.desk.queries import awaiting_check, awaiting_second_keying, changes_of, entered_by
from consult.desk.transcription import ONE_IN, Original, check_entry, correct_entry, enter_response
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid, SavedOtherwise
from consult.submissions import tallies
from consult.submissions.intake import about_you_of
from consult.submissions.models import Channel, Submission
from consult.submissions.reader import said_in
from tests.factories import make_activity, make_actor, make_consultation, make_submission


def entered(session: Session, actor: Actor, activity: Activity, key: str = "form-1", days: int = 0) -> Submission:
    """Enter a response on paper that came so many days ago."""
    return enter_response(session, actor, activity, paper(days=days), key=key)


def paper(*, days: int = 0, **more: Any) -> Original:
    """Return a response on paper that came so many days ago."""
    written: dict[str, Any] = {
        "channel": Channel.PAPER,
        "received_on": clock.today_in_london() - timedelta(days=days),
        "answers": {"position": "oppose", "reasons": "Typed from paper."},
        "area": "Abbey",
    }
    return Original(**{**written, **more})


def original_of(submission: Submission, **more: Any) -> Original:
    """Return the original that a submission agrees with, or one with these differences."""
    agreeing: dict[str, Any] = {
        "channel": Channel(submission.channel),
        "received_on": submission.received_on,
        "answers": said_in(submission.answers, submission.marks),
        "area": submission.area,
    }
    return Original(**{**agreeing, **more})


def test_an_entry_counts_under_its_channel_and_names_who_entered_it(session: Session, activity: Activity) -> None:
    actor = make_actor(session, Role.OFFICER)
    made = entered(session, actor, activity)
    assert (made.channel, made.transcribed_by_id) == ("paper", actor.person_id)
    assert tallies.counts_of(session, activity.id)["channel"] == {"paper": 1}


def test_the_same_form_sent_twice_is_entered_once(session: Session, activity: Activity) -> None:
    actor = make_actor(session, Role.OFFICER)
    assert entered(session, actor, activity).id == entered(session, actor, activity).id


@pytest.mark.parametrize("days", [-1, 30])
def test_the_day_must_lie_in_the_consultation(session: Session, activity: Activity, days: int) -> None:
    with pytest.raises(Invalid):
        entered(session, make_actor(session, Role.OFFICER), activity, days=days)


def test_a_letter_that_came_in_time_is_entered_after_closing_but_not_after_the_decision(
    session: Session, activity: Activity
) -> None:
    actor = make_actor(session, Role.OFFICER)
    activity.consultation.state = State.CLOSED
    entered(session, actor, activity, days=1)
    activity.consultation.state = State.DECIDED
    with pytest.raises(Conflict):
        entered(session, actor, activity, key="form-2", days=1)


def test_another_officer_checks_a_sample_and_corrects_what_differs(session: Session, activity: Activity) -> None:
    first, second = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    made = [entered(session, first, activity, key=f"form-{number}") for number in range(10 * ONE_IN)]
    sampled = [submission for submission in made if submission.is_in_check_sample]
    assert 0 < len(sampled) < len(made)
    assert list(session.scalars(awaiting_check(activity.id, first))) == []
    assert list(session.scalars(awaiting_check(activity.id, second))) == sampled
    with pytest.raises(Conflict):
        check_entry(session, first, activity, sampled[0], original_of(sampled[0]), seen=sampled[0].revision)
    check_entry(session, second, activity, sampled[0], original_of(sampled[0], answers={"position": "support"}), seen=1)
    assert (sampled[0].check_outcome, sampled[0].answers) == ("corrected", {"position": "support"})
    assert tallies.counts_of(session, activity.id)["q:position@1"]["support"] == 1
    other = original_of(sampled[0], answers={"position": "oppose"})
    with pytest.raises(SavedOtherwise):
        check_entry(session, second, activity, sampled[0], other, seen=sampled[0].revision)
    assert sampled[0].answers == {"position": "support"}


REQUIRED = {
    "questions": [
        {"key": "position", "kind": "scale", "label": "Do you support it?", "scale": "support", "required": True},
        {"key": "reasons", "kind": "long_text", "label": "Why?", "most_words": 5},
    ]
}


def test_what_stands_on_paper_and_is_no_answer_is_kept_and_counts_as_such(session: Session) -> None:
    actor, activity = (
        make_actor(session, Role.OFFICER),
        make_activity(session, make_consultation(session), questions=REQUIRED),
    )
    gap = enter_response(session, actor, activity, paper(answers={"reasons": "It is near."}), key="gap")
    assert (gap.answers, gap.marks) == ({"reasons": "It is near."}, {"position": {"mark": "left_empty"}})
    two = enter_response(session, actor, activity, paper(answers={"position": ["support", "oppose"]}), key="two")
    assert (two.answers, two.marks) == ({}, {"position": {"mark": "several", "said": ["support", "oppose"]}})
    assert tallies.counts_of(session, activity.id)["q:position@1"] == {"!left_empty": 1, "!several": 1}
    with pytest.raises(Invalid) as refused:
        enter_response(session, actor, activity, paper(answers={"reasons": "one two three four five six"}), key="long")
    assert refused.value.fields == {"reasons": "Your answer to “Why?” must be 5 words or less"}


def test_a_blank_form_counts_only_when_the_officer_says_so(session: Session, activity: Activity) -> None:
    actor = make_actor(session, Role.OFFICER)
    with pytest.raises(Invalid) as refused:
        enter_response(session, actor, activity, paper(answers={}), key="blank")
    assert list(refused.value.fields) == ["is_blank"]
    with pytest.raises(Invalid):
        enter_response(session, actor, activity, paper(is_blank=True), key="blank")
    enter_response(session, actor, activity, paper(answers={}, is_blank=True), key="blank")
    assert tallies.counts_of(session, activity.id)["form"] == {"blank": 1}


def test_any_officer_corrects_any_entry_and_what_it_said_stays(session: Session, activity: Activity) -> None:
    first, second = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    made = entered(session, first, activity)
    day = clock.today_in_london() - timedelta(days=1)
    other = original_of(made, channel=Channel.PHONE, received_on=day, area="E13", answers={"position": "support"})
    correct_entry(session, second, activity, made, other, reason="I took the wrong letter.", seen=1)
    assert (made.answers, made.channel, made.received_on, made.area) == ({"position": "support"}, "phone", day, "E13")
    assert tallies.counts_of(session, activity.id)["channel"] == {"phone": 1}
    (before,) = changes_of(session, made)
    assert before.answers == {"position": "oppose", "reasons": "Typed from paper."}
    assert before.by is not None
    assert [label for label, _ in before.beside] == ["Received", "Where they live", "Why it was corrected"]
    assert before.beside[-1][1] == "I took the wrong letter."
    with pytest.raises(ChangedMeanwhile):
        correct_entry(session, first, activity, made, original_of(made, area=""), reason="It is not said.", seen=1)
    with pytest.raises(Invalid, match="Nothing differs"):
        correct_entry(session, first, activity, made, original_of(made), reason="No reason.", seen=2)


def test_a_correction_after_the_check_waits_for_somebody_else_to_look_again(
    session: Session, activity: Activity
) -> None:
    first, second = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    made = entered(session, first, activity)
    made.is_in_check_sample = True
    session.flush()
    check_entry(session, second, activity, made, original_of(made), seen=1)
    other = original_of(made, answers={"position": "support"})
    correct_entry(session, first, activity, made, other, reason="I took the wrong letter.", seen=2)
    assert (made.checked_by_id, made.check_outcome) == (None, None)
    shown = entered_by(session, made)
    assert shown is not None
    assert shown.check == "Waits for a second officer"
    assert list(session.scalars(awaiting_check(activity.id, first))) == []
    assert list(session.scalars(awaiting_second_keying(activity.id, second))) == [made]
    check_entry(session, second, activity, made, other, seen=3)
    assert made.check_outcome == "agrees"


def test_whoever_corrected_an_entry_is_not_its_second_officer(session: Session, activity: Activity) -> None:
    first, second = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    made = entered(session, first, activity)
    made.is_in_check_sample = True
    session.flush()
    other = original_of(made, answers={"position": "support"})
    correct_entry(session, second, activity, made, other, reason="The wrong box.", seen=1)
    for queue in (awaiting_check, awaiting_second_keying):
        assert list(session.scalars(queue(activity.id, second))) == []
        assert list(session.scalars(queue(activity.id, first))) == [made]
    with pytest.raises(Conflict, match="somebody else must check it"):
        check_entry(session, second, activity, made, other, seen=2)
    # What the check itself corrects was looked at twice, and sending it twice changes nothing.
    for _again in range(2):
        check_entry(session, first, activity, made, original_of(made, area="E13"), seen=2)
    assert (made.check_outcome, made.area, made.revision) == ("corrected", "E13", 3)


def test_equality_answers_are_corrected_too_and_leave_no_earlier_ones(session: Session, activity: Activity) -> None:
    actor = make_actor(session, Role.OFFICER)
    made = enter_response(session, actor, activity, paper(about_you={"sex": "female"}), key="a")
    correct_entry(session, actor, activity, made, original_of(made, about_you={"sex": "male"}), reason="Slip.", seen=1)
    assert about_you_of(session, made.id) == {"sex": "male"}
    correct_entry(session, actor, activity, made, original_of(made), reason="It is blank.", seen=2)
    assert about_you_of(session, made.id) == {}


def test_what_its_author_sent_is_not_an_officers_to_correct(session: Session, activity: Activity) -> None:
    sent = make_submission(session, activity, code="0000000000000000")
    with pytest.raises(Conflict):
        correct_entry(
            session, make_actor(session, Role.OFFICER), activity, sent, paper(), reason="Because.", seen=sent.revision
        )
