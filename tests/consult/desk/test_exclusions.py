"""Leaving a response out: always with a reason that the public reads, and never by losing it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.exclusions import EXCLUSION_REASONS, exclude, reinstate
from consult.exports.summary import comments, summarise
from consult.journey.services import withdraw
from consult.kernel.authz import Role
from consult.kernel.errors import Conflict, Invalid
from consult.submissions.questionnaires import all_versions, known_kinds
from consult.submissions.tallies import counts_of, recount
from tests.factories import make_activity, make_actor, make_consultation, make_submission


def fresh(session: Session, activity: Activity) -> Any:
    """Count everything anew."""
    return recount(session, activity.id, all_versions(session, activity), known_kinds(session))


def test_an_excluded_response_still_counts_under_its_reason(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    make_submission(session, activity)
    for code in ("duplicate", "duplicate", "abusive"):
        exclude(session, officer, activity, make_submission(session, activity), code, "")
    summary = summarise(session, activity)
    assert (summary.received, summary.counted) == (4, 1)
    assert summary.exclusions == {EXCLUSION_REASONS["duplicate"]: 2, EXCLUSION_REASONS["abusive"]: 1}
    assert len(list(comments(session, activity.id, "reasons"))) == 1


def test_nothing_is_lost_and_putting_back_restores_every_count(session: Session, activity: Activity) -> None:
    officer, sent = make_actor(session, Role.OFFICER), make_submission(session, activity)
    before, said = counts_of(session, activity.id), dict(sent.answers)
    exclude(session, officer, activity, sent, "not_about_this", "About parking.")
    assert (sent.answers, sent.exclusion_note) == (said, "About parking.")
    assert counts_of(session, activity.id) == {"status": {"excluded": 1}}
    reinstate(session, officer, activity, sent)
    assert counts_of(session, activity.id) == before
    assert (sent.exclusion_code, sent.exclusion_note) == (None, "")


@pytest.mark.parametrize("code", ["", "unwelcome", "Duplicate", "duplicate "])
def test_there_is_no_exclusion_without_a_reason_of_the_list(session: Session, activity: Activity, code: str) -> None:
    sent = make_submission(session, activity)
    with pytest.raises(Invalid):
        exclude(session, make_actor(session, Role.OFFICER), activity, sent, code, "A note is no reason.")
    assert sent.status == "submitted"


def test_two_officers_who_exclude_at_once_leave_one_reason(session: Session, activity: Activity) -> None:
    officer, sent = make_actor(session, Role.OFFICER), make_submission(session, activity)
    exclude(session, officer, activity, sent, "duplicate", "")
    with pytest.raises(Conflict):
        exclude(session, officer, activity, sent, "abusive", "")
    assert sent.exclusion_code == "duplicate"
    assert summarise(session, activity).exclusions == {EXCLUSION_REASONS["duplicate"]: 1}


def test_what_its_author_withdrew_cannot_be_excluded_or_put_back(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity, code="0000-0000-0000-0002")
    exclude(session, officer, activity, sent, "duplicate", "")
    withdraw(session, "0000-0000-0000-0002")
    session.refresh(sent)
    with pytest.raises(Conflict):
        reinstate(session, officer, activity, sent)
    with pytest.raises(Conflict):
        exclude(session, officer, activity, sent, "abusive", "")
    assert counts_of(session, activity.id) == {"status": {"withdrawn": 1}} == fresh(session, activity)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(["reinstate", *EXCLUSION_REASONS])), min_size=1, max_size=8
    )
)
def test_whatever_officers_do_the_kept_counts_are_the_true_ones(session: Session, steps: list[tuple[int, str]]) -> None:
    activity, officer = make_activity(session, make_consultation(session)), make_actor(session, Role.OFFICER)
    given_answers = ({"position": "support"}, {"reasons": "Words"}, {"position": "oppose", "reasons": "More"})
    sent = [make_submission(session, activity, answers=given_answer) for given_answer in given_answers]
    for number, step in steps:
        try:
            if step == "reinstate":
                reinstate(session, officer, activity, sent[number])
            else:
                exclude(session, officer, activity, sent[number], step, "")
        except Conflict:
            continue
    summary = summarise(session, activity)
    assert counts_of(session, activity.id) == fresh(session, activity)
    assert summary.received == len(sent)
    assert summary.counted + sum(summary.exclusions.values()) == summary.received
