"""What each act does to many responses, and how it is taken back."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.comments.queries import quotable_texts
from consult.comments.services import standings_of
from consult.consultations.models import Activity, State
from consult.desk.assignments import NOBODY, assign, readers_among
from consult.desk.bulk.acts import PUBLISHABLE
from consult.desk.bulk.models import BulkAct, BulkKind, BulkState, Step
from consult.desk.bulk.queries import steps_of
from consult.desk.bulk.services import (
    begin_act,
    plan_act,
    undo_act,
)
from consult.desk.exclusions import exclude, reinstate
from consult.desk.readings import record_reading
from consult.desk.tags import add_tag, find_or_make_tag, tags_among
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import Invalid
from consult.submissions.models import Status, Submission
from consult.submissions.tallies import counts_of
from tests.factories import QUESTIONS, make_activity, make_consultation, make_person, make_submission
from tests.support.counted import is_counted_right, sent


def test_all_are_excluded_with_one_reason_and_undone_to_the_last_count(
    session: Session, activity: Activity, clerk: Actor
) -> None:
    numbers = sent(session, activity, 5)
    before = counts_of(session, activity.id)
    act = plan_act(session, clerk, activity, numbers, BulkKind.EXCLUDE, "duplicate", "One campaign")
    assert counts_of(session, activity.id) == before
    begin_act(session, clerk, act)
    begin_act(session, clerk, act)
    rows = session.scalars(select(Submission).where(Submission.id.in_(numbers))).all()
    assert {(row.status, row.exclusion_code, row.exclusion_note) for row in rows} == {
        (Status.EXCLUDED, "duplicate", "One campaign")
    }
    assert (act.state, steps_of(session, act)) == (BulkState.DONE, {Step.MADE: 5})
    assert is_counted_right(session, activity)
    undo_act(session, clerk, act)
    assert (act.state, steps_of(session, act)) == (BulkState.UNDONE, {Step.UNDONE: 5})
    assert counts_of(session, activity.id) == before
    names = session.scalars(
        select(AuditEntry.name).where(AuditEntry.name.startswith("desk.bulk")).order_by(AuditEntry.id)
    )
    assert list(names) == ["desk.bulk_act_made", "desk.bulk_act_undone"]


def test_assigning_many_is_undone_to_whoever_had_each(session: Session, activity: Activity, clerk: Actor) -> None:
    other, third = make_person(session, Role.OFFICER), make_person(session, Role.OFFICER)
    numbers = sent(session, activity, 4)
    assign(session, clerk, activity, numbers[0], third.id)
    assign(session, clerk, activity, numbers[1], other.id)
    act = plan_act(session, clerk, activity, numbers, BulkKind.ASSIGN, str(other.id))
    begin_act(session, clerk, act)
    assert readers_among(session, numbers) == dict.fromkeys(numbers, other.name)
    assign(session, clerk, activity, numbers[3], clerk.person_id)
    undo_act(session, clerk, act)
    assert readers_among(session, numbers) == {
        numbers[0]: third.name,
        numbers[1]: other.name,
        numbers[3]: clerk.name,
    }
    assert steps_of(session, act) == {Step.UNDONE: 2, Step.KEPT: 1}
    to_nobody = plan_act(session, clerk, activity, numbers, BulkKind.ASSIGN, NOBODY)
    begin_act(session, clerk, to_nobody)
    assert readers_among(session, numbers) == {}


def test_a_tag_is_added_to_many_and_removed_and_each_is_undone(
    session: Session, activity: Activity, clerk: Actor
) -> None:
    numbers, tag = sent(session, activity, 3), find_or_make_tag(session, activity, "for legal")
    add_tag(session, clerk, activity, numbers[0], tag)
    act = plan_act(session, clerk, activity, numbers, BulkKind.TAG, str(tag.id))
    begin_act(session, clerk, act)
    assert set(tags_among(session, numbers)) == set(numbers)
    off = plan_act(session, clerk, activity, numbers, BulkKind.UNTAG, str(tag.id))
    begin_act(session, clerk, off)
    assert tags_among(session, numbers) == {}
    undo_act(session, clerk, off)
    undo_act(session, clerk, act)
    assert set(tags_among(session, numbers)) == {numbers[0]}


def test_many_are_published_by_consent_and_held_back_and_each_is_undone(session: Session, clerk: Actor) -> None:
    consultation = make_consultation(session, state=State.CLOSED)
    activity = make_activity(session, consultation, questions={**QUESTIONS, "asks_consent": True})
    numbers = []
    for consent in ("named", "unnamed", "no", "named"):
        answers = {"reasons": "So.", "consent_to_publish": consent, "name_to_publish": "Voices"}
        response = make_submission(session, activity, answers=answers)
        record_reading(session, clerk, response)
        numbers.append(response.id)
    act = plan_act(session, clerk, activity, numbers, BulkKind.PUBLISH, PUBLISHABLE)
    assert steps_of(session, act) == {Step.WAITING: 3}
    begin_act(session, clerk, act)
    published = dict.fromkeys(numbers, "published") | {numbers[2]: ""}
    assert standings_of(session, numbers) == published
    held = plan_act(session, clerk, activity, numbers[:2], BulkKind.HOLD, "unlawful", "A court forbade it.")
    begin_act(session, clerk, held)
    assert standings_of(session, numbers) == published | {numbers[0]: "held", numbers[1]: "held"}
    undo_act(session, clerk, held)
    assert standings_of(session, numbers) == published
    assert len(quotable_texts(session, numbers)) == 3
    undo_act(session, clerk, act)
    assert standings_of(session, numbers) == dict.fromkeys(numbers, "")
    assert quotable_texts(session, numbers) == set()


def test_what_somebody_changed_since_is_not_undone(session: Session, activity: Activity, clerk: Actor) -> None:
    numbers = sent(session, activity, 3)
    act = plan_act(session, clerk, activity, numbers, BulkKind.EXCLUDE, "duplicate")
    begin_act(session, clerk, act)
    again = session.get_one(Submission, numbers[0])
    reinstate(session, clerk, activity, again)
    exclude(session, clerk, activity, again, "abusive", "")
    undo_act(session, clerk, act)
    assert (again.status, again.exclusion_code) == (Status.EXCLUDED, "abusive")
    assert steps_of(session, act) == {Step.KEPT: 1, Step.UNDONE: 2}
    assert is_counted_right(session, activity)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (BulkKind.EXCLUDE, "because"),
        (BulkKind.ASSIGN, "0"),
        (BulkKind.ASSIGN, "somebody"),
        (BulkKind.TAG, "0"),
        (BulkKind.UNTAG, "x"),
        (BulkKind.PUBLISH, "everything"),
        (BulkKind.HOLD, "because"),
    ],
)
def test_what_is_not_on_offer_is_refused(
    session: Session, activity: Activity, clerk: Actor, kind: BulkKind, value: str
) -> None:
    with pytest.raises(Invalid, match="not on offer"):
        plan_act(session, clerk, activity, sent(session, activity, 1), kind, value)
    assert session.scalar(select(func.count()).select_from(BulkAct)) == 0
