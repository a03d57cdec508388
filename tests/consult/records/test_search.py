"""Looking for words everywhere: each passage with what is around it, and nothing is changed."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.records import search
from consult.records.places import record_named
from consult.records.search import hits_in_consultation, hits_in_row
from consult.submissions.models import Cause
from consult.submissions.records import SUBMISSION
from consult.submissions.revision import revise
from tests.factories import make_activity, make_actor, make_consultation, make_submission


def test_every_passage_is_shown_in_its_place(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"reasons": "x " * 50 + "Mrs May, in may." + " y" * 50})
    first, second = hits_in_row(session, officer, SUBMISSION, sent, "MAY")
    assert (first.passage, second.passage) == ("May", "may")
    assert first.before.startswith("…")
    assert first.before.endswith("Mrs ")
    assert first.after.startswith(", in may.")
    assert sent.reference in first.where
    assert first.key != second.key


def test_earlier_versions_belong_to_a_response(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"reasons": "Ask Ann."})
    revise(session, activity, sent, Cause.AUTHOR, answers={"reasons": "Ask nobody."})
    (hit,) = hits_in_row(session, officer, SUBMISSION, sent, "ann")
    assert hit.record.table == "submission_earlier"


def test_other_consultations_are_not_looked_at_and_nothing_is_written(session: Session, activity: Activity) -> None:
    officer, elsewhere = make_actor(session, Role.OFFICER), make_activity(session, make_consultation(session))
    make_submission(session, elsewhere, answers={"reasons": "Ask Ann."})
    here = make_submission(session, activity, answers={"position": "strongly_support", "reasons": "Ask Ann."})
    before = session.scalar(select(func.count()).select_from(AuditEntry))
    assert [hit.row for hit in hits_in_consultation(session, officer, activity.consultation_id, "ann")] == [here]
    assert not session.dirty
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == before
    assert hits_in_consultation(session, officer, activity.consultation_id, "strongly_support") == []


def test_a_search_ends_at_what_a_page_can_show(
    session: Session, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MAXIMUM", 3)
    make_submission(session, activity, answers={"reasons": "Ann " * 10})
    assert len(hits_in_consultation(session, make_actor(session), activity.consultation_id, "ann")) <= 4


def test_who_may_not_handle_a_record_does_not_find_it(session: Session, activity: Activity) -> None:
    sent = make_submission(session, activity, answers={"reasons": "Ask Ann."})
    record = record_named(session, "submission")
    assert record.rule.allows(make_actor(session, Role.OFFICER), sent)
    assert hits_in_consultation(session, make_actor(session, Role.COUNCILLOR), activity.consultation_id, "ann") == []
