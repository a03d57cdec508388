"""Redaction: gone from every output, kept under seal."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from consult.submissions.models import Redaction, Submission
from consult.submissions.queries import Filters, listed
from consult.submissions.redaction import open_original, redact
from tests.factories import canary, make_actor, make_submission


def found(session: Session, activity: Activity, words: str) -> list[Submission]:
    """Return what the search finds."""
    return list(session.scalars(listed(session, activity.id, Filters(words=words))))


def test_a_redacted_passage_is_gone_from_answer_and_search(session: Session, activity: Activity) -> None:
    actor, secret = make_actor(session, Role.OFFICER), canary("redacted").replace("-", "")
    sent = make_submission(session, activity, answers={"reasons": f"Ask {secret}\nof  Abbey Road. {secret} Of Abbey"})
    assert found(session, activity, secret) == [sent]
    redact(session, actor, activity, sent, question="reasons", passage=f"{secret} of Abbey", code="third_party")
    assert sent.answers["reasons"].startswith("Ask [redacted: somebody else’s personal details] Road.")
    assert secret in sent.answers["reasons"]
    redact(session, actor, activity, sent, question="reasons", passage=secret, code="personal")
    assert secret not in str(sent.answers)
    assert found(session, activity, secret) == []
    assert found(session, activity, "road") == [sent]


def test_the_original_is_sealed_and_opening_it_is_on_the_trail(session: Session, activity: Activity) -> None:
    actor = make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"reasons": "Call me on 07700 900123 please."})
    kept = redact(session, actor, activity, sent, question="reasons", passage="07700 900123", code="personal")
    assert b"07700" not in kept.original_sealed
    assert open_original(session, actor, activity, kept) == "Call me on 07700 900123 please."
    names = [entry.name for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert names[-2:] == ["submissions.passage_redacted", "submissions.original_opened"]
    assert "07700" not in str([entry.facts for entry in session.scalars(select(AuditEntry))])


@pytest.mark.parametrize("passage", ["", "   ", "not in the answer"])
def test_a_passage_that_is_not_there_changes_nothing(session: Session, activity: Activity, passage: str) -> None:
    actor = make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"reasons": "A plain answer."})
    with pytest.raises(Invalid):
        redact(session, actor, activity, sent, question="reasons", passage=passage, code="personal")
    assert sent.answers == {"reasons": "A plain answer."}
    assert session.scalars(select(Redaction)).all() == []
