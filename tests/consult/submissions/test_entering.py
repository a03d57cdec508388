"""Answers that came another way, and the second look."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import Conflict, Invalid
from consult.submissions import tallies
from consult.submissions.entering import ONE_IN, check_entry, enter_response
from consult.submissions.models import Channel, Submission
from consult.submissions.queries import awaiting_check
from tests.factories import make_actor


def entered(session: Session, actor: Actor, activity: Activity, key: str = "form-1", days: int = 0) -> Submission:
    """Enter a response on paper that came so many days ago."""
    return enter_response(
        session,
        actor,
        activity,
        channel=Channel.PAPER,
        received_on=clock.today_in_london() - timedelta(days=days),
        answers={"position": "oppose", "reasons": "Typed from paper."},
        area="Abbey",
        about_you={},
        key=key,
    )


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
    activity.consultation.state = State.CLOSED.value
    entered(session, actor, activity, days=1)
    activity.consultation.state = State.DECIDED.value
    with pytest.raises(Conflict):
        entered(session, actor, activity, key="form-2", days=1)


def test_another_officer_checks_a_sample_and_corrects_what_differs(session: Session, activity: Activity) -> None:
    first, second = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    made = [entered(session, first, activity, key=f"form-{number}") for number in range(10 * ONE_IN)]
    sampled = [one for one in made if one.is_in_check_sample]
    assert 0 < len(sampled) < len(made)
    assert list(session.scalars(awaiting_check(activity.id, first))) == []
    assert list(session.scalars(awaiting_check(activity.id, second))) == sampled
    with pytest.raises(Conflict):
        check_entry(session, first, activity, sampled[0], corrected=None)
    check_entry(session, second, activity, sampled[0], corrected={"position": "support"})
    assert (sampled[0].check_outcome, sampled[0].answers) == ("corrected", {"position": "support"})
    assert tallies.counts_of(session, activity.id)["q:position"]["support"] == 1
    with pytest.raises(Conflict):
        check_entry(session, second, activity, sampled[0], corrected=None)
