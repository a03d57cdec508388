"""One change of a submission, whatever its reason: nothing that follows from the answers is left behind."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.contract.revisions import Revised
from consult.desk.queries import Filters, changes_of, listed
from consult.desk.readings import record_reading
from consult.kernel.authz import Role
from consult.kernel.db import database_of
from consult.records.models import Redaction
from consult.submissions.events import EntryChecked
from consult.submissions.models import Cause, EarlierAnswers, Reading, Status, Submission
from consult.submissions.questionnaires import all_versions, known_kinds
from consult.submissions.revision import Values, revise
from consult.submissions.tallies import counts_of, recount
from tests.factories import actor_for, make_actor, make_person, make_submission
from tests.support.deployments import change_deployment, with_feature
from tests.support.redaction import redact

ROOT = Path(__file__).parents[3]
CHANGES: dict[Cause, Values] = {
    Cause.AUTHOR: {"answers": {"position": "oppose", "reasons": "Second thought"}, "area": "E7"},
    Cause.CORRECTION: {"answers": {"position": "oppose", "reasons": "Second thought"}},
    Cause.CHECK: {"check_outcome": "agrees"},
    Cause.STATUS: {"status": Status.EXCLUDED, "exclusion_code": "empty"},
    Cause.REDACTION: {"answers": {"position": "support", "reasons": "Second [redacted: abuse]"}},
    Cause.CONSENT: {"answers": {"position": "support", "reasons": "First thought", "consent_to_publish": "no"}},
    Cause.WITHDRAWAL: {"status": Status.WITHDRAWN, "answers": {}, "area": ""},
    Cause.ERASURE: {"status": Status.WITHDRAWN, "answers": {}, "area": "", "code_hash": None},
}


def number(session: Session, model: Any) -> int:
    """Return how many rows a table has."""
    return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("cause", list(Cause))
def test_counts_search_and_revision_follow_every_change(session: Session, activity: Activity, cause: Cause) -> None:
    officer = make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"position": "support", "reasons": "First thought"})
    event = EntryChecked(consultation_id=activity.consultation_id, submission_id=sent.id, outcome=cause)
    revise(session, activity, sent, cause, by=officer, event=event, **CHANGES[cause])
    assert counts_of(session, activity.id) == recount(
        session, activity.id, all_versions(session, activity), known_kinds(session)
    )
    assert sent.revision == 2
    session.refresh(activity)
    assert activity.answers_revision == 1
    found = set(session.scalars(listed(session, activity.id, Filters(words="second"))))
    assert found == ({sent} if "Second" in str(sent.answers) else set())
    assert set(session.scalars(listed(session, activity.id, Filters(words="first")))) <= {sent}
    assert ("First" in str(sent.answers)) == bool(
        session.scalars(listed(session, activity.id, Filters(words="first"))).all()
    )
    assert session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first().facts["outcome"] == cause  # type: ignore[union-attr]


def test_a_response_that_arrives_makes_no_earlier_file_old(session: Session, activity: Activity) -> None:
    make_submission(session, activity)
    session.refresh(activity)
    assert activity.answers_revision == 0


@pytest.mark.parametrize("path", ["answers", "status", "area", "marks"])
def test_submissions_are_changed_in_this_one_place(path: str) -> None:
    changing = re.compile(rf"submission\.{path}\s*=[^=]|update\(Submission\)")
    modules = [path for name in ("consult", "plugins") for path in (ROOT / name).rglob("*.py")]
    assert [str(module) for module in modules if changing.search(module.read_text())] == []


@pytest.mark.parametrize("cause", list(Cause))
def test_a_new_text_is_unread_and_what_is_taken_back_leaves_nothing(
    session: Session, activity: Activity, cause: Cause
) -> None:
    officer = make_actor(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"position": "support", "reasons": "First thought"})
    record_reading(session, officer, sent)
    revise(session, activity, sent, Cause.AUTHOR, answers={"reasons": "Call Ann now"})
    assert (number(session, Reading), number(session, EarlierAnswers)) == (0, 1)
    redact(session, officer, activity, sent, question="reasons", passage="Ann", code="personal")
    record_reading(session, officer, sent)
    revise(session, activity, sent, cause, by=officer, **CHANGES[cause])
    assert number(session, Reading) == (0 if cause.forgets or cause.keeps_earlier else 1)
    assert number(session, EarlierAnswers) == (0 if cause.forgets else 2 if cause.keeps_earlier else 1)
    assert number(session, Redaction) == (0 if cause.forgets else 1)


def test_a_change_is_told_as_the_one_it_was(session: Session, activity: Activity) -> None:
    person = make_person(session, Role.OFFICER)
    officer = actor_for(session, person)
    sent = make_submission(session, activity, answers={"reasons": "Ask Ann"})
    redact(session, officer, activity, sent, question="reasons", passage="Ann", code="personal")
    revise(session, activity, sent, Cause.STATUS, by=officer, status=Status.EXCLUDED, exclusion_code="empty")
    revise(session, activity, sent, Cause.STATUS, by=officer, status=Status.SUBMITTED, exclusion_code=None)
    assert changes_of(session, sent) == []
    revise(session, activity, sent, Cause.AUTHOR, answers={"reasons": "Changed"})
    revise(session, activity, sent, Cause.CORRECTION, by=officer, answers={"reasons": "Corrected"})
    corrected, changed = changes_of(session, sent)
    assert (changed.by, changed.at.minute, changed.at.second) == (None, 0, 0)
    assert (corrected.answers, corrected.by) == ({"reasons": "Changed"}, person.name)


def test_what_is_named_changes_and_nothing_else(session: Session, activity: Activity) -> None:
    sent = make_submission(session, activity, answers={"reasons": "Words"})
    before = {column.key: getattr(sent, column.key) for column in Submission.__table__.columns}
    revise(session, activity, sent, Cause.CHECK, check_outcome="agrees")
    after = {column.key: getattr(sent, column.key) for column in Submission.__table__.columns}
    assert {key for key, value in after.items() if before[key] != value} == {"revision", "check_outcome"}


@pytest.mark.parametrize("cause", list(Cause))
def test_whoever_made_something_from_the_texts_is_told(session: Session, activity: Activity, cause: Cause) -> None:
    told: list[Revised] = []
    registry = deployment_of(session).registry
    follow = with_feature(registry, revised=(lambda _session, revision: told.append(revision),))
    change_deployment(database_of(session), registry=follow)
    sent = make_submission(session, activity, answers={"position": "support", "reasons": "First thought"})
    revise(session, activity, sent, cause, **CHANGES[cause])
    (revision,) = told
    assert revision.submission_id == sent.id
    assert revision.before["answers.reasons"] == "First thought"
    assert revision.now == {f"answers.{key}": answer for key, answer in sent.answers.items()}
    assert revision.is_forgotten == (cause in {Cause.WITHDRAWAL, Cause.ERASURE})
    assert revision.is_new == (cause in {Cause.AUTHOR, Cause.CORRECTION})
    assert revision.is_redacted == (cause is Cause.REDACTION)
